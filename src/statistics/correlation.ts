import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'
import { normalQuantile, tSf } from './distributions.js'
import type { Interval, Values } from './types.js'

export interface Correlation {
  readonly n: number
  /** Product-moment coefficient, its two-sided p-value and its 95 % interval by Fisher's z. */
  readonly pearson: { readonly r: number; readonly pValue: number; readonly interval: Interval | null }
  /** The same of the midranks; the p-value is that of t, as scipy gives it. */
  readonly spearman: { readonly r: number; readonly pValue: number }
}

/** Below this many pairs a correlation of trends is an anecdote. */
export const LEAST_PAIRS = 8

const LEVEL = 0.95

/**
 * Correlation of paired values: r, p of t = r·√((n − 2)/(1 − r²)) with n − 2 degrees of freedom, and the interval
 * tanh(atanh r ± z/√(n − 3)), which needs n ≥ 4 and |r| < 1.
 * Validity: the pairs are independent. Checkpoints of one run are not: two quantities that both drift correlate by that
 * alone, which is why their first differences are correlated as well.
 * Source: Fisher (1921), Metron 1.
 * @returns undefined with fewer than three pairs, or where one side does not vary: there is no coefficient.
 * @throws RangeError when lengths differ.
 */
export function correlation(x: Values, y: Values): Correlation | undefined {
  if (x.length !== y.length) throw new RangeError(`${x.length} values beside ${y.length}`)
  const [a, b] = [Array.from(x), Array.from(y)]
  const n = a.length
  if (n < 3 || [a, b].some(values => values.every(value => value === values[0]))) return undefined
  // Rounding may take a perfect correlation a hair beyond 1.
  const within = (r: number) => Math.max(-1, Math.min(1, r))
  const [pearson, spearman] = [within(sampleCorrelation(a, b)), within(sampleRankCorrelation(a, b))]
  return {
    n,
    pearson: { r: pearson, pValue: pOf(pearson, n), interval: fisherInterval(pearson, n) },
    spearman: { r: spearman, pValue: pOf(spearman, n) },
  }
}

function pOf(r: number, n: number): number {
  if (Math.abs(r) === 1) return 0
  return Math.min(1, 2 * tSf(Math.abs(r) * Math.sqrt((n - 2) / (1 - r * r)), n - 2))
}

function fisherInterval(r: number, n: number): Interval | null {
  if (n < 4 || Math.abs(r) === 1) return null
  const half = normalQuantile((1 + LEVEL) / 2) / Math.sqrt(n - 3)
  return { lower: Math.tanh(Math.atanh(r) - half), upper: Math.tanh(Math.atanh(r) + half), level: LEVEL }
}

/** x_i − x_{i−1}: what changed from one checkpoint to the next. */
export function firstDifferences(values: Values): number[] {
  return Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => values[i + 1]! - values[i]!)
}
