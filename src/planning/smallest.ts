import { LEAST_CLUSTERS } from '../checks/size.js'
import { clearedBy, foundBy } from './chances.js'
import type { Design, Leak } from './design.js'

/** Relative width at which a bracket counts as closed: more digits than are shown, and less than an item in 100,000. */
const CLOSED = 1e-6

/** No larger audit is thought of; more items than any benchmark has. */
const MOST_ITEMS = 1e6

/** Smallest effect, the same in every item, that is found with the wanted power; nats per token. */
export function smallestEffect(design: Design, power: number): number {
  const found = foundBy(design, 0)
  let high = design.effectFloor
  while (found(high) < power) high *= 2
  return bisect(0, high, effect => found(effect) >= power)
}

/**
 * The smallest effect with any number of items: what the reference models alone leave in doubt. With three or four of
 * them that is not where items are countless: the less of the error items make, the fewer degrees of freedom it has.
 */
export function limitOf(design: Design, power: number): number {
  const sizes = [design.testItems, ...sizesOf(design)]
  return Math.min(...sizes.map(testItems => smallestEffect(scaled(design, testItems), power)))
}

export type ItemsFor =
  | { readonly kind: 'reachable'; readonly testItems: number; readonly refItems: number }
  | { readonly kind: 'unreachable'; readonly smallestEffect: number }

/** Independent items, in the proportion of this design, with which the leak is found with the wanted power. */
export function itemsToFind(design: Design, leak: Leak, power: number): ItemsFor {
  const answer = itemsUntil(design, sized => foundBy(sized, leak.variance)(leak.mean) >= power)
  return answer ?? { kind: 'unreachable', smallestEffect: limitOf(design, power) }
}

/** Items with which a model that has seen nothing is cleared with the wanted chance; undefined = never. */
export function itemsToClear(design: Design, chance: number) {
  return itemsUntil(design, sized => clearedBy(sized, 0)(0) >= chance)
}

function itemsUntil(design: Design, enough: (sized: Design) => boolean) {
  const ratio = design.refItems / design.testItems
  const sizes = sizesOf(design)
  // Tried upwards rather than bisected from the most: with few references more items can be less.
  const first = sizes.findIndex(size => enough(scaled(design, size)))
  if (first < 0) return undefined
  const testItems =
    first === 0
      ? sizes[0]!
      : Math.ceil(bisect(sizes[first - 1]!, sizes[first]!, size => enough(scaled(design, Math.ceil(size)))))
  return { kind: 'reachable' as const, testItems, refItems: Math.ceil(testItems * ratio) }
}

/** Test items from the fewest that a verdict needs, in the smaller set, to the most, each four times the last. */
function sizesOf(design: Design): number[] {
  const sizes = [Math.ceil(LEAST_CLUSTERS * Math.max(1, design.testItems / design.refItems))]
  while (sizes.at(-1)! < MOST_ITEMS) sizes.push(4 * sizes.at(-1)!)
  return sizes
}

function scaled(design: Design, testItems: number): Design {
  return { ...design, testItems, refItems: (testItems * design.refItems) / design.testItems }
}

/** The smallest x in (low, high] at which a condition holds that once it holds goes on holding. */
function bisect(low: number, high: number, holds: (x: number) => boolean): number {
  let [below, above] = [low, high]
  while (above - below > CLOSED * above) {
    const middle = (below + above) / 2
    if (holds(middle)) above = middle
    else below = middle
  }
  return above
}
