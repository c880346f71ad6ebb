import type { SourceRow } from '../types.js'
import { type ItemChecks, LISTED } from './item-checks.js'

/**
 * Items of a reference set that were made from items of the test split, as the field `parent_split` says, or `stated`
 * for rows without it (what the manifest beside the set says). One such item fails the set, as it bars a verdict in an
 * audit: a model that saw the test set knows these items in part, so they hide the leak that is looked for. No check
 * for a set that says nothing of its parents.
 */
export function parentSplitCheck(rows: readonly SourceRow[], stated: string | undefined): ItemChecks {
  const told = rows.filter(({ parentSplit = stated }) => parentSplit !== undefined)
  const made = told.filter(({ parentSplit = stated }) => parentSplit === 'test')
  if (told.length === 0) return { checks: [], reasons: new Map() }
  return {
    reasons: new Map(made.map(({ id }) => [id, ['was made from an item of the test split']])),
    checks: [
      {
        name: 'parents',
        status: made.length === 0 ? 'pass' : 'fail',
        code: made.length === 0 ? 'parents_not_test' : 'parent_is_test',
        text: `${made.length} of ${rows.length} items were made from items of the test split (parent_split)`,
        values: { items: made.length, told: told.length, ids: made.slice(0, LISTED).map(({ id }) => id) },
      },
    ],
  }
}
