import { bagOfWords, tokenize } from '../../statistics/bag-of-words.js'
import { LAMBDA, outOfFoldScores } from '../../statistics/out-of-fold.js'
import { denseRows, type SparseRows } from '../../statistics/sparse-rows.js'
import { standardise, surfaceFeatures } from '../../statistics/surface-features.js'

/** Each text is judged by a fit on the other parts: one that saw it would know it by its rare words. */
const FOLDS = 3

/** Fewer of a kind in a fold tell nothing of the rest. */
const LEAST = 20

/** A few columns need no more than to be finite. */
const SURFACE_LAMBDA = 1

/** What the choice of a row goes by. */
export interface RowShape {
  readonly place: number
  /** Question and answer, of the row itself or of the item that was made of it. */
  readonly text: string
  /** Its final answer. */
  readonly final: number
}

/** Log odds that a text has the label 1, by its words; all 0 where too few have either label. */
export function wordOdds(texts: readonly RowShape[], labels: readonly number[]): Float64Array {
  return outOfFoldOdds(
    texts,
    labels,
    // As firm as the classifier of `sets check`, which is what the choice is to leave nothing to.
    LAMBDA,
    () => bagOfWords(texts.map(({ text }) => tokenize(text))).rows,
  )
}

/**
 * The same by length, sentences, digits, question marks, lines, repeated words, numbers, length of words and the size of
 * the final answer.
 */
export function surfaceOdds(texts: readonly RowShape[], labels: readonly number[]): Float64Array {
  return outOfFoldOdds(texts, labels, SURFACE_LAMBDA, () => {
    const features = texts.map(({ text, final }) => {
      const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
      return [
        ...surfaceFeatures(text, tokenize(text)),
        count(/\d[\d,.]*/g),
        count(/[a-z]/gi) / Math.max(1, count(/[a-z]+/gi)),
        Math.log1p(final),
      ]
    })
    return denseRows(standardise(features, [...texts.keys()]))
  })
}

function outOfFoldOdds(
  texts: readonly RowShape[],
  labels: readonly number[],
  lambda: number,
  rowsOf: () => SparseRows,
): Float64Array {
  const ones = labels.filter(label => label === 1).length
  if (Math.min(ones, labels.length - ones) < LEAST * FOLDS) return new Float64Array(labels.length)
  const rows = rowsOf()
  // An item stays with its row: they have most of their words in common.
  const folds = Int32Array.from(texts, ({ place }) => place % FOLDS)
  return outOfFoldScores(() => rows, Int8Array.from(labels), folds, lambda)
}
