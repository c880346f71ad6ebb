import { normaliseText } from '../sets/overlap.js'
import { editSimilarity } from '../text/edit-similarity.js'
import { languageOf } from '../text/language.js'
import { namesLost } from '../text/names.js'
import { numeralChange, numeralsOf } from '../text/numerals.js'
import { containment, contentRecall, textUnits } from '../text/words.js'
import type { SourceRow } from '../types.js'
import { finalAnswer, sameAnswer } from './final-answer.js'
import { withoutAnswer, withoutSteps, workedSteps } from './worked-steps.js'

/**
 * Limits that a reworded item keeps. A model that knows a text by heart knows most of it after light edits: with more
 * than three quarters of its five-word runs, or 0.95 of its characters, the copy measures memory of the source itself.
 * A pair below them that changes little only makes the gap smaller, never larger; half of the runs as the limit would
 * drop half of the pairs whose worked formulas must stay as they are.
 * Content words: 0.6 would drop half of a language model's sound rewordings of GSM8K questions, whose median is 0.57
 * and 5th percentile 0.30, while unrelated questions have 0.25 at their 99th percentile. Chinese characters are fewer
 * and shared by unrelated texts more (0.34 at the 95th percentile). Outside of 0.6 to 1.67 (= 1/0.6) of the length
 * something is likely missing or added.
 */
export const PAIR_LIMITS = {
  editSimilarity: 0.95,
  containment: 0.75,
  contentRecall: { words: 0.3, characters: 0.45 },
  lengthRatio: [0.6, 1.67],
} as const

/** Words per run of the containment: short enough that one replaced word in ten breaks half of them. */
const RUN = 5

export interface PairReason {
  readonly code: PairCode
  /** What was found, with the values. */
  readonly text: string
}

export type PairCode =
  | 'answer_changed'
  | 'answer_missing'
  | 'arithmetic_wrong'
  | 'numerals_changed'
  | 'names_lost'
  | 'content_lost'
  | 'copied'
  | 'not_rewritten'
  | 'length_changed'
  | 'language_changed'
  | 'meaning_changed'

/** A reworded item beside its source: all reasons against it, and what was measured. */
export interface Pair {
  readonly id: string
  readonly source: string
  /** Empty = keep. */
  readonly reasons: readonly PairReason[]
  readonly measures: PairMeasures
}

/** null where a text is too short, or too long, to have one. */
export interface PairMeasures {
  readonly editSimilarity: number | null
  readonly containment: number | null
  readonly contentRecall: number | null
  /** Characters of the copy over those of the source, white space aside. */
  readonly lengthRatio: number
  /** Of the two texts' vectors, where a sentence encoder was given. */
  readonly cosine?: number
}

/** Judges one reworded item against its source: by the whole texts, as they are going to be scored. */
export function checkPair(source: SourceRow, copy: SourceRow): Pair {
  const measures = measure(source.text, copy.text)
  return {
    id: copy.id,
    source: source.id,
    measures,
    reasons: [
      ...answerReasons(source, copy),
      ...stepReasons(copy.text),
      ...numeralReasons(source.text, copy.text),
      ...wordReasons(source.text, copy.text, measures),
      ...rewritingReasons(source.text, copy.text, measures),
    ],
  }
}

function measure(source: string, copy: string): PairMeasures {
  const [from, to] = [textUnits(withoutSteps(source)), textUnits(withoutSteps(copy))]
  const sameLanguage = languageOf(source) === languageOf(copy)
  return {
    editSimilarity: editSimilarity(source, copy) ?? null,
    containment: containment(from, to, RUN) ?? null,
    // Words of two languages have nothing to be compared by.
    contentRecall: sameLanguage ? (contentRecall(from, to) ?? null) : null,
    lengthRatio: visibleLength(copy) / Math.max(1, visibleLength(source)),
  }
}

const visibleLength = (text: string) => [...text.replace(/\s/g, '')].length

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
 * and a 1 that becomes another number, or was one, still shows as that number.
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
  const names = namesLost(source, copy)
  const least = PAIR_LIMITS.contentRecall[languageOf(source) === 'chinese' ? 'characters' : 'words']
  return [
    ...(names.length === 0 ? [] : [{ code: 'names_lost' as const, text: `lacks ${names.join(', ')}` }]),
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
