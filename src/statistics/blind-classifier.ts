import { LossgapError } from '../errors.js'
import { bagOfWords, tokenize } from './bag-of-words.js'
import { type AucResult, delongAuc } from './delong.js'
import { assignFolds } from './folds.js'
import { fitLogistic, linearScores } from './logistic.js'
import type { Random } from './random.js'
import { denseRows, type SparseRows, selectRows } from './sparse-rows.js'
import { standardise, surfaceFeatures } from './surface-features.js'

/** A text as the classifier sees it; an Item will do. */
export interface BlindText {
  readonly text: string
  readonly cluster: string
}

export type BlindTier = 'iid-like' | 'shifted' | 'strongly-shifted'

export interface BlindResult {
  readonly words: AucResult
  readonly surface: AucResult
  /** The larger of the two: the sets are as different as the better classifier shows. */
  readonly auc: number
  /** The larger of the two upper 95% limits. */
  readonly aucUpper: number
  readonly tier: BlindTier
  /** Tokens that tell most, from a fit on all texts; weight > 0 speaks for the test set. */
  readonly telling: { readonly test: readonly TellingToken[]; readonly ref: readonly TellingToken[] }
}

export interface TellingToken {
  readonly token: string
  readonly weight: number
}

/** One tenth of the texts is too few to score by, one half too few to learn from; five is the usual middle. */
const FOLDS = 5

/** Equals C = 0.1 in scikit-learn: firm enough for more tokens than texts, where λ = 1 fits the noise. */
const LAMBDA = 10

/** Out-of-fold scores need only their order, so the fit may stop early. */
const TOLERANCE = 1e-6

/** Within sampling error of 0.5 for audits of usual size, judged with its confidence limit: few texts are no proof. */
const IID_AUC = 0.55
const IID_UPPER = 0.6

/** Above this, three of four pairs are told apart and item-level comparisons lose their meaning. */
const SHIFTED_AUC = 0.75

const TOKENS_PER_SIDE = 5

/**
 * How well two sets can be told apart without any model: the out-of-fold AUC of an L2 logistic classifier
 * on a bag of words, and of one on six surface features, 5 folds by cluster.
 * Tier: iid-like iff auc ≤ 0.55 and aucUpper ≤ 0.60; shifted iff auc ≤ 0.75; else strongly-shifted.
 *
 * Validity: at least five clusters per set. DeLong's limits take the texts as independent.
 * Orientation: 0.5 = alike, 1 = always told apart. An AUC below 0.5 is kept as it is and not folded: the
 * classifier learnt on other folds, so worse than guessing means that it learnt noise, not a difference.
 * Source: Das et al. (2024), arXiv:2406.16201 (blind baselines); Meeus et al. (2024), arXiv:2406.17975.
 *
 * @throws LossgapError SET_TOO_SMALL when a set has fewer than five clusters.
 */
export function blindClassifier(
  test: readonly BlindText[],
  ref: readonly BlindText[],
  random: Random,
): BlindResult {
  for (const set of [test, ref]) {
    const clusters = new Set(set.map(item => item.cluster)).size
    if (clusters < FOLDS) {
      throw new LossgapError(
        'SET_TOO_SMALL',
        `Cross-validation needs ${FOLDS} clusters per set, got ${clusters}`,
        'Use larger sets, or ones made from more source documents',
      )
    }
  }
  const items = [...test, ...ref]
  const labels = Int8Array.from(items, (_, i) => (i < test.length ? 1 : 0))
  const folds = assignFolds(
    items.map(item => item.cluster),
    labels,
    FOLDS,
    random.stream('folds'),
  )
  const tokens = items.map(item => tokenize(item.text))
  const bag = bagOfWords(tokens)
  const features = items.map((item, i) => surfaceFeatures(item.text, tokens[i]!))

  const words = outOfFoldAuc(() => bag.rows, labels, folds)
  const surface = outOfFoldAuc(fitted => denseRows(standardise(features, fitted)), labels, folds)
  const auc = Math.max(words.auc, surface.auc)
  const aucUpper = Math.max(words.interval.upper, surface.interval.upper)
  return { words, surface, auc, aucUpper, tier: tierOf(auc, aucUpper), telling: tellingTokens(bag, labels) }
}

/** Scores every text by a classifier that has not seen its fold, and pools the scores. */
function outOfFoldAuc(
  rowsFor: (fitted: readonly number[]) => SparseRows,
  labels: Int8Array,
  folds: Int32Array,
): AucResult {
  const scores = new Float64Array(labels.length)
  const all = Array.from(labels.keys())
  for (let fold = 0; fold < FOLDS; fold++) {
    const fitted = all.filter(i => folds[i] !== fold)
    const held = all.filter(i => folds[i] === fold)
    const rows = rowsFor(fitted)
    const model = fitLogistic(
      selectRows(rows, fitted),
      fitted.map(i => labels[i]!),
      { lambda: LAMBDA, tolerance: TOLERANCE },
    )
    const heldScores = linearScores(model, selectRows(rows, held))
    held.forEach((i, k) => {
      scores[i] = heldScores[k]!
    })
  }
  return delongAuc(
    scores.filter((_, i) => labels[i] === 1),
    scores.filter((_, i) => labels[i] === 0),
  )
}

function tierOf(auc: number, upper: number): BlindTier {
  if (auc <= IID_AUC && upper <= IID_UPPER) return 'iid-like'
  return auc <= SHIFTED_AUC ? 'shifted' : 'strongly-shifted'
}

function tellingTokens(
  { rows, vocabulary }: ReturnType<typeof bagOfWords>,
  labels: Int8Array,
): BlindResult['telling'] {
  const { coefficients } = fitLogistic(rows, labels, { lambda: LAMBDA, tolerance: TOLERANCE })
  const upwards = vocabulary
    .map((token, column) => ({ token, weight: coefficients[column]! }))
    .sort((a, b) => a.weight - b.weight)
  return {
    test: upwards
      .filter(({ weight }) => weight > 0)
      .slice(-TOKENS_PER_SIDE)
      .reverse(),
    ref: upwards.filter(({ weight }) => weight < 0).slice(0, TOKENS_PER_SIDE),
  }
}
