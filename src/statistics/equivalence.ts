import { positive, tCdf, tQuantile, tSf } from './distributions.js'
import { moments } from './moments.js'
import type { Estimate, Interval, Values } from './types.js'
import { welchTest } from './welch.js'

export interface EquivalenceResult extends Estimate {
  /** Against "estimate ≤ low" and "estimate ≥ high"; the larger is the p-value of equivalence. */
  readonly pValueLow: number
  readonly pValueHigh: number
  readonly pValue: number
  /** Two-sided at 1 − 2α; it lies inside (low, high) exactly when pValue < α. */
  readonly interval: Interval
}

/** The range inside which a difference counts as none, and the level of the test. */
export interface Margin {
  readonly low: number
  readonly high: number
  readonly alpha: number
}

/**
 * Two one-sided tests of equivalence: p = max(P(T > (d − low)/SE), P(T < (d − high)/SE)).
 * A small p says that the effect lies inside (low, high); a large p of a difference test does not.
 *
 * Validity: the estimate is t distributed with its df. Units: low and high in those of the estimate.
 * Source: Schuirmann (1987), J. Pharmacokinet. Biopharm. 15.
 */
export function equivalenceTest(
  { estimate, standardError, df }: Estimate,
  { low, high, alpha }: Margin,
): EquivalenceResult {
  if (!(low < high)) throw new RangeError(`The margin must go upwards, got ${low} to ${high}`)
  const pValueLow = positive(tSf((estimate - low) / standardError, df))
  const pValueHigh = positive(tCdf((estimate - high) / standardError, df))
  const reach = tQuantile(1 - alpha, df) * standardError
  return {
    estimate,
    standardError,
    df,
    pValueLow,
    pValueHigh,
    pValue: Math.max(pValueLow, pValueHigh),
    interval: { lower: estimate - reach, upper: estimate + reach, level: 1 - 2 * alpha },
  }
}

/** `equivalenceTest` of mean(a) − mean(b) with Welch's standard error and df. @throws as `welchTest` does. */
export function equivalenceOfMeans(a: Values, b: Values, margin: Margin): EquivalenceResult {
  const { difference, standardError, df } = welchTest(a, b)
  return equivalenceTest({ estimate: difference, standardError, df }, margin)
}

/**
 * `equivalenceTest` of the mean of paired differences, with n − 1 df.
 *
 * @throws LossgapError SET_TOO_SMALL with fewer than two pairs.
 */
export function equivalenceOfPairs(differences: Values, margin: Margin): EquivalenceResult {
  const { mean, variance, count } = moments(differences)
  return equivalenceTest(
    { estimate: mean, standardError: Math.sqrt(variance / count), df: count - 1 },
    margin,
  )
}

export interface CeilingResult {
  /** Of "the effect is `floor` or more"; small = the effect is smaller. */
  readonly pValue: number
  /** One-sided upper bound of the effect at 1 − α; below `floor` exactly when pValue < α. */
  readonly upperBound: number
}

/**
 * One-sided half of the equivalence test, by which an audit says "no exposure of `floor` or more":
 * p = P(T < (effect − floor)/SE).
 *
 * Orientation: effect > 0 is leak-like. Validity: as for `equivalenceTest`.
 */
export function effectBelow(
  { estimate, standardError, df }: Estimate,
  floor: number,
  alpha: number,
): CeilingResult {
  return {
    pValue: positive(tCdf((estimate - floor) / standardError, df)),
    upperBound: estimate + tQuantile(1 - alpha, df) * standardError,
  }
}
