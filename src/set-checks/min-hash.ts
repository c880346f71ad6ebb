/**
 * Bands and rows of the search. Two texts of Jaccard similarity s meet in one band at least with probability
 * 1 − (1 − s^7)^18: 0.986 at 0.8, 0.9986 at 0.85, 0.13 at 0.5, 0.004 at 0.3. The split 9 × 13, which errs least over
 * all s, finds 0.40 of the pairs at exactly 0.8; here what is found is checked exactly, so only misses count.
 */
export const BANDS = 18
const ROWS = 7

/** 126 of the usual 128: what 18 bands of 7 use. */
const PERMUTATIONS = BANDS * ROWS

/** Odd multipliers and offsets, one pair per permutation, by splitmix32 from a fixed start: no draw, part of the method. */
const [MULTIPLIERS, OFFSETS] = parameters()

/**
 * One 32-bit key per band of a text's shingles: equal where the smallest hashes of the band's seven permutations are.
 * Keys that agree by chance, 1 in 2^32, cost one more exact comparison and nothing else.
 *
 * Source: Broder (1997); Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, chapter 3.
 */
export function bandKeys(shingles: Iterable<string>): Uint32Array {
  const least = new Uint32Array(PERMUTATIONS).fill(0xffffffff)
  for (const shingle of shingles) {
    const hash = hash32(shingle)
    for (let p = 0; p < PERMUTATIONS; p++) {
      const value = mix(Math.imul(hash ^ OFFSETS[p]!, MULTIPLIERS[p]!)) >>> 0
      if (value < least[p]!) least[p] = value
    }
  }
  return Uint32Array.from({ length: BANDS }, (_, band) => {
    let key = band
    for (let row = 0; row < ROWS; row++) key = mix(Math.imul(key ^ least[band * ROWS + row]!, 0x9e3779b1))
    return key >>> 0
  })
}

/** FNV-1a over UTF-16 units, then mixed. */
export function hash32(text: string, start = 0x811c9dc5): number {
  let hash = start | 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mix(hash)
}

/** The finish of murmur3: every bit of the input moves about half of those of the result. */
export function mix(value: number): number {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function parameters(): [Int32Array, Int32Array] {
  let state = 0
  const next = () => {
    state = (state + 0x9e3779b9) | 0
    return mix(state)
  }
  return [
    Int32Array.from({ length: PERMUTATIONS }, () => next() | 1),
    Int32Array.from({ length: PERMUTATIONS }, next),
  ]
}
