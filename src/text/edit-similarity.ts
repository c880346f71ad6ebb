/**
 * Longest sequence that is compared unit by unit. The cost grows with the product of the lengths over 32: two texts
 * of this length take about a tenth of a second.
 */
const LONGEST = 20_000

/**
 * 1 − d/max(length), with d Levenshtein's distance (insertion, deletion and replacement cost 1): 1 = equal, 0 =
 * nothing in common. In characters; for texts above 20,000 characters in words; undefined, not cut, above 20,000
 * words. White space counts as one space. Two empty texts are equal.
 *
 * Source: Myers (1999), J. ACM 46, with the columns in blocks of 32 bits.
 */
export function editSimilarity(a: string, b: string): number | undefined {
  const [first, second] = [a, b].map(text => text.trim().replace(/\s+/g, ' ')) as [string, string]
  const characters = [[...first], [...second]] as const
  const [one, two] = fits(characters) ? characters : [first.split(' '), second.split(' ')]
  if (!fits([one, two])) return undefined
  const longest = Math.max(one.length, two.length)
  return longest === 0 ? 1 : 1 - editDistance(one, two) / longest
}

const fits = (sequences: readonly (readonly string[])[]) => sequences.every(({ length }) => length <= LONGEST)

/** Levenshtein's distance between two sequences. */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Math.max(a.length, b.length)
  const blocks = Math.ceil(a.length / 32)
  const masks = matchMasks(a, blocks)
  const none = new Int32Array(blocks)
  // Bits of rows where the distance to the row above is +1 and −1, for the present column.
  const plus = new Int32Array(blocks).fill(-1)
  const minus = new Int32Array(blocks)
  const last = (a.length - 1) % 32
  let distance = a.length
  for (const unit of b) {
    const matches = masks.get(unit) ?? none
    // The top row of the table grows by 1 in each column.
    let carryPlus = 1
    let carryMinus = 0
    for (let k = 0; k < blocks; k++) {
      const up = plus[k]!
      const down = minus[k]!
      const equal = matches[k]! | carryMinus
      const sum = (equal & up) + up
      const diagonal = (sum ^ up) | equal | down
      let across = down | ~(diagonal | up)
      let back = up & diagonal
      if (k === blocks - 1) distance += ((across >>> last) & 1) - ((back >>> last) & 1)
      const nextPlus = across >>> 31
      const nextMinus = back >>> 31
      across = (across << 1) | carryPlus
      back = (back << 1) | carryMinus
      const free = matches[k]! | down
      plus[k] = back | ~(free | across)
      minus[k] = across & free
      carryPlus = nextPlus
      carryMinus = nextMinus
    }
  }
  return distance
}

/** For each unit of the sequence the bits of the places where it stands. */
function matchMasks(units: readonly string[], blocks: number): Map<string, Int32Array> {
  const masks = new Map<string, Int32Array>()
  units.forEach((unit, i) => {
    const mask = masks.get(unit) ?? new Int32Array(blocks)
    mask[i >> 5]! |= 1 << (i & 31)
    masks.set(unit, mask)
  })
  return masks
}
