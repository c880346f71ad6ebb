import { checkPValues } from './p-values.js'

/**
 * Storey's share of true null hypotheses: π̂0 = min(1, (1 + #{p > λ})/(m(1 − λ))). 1 − π̂0 estimates the share of
 * hypotheses with an effect, from below where tests lack power.
 *
 * Shapes: one p-value per hypothesis. Validity: null p-values are uniform or larger. Adjusted p-values times π̂0 keep the
 * false discovery rate where tests are independent. Source: Storey, Taylor & Siegmund (2004), JRSS B 66.
 *
 * @throws RangeError without p-values, when one is outside [0, 1], or unless 0 < λ < 1.
 */
export function storeyNullShare(pValues: readonly number[], lambda = 0.5): number {
  if (pValues.length === 0) throw new RangeError('A share of no hypotheses')
  if (!(lambda > 0 && lambda < 1)) throw new RangeError(`λ must lie between 0 and 1, got ${lambda}`)
  checkPValues(pValues)
  const above = pValues.filter(pValue => pValue > lambda).length
  return Math.min(1, (1 + above) / (pValues.length * (1 - lambda)))
}
