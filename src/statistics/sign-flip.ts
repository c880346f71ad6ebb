import { LossgapError } from '../errors.js'
import { countExtremes } from './extremes.js'
import { clusterTotals } from './moments.js'
import { PERMUTATION_DRAWS, type PermutationOptions, type PermutationResult } from './permutation.js'
import type { Sample } from './types.js'

/**
 * Sign-flip permutation test of whether the mean of paired differences is 0: each difference gets either sign. All 2ᵍ
 * signs are counted when they are no more than `draws`; otherwise p = (1 + #{as extreme})/(1 + draws), never 0. The
 * signs of a cluster are flipped together.
 *
 * Shapes: one difference (first minus second) per pair. Cost: O(draws · clusters).
 * Validity: under the null each cluster's differences are as likely as their negatives.
 * Orientation: `pValue.less` is small when the mean is below 0. Units: those of the values.
 * Source: Fisher (1935), section 21; Phipson & Smyth (2010) for the 1.
 *
 * @throws LossgapError SET_EMPTY without differences. @throws RangeError when a value is not finite.
 */
export function signFlipTest(sample: Sample, options: PermutationOptions): PermutationResult {
  const draws = options.draws ?? PERMUTATION_DRAWS
  const { sums } = clusterTotals(sample)
  if (sums.length === 0)
    throw new LossgapError('SET_EMPTY', 'A sign-flip test got no differences', 'Give it pairs')
  const scale = sums.reduce((total, sum) => total + Math.abs(sum), 0)
  if (!Number.isFinite(scale)) throw new RangeError('A sample holds a value that is not finite')
  const observed = sums.reduce((total, sum) => total + sum, 0)
  const extremes = countExtremes(observed, scale)
  const exact = 2 ** sums.length <= draws
  if (exact) visitSigns(sums, extremes.compare)
  else
    for (let draw = 0; draw < draws; draw++)
      extremes.compare(sums.reduce((total, sum) => total + (options.random.integer(2) === 0 ? sum : -sum), 0))
  const compared = exact ? 2 ** sums.length : draws
  return {
    difference: observed / sample.values.length,
    pValue: extremes.pValues(compared, exact),
    method: exact ? 'exact' : 'monte-carlo',
    draws: compared,
  }
}

function visitSigns(sums: Float64Array, visit: (sum: number) => void, at = 0, sum = 0): void {
  if (at === sums.length) {
    visit(sum)
    return
  }
  visitSigns(sums, visit, at + 1, sum + sums[at]!)
  visitSigns(sums, visit, at + 1, sum - sums[at]!)
}
