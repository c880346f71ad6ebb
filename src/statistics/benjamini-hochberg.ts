/**
 * Benjamini and Hochberg's adjusted p-values: with p sorted upwards, adjusted_(i) = min over j ≥ i of min(1, m·p_(j)/j).
 * Rejecting where adjusted ≤ q keeps the expected share of false rejections among all at q or below.
 *
 * Shapes: one p-value per hypothesis; the result is in the order of the input.
 * Validity: independent tests, or positively dependent ones (as those of models that share their items are).
 * Equals R's p.adjust(method = "BH"). Source: Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57.
 *
 * @throws RangeError when a p-value is outside [0, 1].
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  for (const pValue of pValues) {
    if (!(pValue >= 0 && pValue <= 1)) throw new RangeError(`Not a p-value: ${pValue}`)
  }
  const count = pValues.length
  const adjusted = new Array<number>(count)
  const downwards = Array.from(pValues.keys()).sort((i, j) => pValues[j]! - pValues[i]!)
  let smallest = 1
  downwards.forEach((index, above) => {
    smallest = Math.min(smallest, (count * pValues[index]!) / (count - above))
    adjusted[index] = smallest
  })
  return adjusted
}
