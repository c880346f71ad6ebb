import stdlibBetaQuantile from '@stdlib/stats-base-dists-beta-quantile'
import stdlibBinomialCdf from '@stdlib/stats-base-dists-binomial-cdf'
import stdlibNormalCdf from '@stdlib/stats-base-dists-normal-cdf'
import stdlibNormalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import stdlibTCdf from '@stdlib/stats-base-dists-t-cdf'
import stdlibTQuantile from '@stdlib/stats-base-dists-t-quantile'
import type { PValues } from './types.js'

/** P(T ≤ t) for Student's t with `df` > 0 degrees of freedom; df = Infinity is the normal distribution. */
export function tCdf(t: number, df: number): number {
  // The wrapped function answers 0.5 for infinite df, so the limit is taken here.
  if (df === Number.POSITIVE_INFINITY) return normalCdf(t)
  return finite(stdlibTCdf(t, df), `tCdf(${t}, ${df})`)
}

/** P(T > t). By symmetry the lower tail at −t, which keeps full relative accuracy where 1 − cdf would not. */
export function tSf(t: number, df: number): number {
  return tCdf(-t, df)
}

/** The t below which a share `probability` in (0, 1) of Student's distribution lies. */
export function tQuantile(probability: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(probability)
  return finite(stdlibTQuantile(probability, df), `tQuantile(${probability}, ${df})`)
}

/** P(Z ≤ z) of the standard normal distribution, accurate in the far lower tail. */
export function normalCdf(z: number): number {
  return finite(stdlibNormalCdf(z, 0, 1), `normalCdf(${z})`)
}

/** P(Z > z), accurate in the far upper tail. */
export function normalSf(z: number): number {
  return normalCdf(-z)
}

/** P(X ≤ x) of a binomial distribution of n whole trials with probability p each. */
export function binomialCdf(x: number, n: number, p: number): number {
  return finite(stdlibBinomialCdf(x, n, p), `binomialCdf(${x}, ${n}, ${p})`)
}

/** The z below which a share `probability` in (0, 1) of the standard normal distribution lies. */
export function normalQuantile(probability: number): number {
  const start = finite(stdlibNormalQuantile(probability, 0, 1), `normalQuantile(${probability})`)
  // One Newton step in the smaller tail: the wrapped quantile alone is off by 2e-9 at 1e-10.
  const density = Math.exp(-0.5 * start * start) / Math.sqrt(2 * Math.PI)
  const error = start < 0 ? normalCdf(start) - probability : 1 - probability - normalSf(start)
  return density > 0 ? start - error / density : start
}

/** The x below which a share `probability` of the beta distribution with shapes a, b > 0 lies. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return finite(stdlibBetaQuantile(probability, a, b), `betaQuantile(${probability}, ${a}, ${b})`)
}

/** P-values of the statistic t against Student's distribution, for the three alternatives. */
export function pValuesOfT(t: number, df: number): PValues {
  return {
    less: positive(tCdf(t, df)),
    greater: positive(tSf(t, df)),
    twoSided: positive(2 * tSf(Math.abs(t), df)),
  }
}

/** A p-value kept in (0, 1]: a tail that underflows is tiny, not impossible. */
export function positive(pValue: number): number {
  return Math.min(1, Math.max(pValue, Number.MIN_VALUE))
}

function finite(value: number, call: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`${call} is not defined`)
  return value
}
