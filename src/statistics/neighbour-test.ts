import { moments } from './moments.js'
import type { Random } from './random.js'

/** How alike the items at two positions are: any number, larger = more alike. */
export type Neighbours = (first: number, second: number) => number

export interface NeighbourTest {
  /** Mean likeness of neighbours in the order as it is, and in random ones. */
  readonly observed: number
  readonly expected: number
  /** p of neighbours this much alike, or more, in random orders. */
  readonly pAlike: number
  /** p of neighbours this little alike, or less. */
  readonly pUnlike: number
}

/** With 999 random orders a p of 0.05 is met to within 0.007, and the smallest is 0.001. */
const ORDERS = 999

/** Sums that are equal on paper may differ in the last bits: such ties count as extreme. */
const TIE_SLACK = 1e-12

/**
 * Permutation test of whether neighbours resemble each other: the mean likeness of positions i and i + 1 against that
 * in `ORDERS` random orders of all items, p = (1 + #{as extreme})/(1 + ORDERS).
 *
 * Cost: O(ORDERS · items) calls of `alike`.
 * @throws RangeError with fewer than three items, which have no other neighbours.
 */
export function neighbourTest(items: number, alike: Neighbours, random: Random): NeighbourTest {
  if (items < 3) throw new RangeError(`${items} items have no other neighbours`)
  const order = Int32Array.from({ length: items }, (_, i) => i)
  const meanOf = () => {
    let sum = 0
    for (let i = 1; i < items; i++) sum += alike(order[i - 1]!, order[i]!)
    return sum / (items - 1)
  }
  const observed = meanOf()
  const others = Float64Array.from({ length: ORDERS }, () => {
    random.shuffle(order)
    return meanOf()
  })
  const slack = TIE_SLACK * Math.max(1, Math.abs(observed))
  const share = (extreme: (value: number) => boolean) => (1 + others.filter(extreme).length) / (1 + ORDERS)
  return {
    observed,
    expected: moments(others).mean,
    pAlike: share(value => value >= observed - slack),
    pUnlike: share(value => value <= observed + slack),
  }
}

/** |A ∩ B| / |A ∪ B| of two sets of numbers, each in ascending order; two empty sets are alike. */
export function jaccard(a: Int32Array, b: Int32Array): number {
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const difference = a[i]! - b[j]!
    if (difference === 0) shared++
    if (difference <= 0) i++
    if (difference >= 0) j++
  }
  const union = a.length + b.length - shared
  return union === 0 ? 1 : shared / union
}
