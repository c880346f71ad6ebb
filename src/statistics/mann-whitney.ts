import { LossgapError } from '../errors.js'
import { normalSf, positive } from './distributions.js'
import { rankWithTies } from './ranks.js'
import type { PValues, Values } from './types.js'

export interface MannWhitneyResult {
  /** #{x > y} + ½·#{x = y} over all pairs. */
  readonly u: number
  /** u/(n·m) = P(x > y) + ½·P(x = y). */
  readonly auc: number
  /** Standard deviation of u under the null, corrected for ties. */
  readonly sigma: number
  readonly pValue: PValues
  readonly method: 'exact' | 'asymptotic'
}

/** Up to this size of both sets the exact distribution of u is counted; scipy draws the same line. */
const EXACT_LIMIT = 8

/**
 * Mann–Whitney U test (Wilcoxon rank sum) of whether x tends to lie below or above y.
 * Asymptotic: z = (U − nm/2 ∓ ½)/σ, σ² = nm/12 · (N + 1 − Σ(t³ − t)/(N(N − 1))) with N = n + m and ties
 * of size t. Exact when both sets have at most 8 items and nothing is tied.
 *
 * Shapes: one value per item; the sets may differ in size. Cost: O(N log N).
 * Validity: items are independent; the null is that both sets have the same distribution.
 * Orientation: `pValue.less` is small when x's values are lower. When all values are equal, every p is 1.
 * Equals scipy.stats.mannwhitneyu with its continuity correction.
 * Source: Mann & Whitney (1947).
 *
 * @throws LossgapError SET_EMPTY when a set has no items.
 */
export function mannWhitneyTest(x: Values, y: Values): MannWhitneyResult {
  const n = x.length
  const m = y.length
  if (n === 0 || m === 0) {
    throw new LossgapError(
      'SET_EMPTY',
      `Mann–Whitney got sets of ${n} and ${m} items`,
      'Give both sets items',
    )
  }
  const total = n + m
  const { ranks, tieTerm } = rankWithTies([...Array.from(x), ...Array.from(y)])
  let rankSum = 0
  for (let i = 0; i < n; i++) rankSum += ranks[i]!
  const u = rankSum - (n * (n + 1)) / 2
  const tieShare = total > 1 ? tieTerm / (total * (total - 1)) : 0
  const sigma = Math.sqrt(((n * m) / 12) * (total + 1 - tieShare))
  const exact = tieTerm === 0 && n <= EXACT_LIMIT && m <= EXACT_LIMIT
  const upperTail = exact ? exactUpperTail(n, m) : asymptoticUpperTail((n * m) / 2, sigma)
  const less = upperTail(n * m - u)
  const greater = upperTail(u)
  return {
    u,
    auc: u / (n * m),
    sigma,
    pValue: { less, greater, twoSided: positive(2 * Math.min(less, greater)) },
    method: exact ? 'exact' : 'asymptotic',
  }
}

function asymptoticUpperTail(centre: number, sigma: number): (u: number) => number {
  return u => (sigma === 0 ? 1 : positive(normalSf((u - centre - 0.5) / sigma)))
}

/**
 * P(U ≥ u) by counting the arrangements with each value of U: adding the largest observation either to x,
 * where it beats all of y, or to y, where it beats none of x.
 */
function exactUpperTail(n: number, m: number): (u: number) => number {
  let rows: number[][] = Array.from({ length: m + 1 }, () => [1])
  for (let i = 1; i <= n; i++) {
    const next: number[][] = [[1]]
    for (let j = 1; j <= m; j++) {
      const counts = new Array<number>(i * j + 1).fill(0)
      rows[j]!.forEach((count, u) => {
        counts[u + j]! += count
      })
      next[j - 1]!.forEach((count, u) => {
        counts[u]! += count
      })
      next.push(counts)
    }
    rows = next
  }
  const counts = rows[m]!
  const arrangements = counts.reduce((sum, count) => sum + count, 0)
  return u => counts.slice(Math.ceil(u)).reduce((sum, count) => sum + count, 0) / arrangements
}
