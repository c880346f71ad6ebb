import { LossgapError } from '../errors.js'
import { pValuesOfT, tQuantile } from './distributions.js'
import { moments } from './moments.js'
import type { Interval, PValues, Values } from './types.js'

export interface WelchResult {
  /** mean(a) − mean(b). */
  readonly difference: number
  readonly standardError: number
  readonly t: number
  readonly df: number
  readonly pValue: PValues
  readonly interval: Interval
  /** Difference in pooled standard deviations, corrected for small samples. */
  readonly hedgesG: number
}

/**
 * Welch's t test for the difference of two means: t = (ā − b̄)/√(s²_a/n_a + s²_b/n_b), with
 * Welch–Satterthwaite degrees of freedom. Hedges' g = J·(ā − b̄)/s_pooled, J = 1 − 3/(4(n_a + n_b) − 9).
 *
 * Shapes: one value per item; the two sets may differ in size.
 * Validity: items are independent; where clusters repeat, use the clustered tests. Variances may differ.
 * Orientation: difference = a − b, so `pValue.less` is small when a's values are lower.
 * Units: those of the values. Equals scipy.stats.ttest_ind(equal_var=False).
 * Source: Welch (1947), Biometrika 34; Hedges (1981).
 *
 * @throws LossgapError SET_TOO_SMALL when a set has fewer than two items, or when neither set varies, so
 * that there is no error to measure the difference against.
 */
export function welchTest(a: Values, b: Values, level = 0.95): WelchResult {
  const first = moments(a)
  const second = moments(b)
  const firstVariance = first.variance / first.count
  const secondVariance = second.variance / second.count
  const standardError = Math.sqrt(firstVariance + secondVariance)
  if (standardError === 0) {
    throw new LossgapError(
      'SET_TOO_SMALL',
      `Neither set varies: all ${first.count} values are ${first.mean} and all ${second.count} are ${second.mean}`,
      'Check the sets for copies of a single item',
    )
  }
  const difference = first.mean - second.mean
  const t = difference / standardError
  // In shares of the total, so that squaring tiny variances cannot underflow.
  const firstShare = firstVariance / (firstVariance + secondVariance)
  const df = 1 / (firstShare ** 2 / (first.count - 1) + (1 - firstShare) ** 2 / (second.count - 1))
  const margin = tQuantile((1 + level) / 2, df) * standardError
  const pooledDf = first.count + second.count - 2
  const pooledVariance =
    ((first.count - 1) * first.variance + (second.count - 1) * second.variance) / pooledDf
  const smallSampleFactor = 1 - 3 / (4 * (first.count + second.count) - 9)
  return {
    difference,
    standardError,
    t,
    df,
    pValue: pValuesOfT(t, df),
    interval: { lower: difference - margin, upper: difference + margin, level },
    hedgesG: (smallSampleFactor * difference) / Math.sqrt(pooledVariance),
  }
}
