import { normaliseText } from '../sets/overlap.js'
import { languageOf } from '../text/language.js'
import { namesGained, namesLost } from '../text/names.js'
import { numeralChange, numeralsOf } from '../text/numerals.js'
import type { SourceRow } from '../types.js'
import { type ChoiceRows, choiceReasons, choiceRows, isChoice } from './choice-pairs.js'
import { finalAnswer, sameAnswer } from './final-answer.js'
import { measurePair, PAIR_LIMITS, type PairMeasures, RUN } from './pair-measures.js'
import type { PairReason } from './pair-reason.js'
import { senseReasons } from './sense.js'
import { withoutAnswer, withoutSteps, workedSteps } from './worked-steps.js'

/** A reworded item beside its source: all reasons against it, and what was measured. */
export interface Pair {
  readonly id: string
  readonly source: string
  /** Empty = keep. */
  readonly reasons: readonly PairReason[]
  readonly measures: PairMeasures
}

/**
 * Judges one reworded item against its source: by the whole texts, as they are going to be scored, and by the options
 * and keys of multiple choice.
 */
export function checkPair(
  source: SourceRow,
  copy: SourceRow,
  choices: ChoiceRows = choiceRows([source, copy]),
): Pair {
  const measures = measurePair(source.text, copy.text)
  return {
    id: copy.id,
    source: source.id,
    measures,
    reasons: [
      ...(isChoice(source) ? choiceReasons(source, copy, choices) : answerReasons(source, copy)),
      ...stepReasons(copy.text),
      ...numeralReasons(source.text, copy.text),
      ...senseReasons(source.text, copy.text),
      ...wordReasons(source.text, copy.text, measures),
      ...rewritingReasons(source.text, copy.text, measures),
    ],
  }
}

function answerReasons(source: SourceRow, copy: SourceRow): PairReason[] {
  const before = finalAnswer(source)
  const after = finalAnswer(copy)
  if (before === undefined) return []
  if (after === undefined) return [{ code: 'answer_missing', text: `the answer ${before} is missing` }]
  return sameAnswer(before, after)
    ? []
    : [{ code: 'answer_changed', text: `the answer is ${after} instead of ${before}` }]
}

function stepReasons(copy: string): PairReason[] {
  const { wrong } = workedSteps(copy)
  return wrong.length === 0 ? [] : [{ code: 'arithmetic_wrong', text: `wrong: ${wrong.join('; ')}` }]
}

/**
 * Left out of the comparison: 1 and the first. "One" and "a", "first" and "initial", 一个 and 某 stand for each other,
 * and a 1 that becomes another number, or was one, still shows as that number. 100 % is no 1: "all" and "doubled" differ.
 */
const FREE: ReadonlySet<string> = new Set(['1', 'no. 1'])

function numeralReasons(source: string, copy: string): PairReason[] {
  // The final answer is judged by itself, and steps repeat the numbers around them.
  const [before, after] = [source, copy].map(text => numeralsOf(withoutAnswer(withoutSteps(text))))
  const { lost, gained } = numeralChange(before!, after!)
  const [less, more] = [lost, gained].map(keys => keys.filter(key => !FREE.has(key))) as [string[], string[]]
  if (less.length + more.length === 0) return []
  const parts = [
    ...(less.length > 0 ? [`lacks ${less.join(', ')}`] : []),
    ...(more.length > 0 ? [`adds ${more.join(', ')}`] : []),
  ]
  return [{ code: 'numerals_changed', text: parts.join('; ') }]
}

function wordReasons(source: string, copy: string, { contentRecall }: PairMeasures): PairReason[] {
  if (languageOf(source) !== languageOf(copy))
    return [{ code: 'language_changed', text: `${languageOf(source)} became ${languageOf(copy)}` }]
  const [lost, gained] = [namesLost(source, copy), namesGained(source, copy)]
  const least = PAIR_LIMITS.contentRecall[languageOf(source) === 'chinese' ? 'characters' : 'words']
  return [
    ...(lost.length === 0 ? [] : [{ code: 'names_lost' as const, text: `lacks ${lost.join(', ')}` }]),
    ...(gained.length === 0 ? [] : [{ code: 'names_added' as const, text: `adds ${gained.join(', ')}` }]),
    ...(contentRecall !== null && contentRecall < least
      ? [{ code: 'content_lost' as const, text: `${percent(contentRecall)} of the content words are left` }]
      : []),
  ]
}

function rewritingReasons(source: string, copy: string, measures: PairMeasures): PairReason[] {
  if (normaliseText(source) === normaliseText(copy))
    return [{ code: 'copied', text: 'the text is that of the source' }]
  const { editSimilarity, containment, lengthRatio } = measures
  const [shortest, longest] = PAIR_LIMITS.lengthRatio
  const close = [
    ...((editSimilarity ?? 0) > PAIR_LIMITS.editSimilarity
      ? [`edit similarity ${editSimilarity!.toFixed(2)}`]
      : []),
    ...((containment ?? 0) > PAIR_LIMITS.containment
      ? [`${percent(containment!)} of its runs of ${RUN} are in the source`]
      : []),
  ]
  return [
    ...(close.length > 0 ? [{ code: 'not_rewritten' as const, text: close.join('; ') }] : []),
    ...(lengthRatio < shortest || lengthRatio > longest
      ? [{ code: 'length_changed' as const, text: `${lengthRatio.toFixed(2)} times the length` }]
      : []),
  ]
}

const percent = (share: number) => `${Math.round(100 * share)} %`
