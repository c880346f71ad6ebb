import type { SourceRow } from '../types.js'
import { choiceRows, isChoice } from './choice-pairs.js'
import { finalAnswer } from './final-answer.js'
import { LISTED } from './item-checks.js'
import type { MeaningCheck } from './meaning.js'
import { judgeMeaning } from './meaning.js'
import { checkPair, type Pair } from './pair.js'
import { STRICT_LIMITS, withinStrictLimits } from './pair-measures.js'
import type { PairSummary, SetCheck } from './report.js'

/** Above this share of dropped pairs what is left is a selection by the paraphraser, and no longer the benchmark. */
const MOST_DROPPED = 0.3

export interface PairOutcome {
  readonly pairs: readonly Pair[]
  readonly summary: NonNullable<PairSummary>
  readonly check: SetCheck
  /** What a sentence encoder says, where one was given. */
  readonly meaning: SetCheck | undefined
}

/**
 * Judges a paraphrase set: each row beside the row of the source that its field `parent` names, or that has its id.
 * A source row without a partner counts as dropped. Several rows may have one parent; the rate is over parents.
 * @param answerBase what keys that name an option by number count from, where the rows leave it open.
 */
export async function checkPairs(
  source: readonly SourceRow[],
  set: readonly SourceRow[],
  meaning?: MeaningCheck,
  answerBase?: 0 | 1,
): Promise<PairOutcome> {
  const byId = new Map(source.map(row => [row.id, row]))
  const matched = set.flatMap(copy => {
    const parent = byId.get(parentOf(copy))
    return parent === undefined ? [] : [{ parent, copy }]
  })
  const choices = choiceRows([...source, ...set], answerBase)
  const hasAnswer = (row: SourceRow) => (isChoice(row) ? choices.has(row) : finalAnswer(row) !== undefined)
  const byWords = matched.map(({ parent, copy }) => checkPair(parent, copy, choices))
  const judged = meaning === undefined ? undefined : await judgeMeaning(matched, byWords, meaning)
  const pairs = judged?.pairs ?? byWords
  const strict = pairs.filter(({ reasons, measures }) => reasons.length === 0 && withinStrictLimits(measures))
  const met = new Set(pairs.map(pair => pair.source))
  const kept = new Set(pairs.filter(({ reasons }) => reasons.length === 0).map(pair => pair.source))
  const summary = {
    source: source.length,
    matched: pairs.length,
    kept: pairs.filter(({ reasons }) => reasons.length === 0).length,
    dropRate: (source.length - kept.size) / source.length,
    reasons: countReasons(pairs),
    missing: source.filter(({ id }) => !met.has(id)).map(({ id }) => id),
    extra: set.filter(row => !byId.has(parentOf(row))).map(({ id }) => id),
    answerless: matched.filter(({ parent }) => !hasAnswer(parent)).map(({ copy }) => copy.id),
  }
  return { pairs, summary, check: pairCheck(summary, strict.length), meaning: judged?.check }
}

/** The id of the row that this one was made from. */
export function parentOf({ id, fields }: SourceRow): string {
  const { parent } = fields
  return typeof parent === 'string' || typeof parent === 'number' ? String(parent) : id
}

function countReasons(pairs: readonly Pair[]): { code: string; pairs: number }[] {
  const counts = new Map<string, number>()
  for (const { code } of pairs.flatMap(({ reasons }) => reasons))
    counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts]
    .map(([code, count]) => ({ code, pairs: count }))
    .sort((a, b) => b.pairs - a.pairs || (a.code < b.code ? -1 : 1))
}

function pairCheck(summary: NonNullable<PairSummary>, strict: number): SetCheck {
  const { source, matched, kept, dropRate, missing, extra, answerless } = summary
  const failed = dropRate > MOST_DROPPED
  // What was not compared is not known to be kept, though a set of texts without answers may be sound.
  const unread = answerless.length > 0
  const faults = dropRate > 0 || extra.length > 0 || kept < matched
  const rest = [
    ...(missing.length > 0 ? [`${missing.length} items of the source have no pair`] : []),
    ...(extra.length > 0 ? [`${extra.length} rows belong to no item of the source`] : []),
    ...(answerless.length > 0
      ? [
          `No final answer was found in the source of ${answerless.length} of ${matched} pairs ("#### …", \\boxed{…}, a short field "answer", or options with a key, whose numbers --answer-base settles), so theirs were not compared`,
        ]
      : []),
  ]
  return {
    name: 'pairs',
    status: failed ? 'fail' : faults || unread ? 'warn' : 'pass',
    code: failed
      ? 'pairs_dropped'
      : faults
        ? 'pairs_partly_dropped'
        : unread
          ? 'answers_not_found'
          : 'pairs_kept',
    text: [
      `${kept} of ${matched} pairs are kept; ${(100 * dropRate).toFixed(1)} % of the ${source} source items are left without one (fails above ${100 * MOST_DROPPED} %)`,
      `Of the kept ones ${strict} also pass the strict limits of content recall ${STRICT_LIMITS.contentRecall} or more, edit similarity ${STRICT_LIMITS.editSimilarity} or less and containment ${STRICT_LIMITS.containment} or less`,
      ...rest,
    ].join('. '),
    values: {
      ...{
        matched,
        kept,
        strict,
        dropRate,
        missing: missing.slice(0, LISTED),
        extra: extra.slice(0, LISTED),
      },
      ...{ withoutAnswer: answerless.length, answerless: answerless.slice(0, LISTED) },
    },
  }
}
