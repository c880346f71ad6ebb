import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** A seeded source of random numbers: the same seed gives the same draws on every machine. */
export interface Random {
  /** Uniform in [0, 1) with 53 random bits. */
  uniform(): number
  /** Uniform in 0 … below − 1, without modulo bias. */
  integer(below: number): number
  /** Puts the elements in a uniformly random order, in place (Fisher–Yates). */
  shuffle(values: Shuffled): void
  /**
   * A generator of its own for one purpose. It depends on the seed and the name only, not on how much
   * was drawn before, so that adding one test does not change the draws of another.
   */
  stream(name: string): Random
}

export interface Shuffled {
  readonly length: number
  [index: number]: unknown
}

const TWO_32 = 2 ** 32

/** Up to this bound a 32-bit draw times the bound is exact in a double. */
const LARGEST_BOUND = 2 ** 21

/**
 * Seeded generator: xoroshiro128+ with its 128-bit state hashed from the seed's parts, so that seeds that
 * resemble each other (1 and 2, or two names of one seed) start far apart.
 *
 * Validity: for resampling and simulation, not for secrets.
 * Source: Blackman & Vigna (2018), arXiv:1805.01407, as implemented by pure-rand.
 */
export function createRandom(...seed: readonly (number | string)[]): Random {
  const generator = xoroshiro128plusFromState(hash128(JSON.stringify(seed)))
  const bits32 = () => generator.next() >>> 0

  function integer(below: number): number {
    if (!Number.isInteger(below) || below < 1 || below > LARGEST_BOUND) {
      throw new RangeError(`integer(below) takes 1 to ${LARGEST_BOUND}, got ${below}`)
    }
    // Lemire's method: the high half of draw · below, rejecting the few low halves that would favour some values.
    for (;;) {
      const product = bits32() * below
      const high = Math.floor(product / TWO_32)
      const low = product - high * TWO_32
      // The remainder is costly and below `below`, so it is taken only where it could matter.
      if (low >= below || low >= TWO_32 % below) return high
    }
  }

  return {
    uniform: () => ((bits32() >>> 5) * 2 ** 26 + (bits32() >>> 6)) / 2 ** 53,
    integer,
    shuffle(values) {
      for (let last = values.length - 1; last > 0; last--) {
        const other = integer(last + 1)
        const moved = values[last]
        values[last] = values[other]
        values[other] = moved
      }
    },
    stream: name => createRandom(...seed, name),
  }
}

/** Four 32-bit words from a text: murmur3's mixing with a different start for each word. */
function hash128(text: string): number[] {
  return [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef].map(start => {
    let word = start | 0
    for (let i = 0; i < text.length; i++) {
      const block = Math.imul(text.charCodeAt(i), 0xcc9e2d51)
      word ^= Math.imul((block << 15) | (block >>> 17), 0x1b873593)
      word = (Math.imul((word << 13) | (word >>> 19), 5) + 0xe6546b64) | 0
    }
    word = Math.imul(word ^ (word >>> 16) ^ text.length, 0x85ebca6b)
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
    return word ^ (word >>> 16)
  })
}
