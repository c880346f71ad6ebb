import { checkPValues } from './p-values.js'

/** `any`: whatever the dependence between the tests, at the price of a factor 1 + ½ + … + 1/m. */
export type Dependence = 'positive' | 'any'

/**
 * Benjamini–Hochberg adjusted p-values: with p sorted upwards, adjusted_(i) = min over j ≥ i of min(1, m·p_(j)/j), times
 * Σ 1/k for any dependence (Benjamini & Yekutieli). Rejecting where adjusted ≤ q keeps the expected share of false
 * rejections among all rejections at q or below.
 *
 * Shapes: one p-value per hypothesis; the result is in the order of the input.
 * Validity: tests that are independent or positively dependent, as audits of several models beside the same references are.
 * Equals scipy.stats.false_discovery_control. Source: Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001).
 *
 * @throws RangeError when a p-value is outside [0, 1].
 */
export function benjaminiHochberg(pValues: readonly number[], dependence: Dependence = 'positive'): number[] {
  checkPValues(pValues)
  const count = pValues.length
  const price = dependence === 'any' ? pValues.reduce((sum, _, k) => sum + 1 / (k + 1), 0) : 1
  const adjusted = new Array<number>(count)
  const downwards = Array.from(pValues.keys()).sort((i, j) => pValues[j]! - pValues[i]!)
  let smallest = 1
  downwards.forEach((index, passed) => {
    smallest = Math.min(smallest, (price * count * pValues[index]!) / (count - passed))
    adjusted[index] = smallest
  })
  return adjusted
}
