import type { Check } from '../audit-report.js'
import type { SetPair } from './check.js'

/** Below this many independent items per set a gap is exploratory: its error rates rest on large samples. */
export const LEAST_CLUSTERS = 100

/** Are there enough independent items? */
export function sizeCheck(pair: SetPair): Check {
  const clusters = (items: SetPair['first']) => new Set(items.map(item => item.cluster)).size
  const first = clusters(pair.first)
  const second = clusters(pair.second)
  const enough = Math.min(first, second) >= LEAST_CLUSTERS
  return {
    name: `${pair.firstName} against ${pair.secondName}: size`,
    status: enough ? 'pass' : 'fail',
    code: enough ? 'enough_items' : 'too_few_items',
    text: enough
      ? `${first} and ${second} independent items`
      : `${first} and ${second} independent items; a verdict needs ${LEAST_CLUSTERS} in each set`,
    values: { clustersFirst: first, clustersSecond: second, needed: LEAST_CLUSTERS },
  }
}
