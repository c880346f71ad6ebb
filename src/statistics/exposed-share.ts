import { conformalPValues } from './conformal.js'
import { leakedShareBound } from './leaked-share.js'
import { storeyNullShare } from './storey.js'
import type { Values } from './types.js'

export interface ExposedShare {
  /** The share is at least this, at `level`, for exposed items of whatever losses. */
  readonly lowerBound: number
  readonly level: number
  /** A guess at the share itself; too low where exposed items are not all more familiar than most others. */
  readonly estimate: number
}

/**
 * How many of the suspect items are more familiar than items that no model has seen, by the loss relative to the
 * reference models: a lower bound (`leakedShareBound`), and as an estimate what Storey's rule leaves of the conformal
 * p-values of the items (`storeyNullShare`, `conformalPValues`).
 *
 * Orientation: lower values are leak-like, as losses are.
 * Validity: items are independent, and unexposed items of both sets have one distribution of the value.
 */
export function exposedShare(suspect: Values, unexposed: Values, alpha: number): ExposedShare {
  const familiarity = (values: Values) => Float64Array.from(values, value => -value)
  const pValues = conformalPValues(familiarity(suspect), familiarity(unexposed))
  return {
    lowerBound: leakedShareBound(suspect, unexposed, alpha).lowerBound,
    level: 1 - alpha,
    estimate: 1 - storeyNullShare([...pValues]),
  }
}
