import type { Check } from '../audit-report.js'
import { findOverlap } from '../sets/overlap.js'
import type { SetPair } from './check.js'

/** Above this share of shared items, in either set, the sets are not what they are called. */
const MOST_SHARED = 0.02

/**
 * Items that both sets hold. They say nothing of a gap and are dropped from the set that is taken as unseen; above
 * 2 % of either set the sets are not independent: a large set may hold all of a small one and share little of itself.
 */
export function overlapCheck(pair: SetPair): { check: Check; shared: readonly string[] } {
  const pairs = findOverlap(pair.first, pair.second)
  const sharedOfFirst = new Set(pairs.map(({ a }) => a)).size / pair.first.length
  const share = Math.max(pairs.length / pair.second.length, sharedOfFirst)
  const shared = pairs.map(({ b }) => b)
  const status = pairs.length === 0 ? 'pass' : share > MOST_SHARED ? 'fail' : 'warn'
  const dropped = `${pairs.length} of ${pair.second.length} items of ${pair.secondName} are also in ${pair.firstName}; they are left out of ${pair.secondName}`
  return {
    shared,
    check: {
      name: `${pair.firstName} against ${pair.secondName}: shared items`,
      status,
      code: pairs.length === 0 ? 'no_overlap' : 'sets_overlap',
      text: pairs.length === 0 ? 'The sets share no item' : dropped,
      values: { shared: pairs.length, ids: shared.slice(0, 20) },
    },
  }
}
