import type { Values } from './types.js'

/** Where Storey's rule takes a p-value for one of an unexposed item; 0.5 is its usual place. */
const LAMBDA = 0.5

export interface ExposedShare {
  /** The share is at least this, at `level`, for exposed items of whatever losses. */
  readonly lowerBound: number
  readonly level: number
  /** A guess at the share itself; too low where exposed items are not all more familiar than most others. */
  readonly estimate: number
}

/**
 * How many of the suspect items are more familiar than items that no model has seen. With x the loss relative to the
 * reference models (low = familiar), F the share of items at or below a value:
 *
 *   lower bound  max(0, sup_t [F_suspect(t) − F_unexposed(t)] − ε),  ε = √(ln(2/α)/2n) + √(ln(2/α)/2m)
 *   estimate     1 − min(1, (1 + #{p_i > λ}) / (n(1 − λ))),  p_i = (1 + #{unexposed ≤ x_i}) / (m + 1)
 *
 * since a share π of exposed items lifts F by π at most, and both empirical F lie within their part of ε (each with
 * probability 1 − α/2 by Massart's constant for one side of the inequality of Dvoretzky, Kiefer and Wolfowitz; we use
 * the two-sided one).
 *
 * Validity: items are independent, and unexposed items of both sets have one distribution of x. Units: none.
 * Source: Massart (1990), Ann. Probab. 18; Storey (2002), J. R. Stat. Soc. B 64; p_i as conformal p-values,
 * Bates et al. (2023), Ann. Stat. 51.
 */
export function exposedShare(suspect: Values, unexposed: Values, alpha: number): ExposedShare {
  const calm = Float64Array.from(unexposed).sort()
  const items = Float64Array.from(suspect).sort()
  const [n, m] = [items.length, calm.length]
  if (n === 0 || m === 0) throw new RangeError('A share needs items in both sets')
  let largest = 0
  let above = 0
  let below = 0
  items.forEach((value, i) => {
    while (below < m && calm[below]! <= value) below++
    // Of equal values only the last one has all of them at or below it.
    if (i + 1 === n || items[i + 1]! > value) largest = Math.max(largest, (i + 1) / n - below / m)
    if ((1 + below) / (m + 1) > LAMBDA) above++
  })
  const band = (size: number) => Math.sqrt(Math.log(2 / alpha) / (2 * size))
  return {
    lowerBound: Math.max(0, largest - band(n) - band(m)),
    level: 1 - alpha,
    estimate: 1 - Math.min(1, (1 + above) / (n * (1 - LAMBDA))),
  }
}
