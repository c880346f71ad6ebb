import { LossgapError } from '../errors.js'
import type { Values } from './types.js'

export interface LeakedShare {
  /** Largest amount by which the test set's distribution function lies above the clean one. */
  readonly distance: number
  /** By how much the two may differ by chance, at 1 − α. */
  readonly margin: number
  /** max(0, distance − margin): no fewer of the items have leaked. */
  readonly lowerBound: number
}

/**
 * Lower bound of the share of test items that leaked: π ≥ sup_t[F_test(t) − F_clean(t)] − ε, with
 * ε = √(ln(2/α)/2n) + √(ln(2/α)/2m) for n test and m clean items, since leaked items can lift F_test by π at most.
 *
 * Shapes: one value per item. Orientation: lower values are leak-like, as losses are.
 * Validity: items are independent, and a test item that has not leaked is distributed as the clean ones: any shift between
 * the sets counts as leak. Source: Dvoretzky, Kiefer & Wolfowitz (1956); Massart (1990) for the constant.
 *
 * @throws LossgapError SET_EMPTY when a set has no items. @throws RangeError when a value is not finite.
 */
export function leakedShareBound(test: Values, clean: Values, alpha: number): LeakedShare {
  const [n, m] = [test.length, clean.length]
  if (n === 0 || m === 0)
    throw new LossgapError('SET_EMPTY', `A share was asked of ${n} and ${m} items`, 'Give both sets items')
  const [a, b] = [Float64Array.from(test).sort(), Float64Array.from(clean).sort()]
  if (![...a, ...b].every(Number.isFinite)) throw new RangeError('A sample holds a value that is not finite')
  let distance = 0
  let j = 0
  for (let i = 0; i < n; i++) {
    while (j < m && b[j]! <= a[i]!) j++
    // Only the last of equal values has all of them below or at itself.
    if (a[i] !== a[i + 1]) distance = Math.max(distance, (i + 1) / n - j / m)
  }
  const half = (count: number) => Math.sqrt(Math.log(2 / alpha) / (2 * count))
  const margin = half(n) + half(m)
  return { distance, margin, lowerBound: Math.max(0, distance - margin) }
}
