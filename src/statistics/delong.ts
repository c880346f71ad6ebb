import { LossgapError } from '../errors.js'
import { normalQuantile, normalSf, positive } from './distributions.js'
import { clusterMean, moments } from './moments.js'
import { rankWithTies } from './ranks.js'
import type { Interval, Values } from './types.js'

export interface AucResult {
  /** P(positive > negative) + ½·P(equal). */
  readonly auc: number
  readonly variance: number
  readonly standardError: number
  /** auc ± z·SE, cut at 0 and 1. */
  readonly interval: Interval
  /** The same on the scale ln(auc/(1 − auc)); null where auc is 0 or 1, which has no logit. */
  readonly logitInterval: Interval | null
  /** Per positive the share of negatives below it, per negative the share of positives above it; ties count half. */
  readonly v10: Float64Array
  readonly v01: Float64Array
}

/**
 * Area under the ROC curve with DeLong's variance: var(v10)/m + var(v01)/n over m positives, n negatives; with clusters
 * each part is the cluster-robust variance of the mean of its placements, as in `clusterMean`.
 *
 * Shapes: one score per item. Cost: O(N log N), by midranks.
 * Validity: items, or clusters, are independent; the normal interval is rough when auc is near 0 or 1.
 * Orientation: > 0.5 when positives score higher.
 * Source: DeLong et al. (1988), Biometrics 44; Sun & Xu (2014) for the midranks; Obuchowski (1997),
 * Biometrics 53, for clusters.
 *
 * @throws LossgapError SET_TOO_SMALL with fewer than two positives or negatives, or clusters of them.
 */
export function delongAuc(
  positives: Values,
  negatives: Values,
  level = 0.95,
  clusters?: { readonly positives: readonly string[]; readonly negatives: readonly string[] },
): AucResult {
  const { v10, v01 } = placements(positives, negatives)
  const above = clusterMean({ values: v10, clusters: clusters?.positives })
  const below = clusterMean({ values: v01, clusters: clusters?.negatives })
  const auc = above.mean
  const variance = above.varianceOfMean + below.varianceOfMean
  const standardError = Math.sqrt(variance)
  const reach = normalQuantile((1 + level) / 2) * standardError
  return {
    auc,
    variance,
    standardError,
    interval: { lower: Math.max(0, auc - reach), upper: Math.min(1, auc + reach), level },
    logitInterval: logitInterval(auc, reach, level),
    v10,
    v01,
  }
}

/** Scores of one classifier on both sets. */
export interface ScoredSets {
  readonly positives: Values
  readonly negatives: Values
}

export interface AucComparison {
  /** AUC of the first minus that of the second. */
  readonly difference: number
  readonly variance: number
  readonly z: number
  /** One-sided, H1: the first is better. */
  readonly pValue: number
}

/**
 * Paired DeLong test of two classifiers on the same items: z = (AUC_1 − AUC_2)/√var, with
 * var = var(v10_1 − v10_2)/m + var(v01_1 − v01_2)/n.
 *
 * Shapes: both have the same items in the same order. Validity: items are independent.
 *
 * @throws LossgapError SET_TOO_SMALL with fewer than two items, or when the two order all items alike.
 * @throws RangeError when the item counts differ.
 */
export function compareAuc(first: ScoredSets, second: ScoredSets): AucComparison {
  const one = placements(first.positives, first.negatives)
  const two = placements(second.positives, second.negatives)
  if (one.v10.length !== two.v10.length || one.v01.length !== two.v01.length) {
    throw new RangeError('Both classifiers must have scored the same items')
  }
  const above = moments(one.v10.map((value, i) => value - two.v10[i]!))
  const below = moments(one.v01.map((value, j) => value - two.v01[j]!))
  const variance = above.variance / above.count + below.variance / below.count
  if (variance === 0) {
    throw new LossgapError(
      'SET_TOO_SMALL',
      'The two classifiers order all items alike, so their difference has no standard error',
      'Compare classifiers that differ, or use more items',
    )
  }
  const z = above.mean / Math.sqrt(variance)
  return { difference: above.mean, variance, z, pValue: positive(normalSf(z)) }
}

/** Rank among all minus rank within the own set is the number of items of the other set below. */
function placements(positives: Values, negatives: Values): { v10: Float64Array; v01: Float64Array } {
  const m = positives.length
  const n = negatives.length
  if (m < 2 || n < 2) {
    throw new LossgapError(
      'SET_TOO_SMALL',
      `An AUC with an error needs two items per set, got ${m} and ${n}`,
      'Use larger sets',
    )
  }
  const all = rankWithTies([...Array.from(positives), ...Array.from(negatives)]).ranks
  const own = rankWithTies(positives).ranks
  const other = rankWithTies(negatives).ranks
  return {
    v10: own.map((rank, i) => (all[i]! - rank) / n),
    v01: other.map((rank, j) => 1 - (all[m + j]! - rank) / m),
  }
}

function logitInterval(auc: number, reach: number, level: number): Interval | null {
  if (auc <= 0 || auc >= 1) return null
  const centre = Math.log(auc / (1 - auc))
  const width = reach / (auc * (1 - auc))
  const expit = (x: number) => 1 / (1 + Math.exp(-x))
  return { lower: expit(centre - width), upper: expit(centre + width), level }
}
