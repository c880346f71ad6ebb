import { checkPValues } from './p-values.js'

/**
 * Holm's adjusted p-values: with p sorted upwards, adjusted_(i) = max over j ≤ i of min(1, (m − j + 1)·p_(j)).
 * Rejecting where adjusted ≤ α keeps the chance of any false rejection at α or below.
 *
 * Shapes: one p-value per hypothesis; the result is in the order of the input.
 * Validity: any dependence between the tests. The hypotheses must be chosen before looking at their p-values.
 * Equals R's p.adjust(method = "holm"). Source: Holm (1979), Scand. J. Statist. 6.
 *
 * @throws RangeError when a p-value is outside [0, 1].
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  checkPValues(pValues)
  const adjusted = new Array<number>(pValues.length)
  const upwards = Array.from(pValues.keys()).sort((i, j) => pValues[i]! - pValues[j]!)
  let largest = 0
  upwards.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!))
    adjusted[index] = largest
  })
  return adjusted
}
