import type { Check } from '../audit-report.js'
import { findOverlap } from '../sets/overlap.js'
import type { SetPair } from './check.js'

/** Above this share of shared items, in either set, the sets are not what they are called. */
const MOST_SHARED = 0.02

/**
 * Items that both sets hold. They say nothing of a gap and are dropped from the set that is taken as unseen; above
 * 2 % of either set the sets are not independent: a large set may hold all of a small one and share little of itself.
 * A sample is compared with all that the other set was drawn from: two samples hardly ever draw the same item.
 */
export function overlapCheck(pair: SetPair): { check: Check; shared: readonly string[] } {
  const shared = findOverlap(pair.firstTexts ?? pair.first, pair.second).map(({ id }) => id)
  const ofFirst = findOverlap(pair.secondTexts ?? pair.second, pair.first).length
  const share = Math.max(shared.length / pair.second.length, ofFirst / pair.first.length)
  const none = shared.length + ofFirst === 0
  const status = none ? 'pass' : share > MOST_SHARED ? 'fail' : 'warn'
  const dropped = `${shared.length} of ${pair.second.length} items of ${pair.secondName} are also in ${pair.firstName}; they are left out of ${pair.secondName}${ofFirst > shared.length ? ` (and ${ofFirst} of ${pair.first.length} the other way round)` : ''}`
  return {
    shared,
    check: {
      name: `${pair.firstName} against ${pair.secondName}: shared items`,
      status,
      code: none ? 'no_overlap' : 'sets_overlap',
      text: none ? 'The sets share no item' : dropped,
      values: { shared: shared.length, sharedOfFirst: ofFirst, ids: shared.slice(0, 20) },
    },
  }
}
