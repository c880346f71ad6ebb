import { LossgapError } from '../errors.js'
import { normalSf, positive } from './distributions.js'
import { rankWithTies } from './ranks.js'
import type { PValues, Values } from './types.js'

export interface SignedRankResult {
  /** Sums of the ranks of the positive and of the negative differences. */
  readonly positiveRanks: number
  readonly negativeRanks: number
  /** Differences that are not 0. */
  readonly count: number
  /** (W⁺ − W⁻)/(W⁺ + W⁻), −1 to 1. */
  readonly rankBiserial: number
  readonly pValue: PValues
  readonly method: 'exact' | 'asymptotic'
}

/** Up to here all 2ⁿ signs are counted, exactly in doubles; scipy draws the same line. */
const EXACT_LIMIT = 50

/**
 * Wilcoxon's signed-rank test: W⁺ = Σ rank|d_i| over d_i > 0; zeros are dropped. Asymptotic: z = (W⁺ − n(n+1)/4 ∓ ½)/σ,
 * σ² = (n(n+1)(2n+1) − ½Σ(t³ − t))/24 with ties of size t. Exact when nothing is tied or 0 and n ≤ 50.
 *
 * Shapes: one difference (first minus second) per pair. Cost: O(n log n), exact O(n³).
 * Validity: pairs are independent and, under the null, each difference is as likely as its negative.
 * Orientation: `pValue.less` is small when the first of a pair is lower. Equals scipy.stats.wilcoxon with correction.
 * Source: Wilcoxon (1945), Biometrics Bulletin 1.
 *
 * @throws LossgapError SET_EMPTY when no difference is other than 0.
 */
export function signedRankTest(differences: Values): SignedRankResult {
  const nonzero = Array.from(differences).filter(d => d !== 0)
  const count = nonzero.length
  if (count === 0)
    throw new LossgapError(
      'SET_EMPTY',
      `Of ${differences.length} differences none is other than 0`,
      'Check that the two sets are not the same',
    )
  const { ranks, tieTerm } = rankWithTies(nonzero.map(Math.abs))
  const positiveRanks = nonzero.reduce((sum, d, i) => (d > 0 ? sum + ranks[i]! : sum), 0)
  const total = (count * (count + 1)) / 2
  const exact = tieTerm === 0 && count === differences.length && count <= EXACT_LIMIT
  const sigma = Math.sqrt((count * (count + 1) * (2 * count + 1) - tieTerm / 2) / 24)
  const upperTail = exact
    ? exactUpperTail(count)
    : (w: number) => positive(normalSf((w - total / 2 - 0.5) / sigma))
  const less = upperTail(total - positiveRanks)
  const greater = upperTail(positiveRanks)
  return {
    positiveRanks,
    negativeRanks: total - positiveRanks,
    count,
    rankBiserial: (2 * positiveRanks - total) / total,
    pValue: { less, greater, twoSided: positive(2 * Math.min(less, greater)) },
    method: exact ? 'exact' : 'asymptotic',
  }
}

/** P(W ≥ w) by counting the subsets of the ranks 1 … n with each sum. */
function exactUpperTail(count: number): (w: number) => number {
  const subsets = new Float64Array((count * (count + 1)) / 2 + 1)
  subsets[0] = 1
  for (let rank = 1; rank <= count; rank++)
    for (let sum = subsets.length - 1; sum >= rank; sum--) subsets[sum]! += subsets[sum - rank]!
  return w => subsets.slice(Math.ceil(w)).reduce((sum, ways) => sum + ways, 0) / 2 ** count
}
