import { editSimilarity } from '../text/edit-similarity.js'
import { languageOf } from '../text/language.js'
import { containment, contentRecall, textUnits } from '../text/words.js'
import { withoutSteps } from './worked-steps.js'

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

/**
 * Narrower limits, for a reader who asks for more rewriting than ours do: how many kept pairs would pass them as well is
 * reported.
 */
export const STRICT_LIMITS = { editSimilarity: 0.9, containment: 0.5, contentRecall: 0.6 } as const

/** Words per run of the containment: short enough that one replaced word in ten breaks half of them. */
export const RUN = 5

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

/** Measures by the whole texts; runs and words without the worked steps, which stay as they are. */
export function measurePair(source: string, copy: string): PairMeasures {
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

/** Whether what was measured of a pair lies within the strict limits too; a measure that a text is too short for does. */
export function withinStrictLimits({ editSimilarity, containment, contentRecall }: PairMeasures): boolean {
  return (
    (editSimilarity ?? 0) <= STRICT_LIMITS.editSimilarity &&
    (containment ?? 0) <= STRICT_LIMITS.containment &&
    (contentRecall ?? 1) >= STRICT_LIMITS.contentRecall
  )
}
