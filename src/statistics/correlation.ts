import { permutationsHeap, sampleCorrelation, sampleRankCorrelation } from 'simple-statistics'
import { normalQuantile, tSf } from './distributions.js'
import { mean } from './moments.js'
import type { Interval, Values } from './types.js'

export interface Correlation {
  readonly n: number
  /** Product-moment coefficient, its two-sided p-value and its 95 % interval by Fisher's z. */
  readonly pearson: { readonly r: number; readonly pValue: number; readonly interval: Interval | null }
  /** The same of the midranks. */
  readonly spearman: { readonly r: number; readonly pValue: number }
}

/** Below this many pairs a correlation of trends is an anecdote. */
export const LEAST_PAIRS = 8

const LEVEL = 0.95

/** Up to here all n! pairings are tried (40,320); beyond it t is close. */
const MOST_ENUMERATED = 8

/** Equal sums, added up in another order, differ by less. */
const ROUNDING = 1e-12

/**
 * Correlation of paired values: r, its two-sided p, and the interval tanh(atanh r ± z/√(n − 3)), which needs n ≥ 4 and |r| < 1.
 * Up to eight pairs p is exact: the share of all pairings of the values whose |r| is as large, which holds whatever
 * their distribution. Beyond, it is that of t = r·√((n − 2)/(1 − r²)) with n − 2 degrees of freedom, but never below
 * 2/n!, the least that n pairs can show: a perfect order of few values is not impossible by chance.
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
    pearson: { r: pearson, pValue: pOf(pearson, a, b), interval: fisherInterval(pearson, n) },
    spearman: { r: spearman, pValue: pOf(spearman, midranks(a), midranks(b)) },
  }
}

function pOf(r: number, x: readonly number[], y: readonly number[]): number {
  const n = x.length
  if (n <= MOST_ENUMERATED) return shareAsLarge(x, y)
  let pairings = 1
  for (let k = 2; k <= n; k++) pairings *= k
  const t = (Math.abs(r) * Math.sqrt(n - 2)) / Math.sqrt(1 - r * r)
  return Math.min(1, Math.max(2 * tSf(t, n - 2), 2 / pairings))
}

/** Share of the pairings whose product sum is as far from its mean as that of the pairs as they are: |r| is its multiple. */
function shareAsLarge(x: readonly number[], y: readonly number[]): number {
  const centred = (values: readonly number[]) => values.map(value => value - mean(values))
  const [a, b] = [centred(x), centred(y)]
  const products = (other: readonly number[]) =>
    Math.abs(a.reduce((sum, value, i) => sum + value * other[i]!, 0))
  const scale = Math.sqrt(products(a) * b.reduce((sum, value) => sum + value * value, 0))
  const least = products(b) - ROUNDING * scale
  const pairings: readonly number[][] = permutationsHeap(b)
  return pairings.filter(pairing => products(pairing) >= least).length / pairings.length
}

/** Ranks from 1; equal values share the mean of theirs. */
function midranks(values: readonly number[]): number[] {
  return values.map(value => {
    const below = values.filter(other => other < value).length
    const equal = values.filter(other => other === value).length
    return below + (equal + 1) / 2
  })
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
