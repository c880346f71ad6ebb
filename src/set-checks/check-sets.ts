import type { Random } from '../statistics/random.js'
import type { Exclusion, Pace, SourceRow } from '../types.js'
import { arithmeticCheck } from './arithmetic-check.js'
import { balanceCheck, balanceOf } from './balance.js'
import type { ItemChecks } from './item-checks.js'
import type { MeaningCheck } from './meaning.js'
import { type NearDuplicates, nearDuplicatesWithin } from './near-duplicates.js'
import { nearCheck, overlapChecks } from './overlaps.js'
import type { Pair } from './pair.js'
import { checkPairs } from './pairs.js'
import { isParentIn } from './parent-rows.js'
import { parentSplitCheck } from './parent-split.js'
import { questionCheck } from './question-check.js'
import { type SetCheck, type SetCheckReport, worst } from './report.js'
import { separabilityCheck } from './separability.js'

/** A set as the checks see it. */
export interface CheckedSet {
  /** SHA-256 of the file's bytes: rows of one file are the same where their lines are. */
  readonly sha256: string
  readonly rows: readonly SourceRow[]
  readonly exclusions: readonly Exclusion[]
  /** Split of the parents of rows that do not say it, by the manifest beside the set. */
  readonly parentSplit?: string | undefined
}

export interface SetCheckRequest {
  readonly set: CheckedSet
  /** The benchmark's test set, which the set is to be compared with in an audit. */
  readonly against?: CheckedSet | undefined
  readonly train?: CheckedSet | undefined
  /** What the set rewords, where it is a paraphrase. */
  readonly source?: CheckedSet | undefined
  readonly meaning?: MeaningCheck | undefined
  /** What keys of multiple choice that are numbers count from, where the rows leave it open. */
  readonly answerBase?: 0 | 1 | undefined
  readonly permutations: number
  readonly random: Random
  /** Awaited between the checks. */
  readonly pace?: Pace | undefined
}

export type SetCheckResult = Pick<SetCheckReport, 'status' | 'checks' | 'pairs' | 'balance' | 'drop'> & {
  /** Pair by pair, for the table of items. */
  readonly judged: readonly Pair[]
}

/** Means and distributions of 20,000 items have errors far below the borders of balance; the draw is seeded. */
export const LARGEST_SAMPLE = 20_000

/** An AUC of 2,000 texts per set has a standard error below 0.01, and its cost grows with the texts. */
export const LARGEST_CLASSIFIED = 2000

/** What `pace` counts to: pairs, two overlaps, near items, arithmetic and balance, the classifier. */
const PARTS = 6

/** Runs all checks that the given sets allow, from the certain ones to the statistical ones. */
export async function checkSets(request: SetCheckRequest): Promise<SetCheckResult> {
  const { set, against, train, source, random } = request
  const rest = async (done: number) => request.pace?.({ what: 'checking', done, of: PARTS })
  const pairs = source && (await checkPairs(source.rows, set.rows, request.meaning, request.answerBase))
  const across: ItemChecks[] = []
  await rest(1)
  // A rewording of the test set is made from it by design.
  if (source === undefined) across.push(parentSplitCheck(set.rows, set.parentSplit))
  if (against) {
    const isDeclared = isParentIn(against, set, source)
    across.push(
      overlapChecks(set.rows, against.rows, 'test', isDeclared),
      questionCheck(set.rows, against.rows, isDeclared),
    )
  }
  await rest(2)
  if (train) across.push(overlapChecks(set.rows, train.rows, 'train', isParentIn(train, set, source)))
  await rest(3)
  const within = nearDuplicatesWithin(set.rows, (item, other) => item.cluster === other.cluster)
  await rest(4)
  const arithmetic = arithmeticCheck(set.rows)
  const mostly = source === undefined ? 'fail' : 'warn'
  const balance = against
    ? balanceOf(
        sample(set.rows, LARGEST_SAMPLE, random.stream('balance set')),
        sample(against.rows, LARGEST_SAMPLE, random.stream('balance test')),
      )
    : []
  await rest(5)
  const checks = [
    ...(pairs ? [pairs.check] : []),
    ...(pairs?.meaning ? [pairs.meaning] : []),
    ...arithmetic.checks,
    repeatedCheck(set, within),
    ...across.flatMap(({ checks }) => checks),
    ...(against
      ? [
          balanceCheck(balance, mostly),
          ...separabilityCheck(
            sample(set.rows, LARGEST_CLASSIFIED, random.stream('classified set')),
            sample(against.rows, LARGEST_CLASSIFIED, random.stream('classified test')),
            request.permutations,
            random.stream('text alone'),
            mostly,
          ),
        ]
      : []),
  ]
  await rest(PARTS)
  return {
    status: worst(checks.map(({ status }) => status)),
    checks,
    pairs: pairs?.summary ?? null,
    balance,
    drop: dropped(set.rows, pairs?.pairs ?? [], [arithmetic, ...across]),
    judged: pairs?.pairs ?? [],
  }
}

/** A seeded choice without replacement, in the set's order; the whole set where it is small enough. */
function sample(rows: readonly SourceRow[], count: number, random: Random): readonly SourceRow[] {
  if (rows.length <= count) return rows
  // Selection sampling (Knuth, TAOCP 2, 3.4.2): each row is taken with the odds that the places left give it.
  let left = count
  return rows.filter((_, i) => {
    const taken = random.uniform() * (rows.length - i) < left
    if (taken) left--
    return taken
  })
}

/** Items that repeat within the set are one item counted twice; they bias nothing, so they warn. */
function repeatedCheck({ rows, exclusions }: CheckedSet, within: NearDuplicates): SetCheck {
  const equal = exclusions.reduce((sum, { ids }) => sum + ids.length, 0)
  const limit = (count: number) => (count + equal === 0 ? 'pass' : 'warn')
  const check = nearCheck(within, rows.length, 'repeated items', limit)
  return equal === 0
    ? check
    : {
        ...check,
        text: `${check.text}; ${equal} equal ones were left out`,
        values: { ...check.values, equal },
      }
}

/** All reasons against each item, in the set's order. */
function dropped(
  rows: readonly SourceRow[],
  pairs: readonly Pair[],
  found: readonly ItemChecks[],
): SetCheckReport['drop'] {
  const ofPairs = new Map(
    pairs.map(({ id, reasons }) => [id, reasons.map(({ code, text }) => `${code}: ${text}`)]),
  )
  return rows.flatMap(({ id }) => {
    const reasons = [
      ...new Set([...(ofPairs.get(id) ?? []), ...found.flatMap(({ reasons }) => reasons.get(id) ?? [])]),
    ]
    return reasons.length === 0 ? [] : [{ id, reasons }]
  })
}
