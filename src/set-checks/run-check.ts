import type { Item } from '../types.js'
import { type ItemChecks, LISTED, type OtherSet, sharedStatus } from './item-checks.js'
import type { IsDeclared } from './near-duplicates.js'
import { MOST_HOLDERS, type SharedRun, sharedRuns } from './run-overlap.js'

/**
 * Runs of 13 words that a set shares with another one. Those of the train split warn: a sentence of a form that both
 * use is no copy of an item. With the test set an item that shares a run of one or two of its items is taken for a
 * part or a variant of one, is not to be used, and above 2 % of the set such items fail it: of two independent sets
 * few have any (of GSM8K's train split 0.1 % with its test split).
 */
export function runCheck(
  items: readonly Item[],
  others: readonly Item[],
  otherName: OtherSet,
  isDeclared: IsDeclared,
): ItemChecks {
  const runs = sharedRuns(items, others, isDeclared)
  const own = runs.filter(({ ofForm }) => !ofForm)
  const isTest = otherName === 'test'
  const limit = isTest ? sharedStatus(own.length, items.length) : 'warn'
  const ofForm = runs.length - own.length
  return {
    reasons: new Map(isTest ? own.map(run => [run.id, [reasonOf(run, otherName)]]) : []),
    checks: [
      {
        name: `runs of 13 words, ${otherName}`,
        // What all of them share is a phrase of the form: worth a look, no more.
        status: runs.length === 0 ? 'pass' : limit === 'fail' ? 'fail' : 'warn',
        code: runs.length === 0 ? 'no_shared_runs' : 'shared_runs',
        text: `${runs.length} of ${items.length} items share a run of 13 words (20 Han characters) with ${otherName}${ofForm === 0 ? '' : `, ${ofForm} of them only a phrase that more than ${MOST_HOLDERS} of its items have`}`,
        values: {
          items: runs.length,
          ofForm,
          ids: [...own, ...runs.filter(run => !own.includes(run))].slice(0, LISTED).map(({ id }) => id),
        },
      },
    ],
  }
}

const reasonOf = ({ of, run }: SharedRun, otherName: string) =>
  `shares a run of 13 words with ${of} of ${otherName} ("${run}")`
