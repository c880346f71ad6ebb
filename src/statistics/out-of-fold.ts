import { type AucResult, delongAuc } from './delong.js'
import { fitLogistic, linearScores } from './logistic.js'
import { type SparseRows, selectRows } from './sparse-rows.js'

/** Equals C = 0.1 in scikit-learn: firm enough for more tokens than texts, where λ = 1 fits the noise. */
export const LAMBDA = 10

/** Out-of-fold scores need only their order, so the fit may stop early: the AUC moves by less than 0.001. */
export const TOLERANCE = 1e-2

/** Scores (log odds of the label 1) of every text by a classifier that has not seen its fold, fitted with penalty λ. */
export function outOfFoldScores(
  rowsFor: (fitted: readonly number[]) => SparseRows,
  labels: Int8Array,
  folds: Int32Array,
  lambda = LAMBDA,
): Float64Array {
  const scores = new Float64Array(labels.length)
  const all = Array.from(labels.keys())
  for (const fold of new Set(folds)) {
    const fitted = all.filter(i => folds[i] !== fold)
    const held = all.filter(i => folds[i] === fold)
    const rows = rowsFor(fitted)
    const model = fitLogistic(
      selectRows(rows, fitted),
      fitted.map(i => labels[i]!),
      { lambda, tolerance: TOLERANCE },
    )
    const heldScores = linearScores(model, selectRows(rows, held))
    held.forEach((i, k) => {
      scores[i] = heldScores[k]!
    })
  }
  return scores
}

/** AUC of the pooled out-of-fold scores, with limits that are robust to clusters. */
export function outOfFoldAuc(
  rowsFor: (fitted: readonly number[]) => SparseRows,
  labels: Int8Array,
  { folds, clusters }: { readonly folds: Int32Array; readonly clusters: readonly string[] },
  lambda = LAMBDA,
): AucResult {
  const scores = outOfFoldScores(rowsFor, labels, folds, lambda)
  return delongAuc(
    scores.filter((_, i) => labels[i] === 1),
    scores.filter((_, i) => labels[i] === 0),
    0.95,
    {
      positives: clusters.filter((_, i) => labels[i] === 1),
      negatives: clusters.filter((_, i) => labels[i] === 0),
    },
  )
}
