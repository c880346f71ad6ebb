/** @throws RangeError when one is outside [0, 1], or is no number. */
export function checkPValues(pValues: readonly number[]): void {
  for (const pValue of pValues) {
    if (!(pValue >= 0 && pValue <= 1)) throw new RangeError(`Not a p-value: ${pValue}`)
  }
}
