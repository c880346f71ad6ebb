import type { Check } from '../audit-report.js'
import type { Item } from '../types.js'
import type { SetPair } from './check.js'

/** Below this many independent items per set a gap is exploratory: its error rates rest on large samples. */
export const LEAST_CLUSTERS = 100

/**
 * How many clusters of one size would say as much: (Σn)² / Σn² over the clusters' sizes n. A set of 900 items of one
 * origin and 119 of their own has 1.3: its mean is that of the one origin, and no standard error can tell.
 */
export function effectiveClusters(items: readonly Pick<Item, 'cluster'>[]): number {
  const sizes = new Map<string, number>()
  for (const { cluster } of items) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1)
  let squares = 0
  for (const size of sizes.values()) squares += size ** 2
  return squares === 0 ? 0 : items.length ** 2 / squares
}

/** Are there enough independent items? */
export function sizeCheck(pair: SetPair): Check {
  const [first, second] = [pair.first, pair.second].map(items => Math.floor(effectiveClusters(items)))
  const enough = Math.min(first!, second!) >= LEAST_CLUSTERS
  return {
    name: `${pair.firstName} against ${pair.secondName}: size`,
    status: enough ? 'pass' : 'fail',
    code: enough ? 'enough_items' : 'too_few_items',
    text: enough
      ? `${first} and ${second} independent items`
      : `${first} and ${second} independent items; a verdict needs ${LEAST_CLUSTERS} in each set`,
    values: { clustersFirst: first!, clustersSecond: second!, needed: LEAST_CLUSTERS },
  }
}
