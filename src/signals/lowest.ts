/** Of the tokens, the share that Min-K% looks at: what an unseen text has and a seen one lacks are its unlikeliest tokens. */
export const LOWEST_SHARE = 0.2

/**
 * Mean of the lowest share of some values; of max(1, ⌊share·T⌋ of them, so that a short text has a value too.
 * @returns undefined without values.
 */
export function meanOfLowest(values: ArrayLike<number>, share: number): number | undefined {
  if (values.length === 0) return undefined
  const count = Math.max(1, Math.floor(share * values.length))
  const lowest = Float64Array.from(values).sort().subarray(0, count)
  return lowest.reduce((sum, value) => sum + value, 0) / count
}
