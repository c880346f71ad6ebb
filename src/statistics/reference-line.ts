import { TAU_FLOOR } from './between-model-variance.js'
import type { ModelLosses } from './difference-in-differences.js'
import { pValuesOfT, tQuantile } from './distributions.js'
import { clusterMean, mean } from './moments.js'
import type { Estimate } from './types.js'

/** A line through fewer models bends with each of them; ConStat asks for as many. */
export const REFERENCES_FOR_LINE = 5

/**
 * Nats/token beyond the last reference from which the slope matters: there a slope of 0.7 instead of 1 makes 0.015 of
 * effect, as much as gaps vary between models anyway.
 */
const OUTSIDE_FROM = 0.05

export interface LineOptions {
  readonly alpha: number
  readonly equivalenceAlpha: number
  readonly testClusters?: readonly string[] | undefined
  readonly refClusters?: readonly string[] | undefined
}

export interface ReferenceLine extends Estimate {
  /** L_test = intercept + slope · L_ref over the reference models. */
  readonly slope: number
  readonly intercept: number
  /** intercept + slope · L_ref(suspect) − L_test(suspect): positive = leak-like. Equal to `estimate`. */
  readonly effect: number
  readonly t: number
  /** One-sided, H1: effect > 0. */
  readonly pValue: number
  readonly lowerBound: number
  readonly upperBound: number
  /** The suspect's loss on the unexposed set lies outside those of all references, by more than 0.05. */
  readonly outside: boolean
}

/**
 * The suspect's loss on the test set against the line that the reference models' losses on both sets lie on. A
 * difference of gaps takes the line's slope for 1; far from the references, where a better model gains more on one set
 * than on the other, that alone makes an effect.
 *
 * With weights w_k = 1/K + (x − x̄)(x_k − x̄)/Sxx, Σ w_k = 1, the effect is Σ w_k y_k − y: so its variance over items is
 * that of ℓ(i) − Σ w_k ℓ_k(i), times slope² on the unexposed set, and its variance over models is
 * s²(1 + 1/K + (x − x̄)²/Sxx) with s² = max(Σ residual²/(K − 2), TAU_FLOOR²). df: Satterthwaite with K − 2.
 * That the slope itself depends on the items is left out; it adds a term of the order of the residuals.
 *
 * Shapes: as for `differenceInDifferences`. Units: those of the losses; the floor is in nats per token.
 * Returns undefined with fewer than five references, or when their losses on the unexposed set are all alike.
 * Source: the prediction interval of a regression; as a check on contamination Dekoninck et al. (2024), arXiv:2405.16281,
 * there with a spline through accuracies.
 */
export function againstReferenceLine(
  suspect: ModelLosses,
  references: readonly ModelLosses[],
  { alpha, equivalenceAlpha, testClusters, refClusters }: LineOptions,
): ReferenceLine | undefined {
  const count = references.length
  if (count < REFERENCES_FOR_LINE) return undefined
  const xs = references.map(model => mean(model.ref))
  const ys = references.map(model => mean(model.test))
  const [x, centre, height] = [mean(suspect.ref), mean(xs), mean(ys)]
  const spread = xs.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  if (spread === 0) return undefined
  const slope = xs.reduce((sum, value, k) => sum + (value - centre) * (ys[k]! - height), 0) / spread
  const intercept = height - slope * centre
  const residuals = xs.reduce((sum, value, k) => sum + (ys[k]! - intercept - slope * value) ** 2, 0)
  const reach = 1 + 1 / count + (x - centre) ** 2 / spread
  const models = Math.max(residuals / (count - 2), TAU_FLOOR ** 2) * reach

  const weights = xs.map(value => 1 / count + ((x - centre) * (value - centre)) / spread)
  const relative = (side: 'test' | 'ref') =>
    Float64Array.from(
      suspect[side],
      (value, i) => value - weights.reduce((sum, weight, k) => sum + weight * references[k]![side][i]!, 0),
    )
  const test = clusterMean({ values: relative('test'), clusters: testClusters })
  const ref = clusterMean({ values: relative('ref'), clusters: refClusters })
  const items = test.varianceOfMean + slope ** 2 * ref.varianceOfMean
  const total = items + models
  const df =
    total ** 2 / (models ** 2 / (count - 2) + items ** 2 / (test.clusterCount + ref.clusterCount - 2))

  const effect = intercept + slope * x - mean(suspect.test)
  const standardError = Math.sqrt(total)
  const t = effect / standardError
  return {
    slope,
    intercept,
    effect,
    estimate: effect,
    standardError,
    df,
    t,
    pValue: pValuesOfT(t, df).greater,
    lowerBound: effect - tQuantile(1 - alpha, df) * standardError,
    upperBound: effect + tQuantile(1 - equivalenceAlpha, df) * standardError,
    outside: x < Math.min(...xs) - OUTSIDE_FROM || x > Math.max(...xs) + OUTSIDE_FROM,
  }
}
