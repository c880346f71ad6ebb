import { overlapPairs } from '../sets/overlap.js'
import type { Item } from '../types.js'
import { type ItemChecks, LISTED, type OtherSet, sharedStatus } from './item-checks.js'
import {
  type IsDeclared,
  LEAST_JACCARD,
  type NearDuplicates,
  nearDuplicatesAcross,
} from './near-duplicates.js'
import { type SetCheck, type Status, worst } from './report.js'
import { runCheck } from './run-check.js'

/**
 * What a set shares with another one: equal texts once case, spaces and punctuation are set aside, near duplicates, and
 * runs of 13 words. Equal and near items fail above 2 % of the set, and so do items whose near duplicates may
 * have been missed: no search that was cut short passes. `runCheck` judges the runs.
 */
export function overlapChecks(
  items: readonly Item[],
  others: readonly Item[],
  otherName: OtherSet,
  isDeclared: IsDeclared,
): ItemChecks {
  const equal = overlapPairs(others, items, isDeclared)
  const near = nearDuplicatesAcross(items, others, isDeclared)
  const runs = runCheck(items, others, otherName, isDeclared)
  const reasons = new Map<string, string[]>()
  const add = (id: string, reason: string) => reasons.set(id, [...(reasons.get(id) ?? []), reason])
  for (const { a, b } of equal) add(b, `equals ${a} of ${otherName}`)
  // Equal shingles are no equal text: "$5" and "€5" differ in a sign that shingles leave out.
  const named = new Set(equal.map(({ b }) => b))
  for (const { id, of, jaccard } of near.found)
    if (!named.has(id)) add(id, `near duplicate of ${of} of ${otherName} (Jaccard ${jaccard.toFixed(2)})`)
  for (const [id, [reason]] of runs.reasons) if (!reasons.has(id)) add(id, reason!)
  const limit = (count: number) => sharedStatus(count, items.length)
  return {
    reasons,
    checks: [
      {
        name: `equal items, ${otherName}`,
        status: limit(equal.length),
        code: equal.length === 0 ? 'no_overlap' : 'sets_overlap',
        text: `${equal.length} of ${items.length} items are also in ${otherName}`,
        values: { items: equal.length, ids: equal.slice(0, LISTED).map(({ b }) => b) },
      },
      nearCheck(near, items.length, `near duplicates, ${otherName}`, limit),
      ...runs.checks,
    ],
  }
}

/** `limit` judges a number of items: of those found, and of those whose near duplicates may have been missed. */
export function nearCheck(
  near: NearDuplicates,
  items: number,
  name: string,
  limit: (count: number) => Status,
): SetCheck {
  const { found, incomplete } = near
  const missed =
    incomplete.length === 0
      ? ''
      : `; ${incomplete.length} items have more candidates than were compared, so some may be missing (check the set in parts, FILE#0:1000, to compare more of each)`
  return {
    name,
    status: worst([limit(found.length), limit(incomplete.length)]),
    code:
      found.length > 0
        ? 'near_duplicates'
        : incomplete.length > 0
          ? 'near_duplicates_not_ruled_out'
          : 'no_near_duplicates',
    text: `${found.length} of ${items} items have a near duplicate (Jaccard ${LEAST_JACCARD} of five-word runs or more)${missed}`,
    values: {
      items: found.length,
      incomplete: incomplete.length,
      ids: found.slice(0, LISTED).map(({ id }) => id),
    },
  }
}
