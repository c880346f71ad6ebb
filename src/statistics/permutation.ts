import { LossgapError } from '../errors.js'
import { countExtremes } from './extremes.js'
import { type ClusterTotals, clusterTotals } from './moments.js'
import type { Random } from './random.js'
import type { PValues, Sample } from './types.js'

export interface PermutationOptions {
  readonly random: Random
  /** Number of random relabellings when there are too many to go through all of them. */
  readonly draws?: number
}

export interface PermutationResult {
  /** mean(a) − mean(b). */
  readonly difference: number
  readonly pValue: PValues
  /** `exact`: every relabelling was counted. */
  readonly method: 'exact' | 'monte-carlo'
  /** Relabellings that were compared with the observed one. */
  readonly draws: number
}

/** With this many draws the smallest p is 1e-4, two orders below the strictest default α of 0.01. */
export const PERMUTATION_DRAWS = 9999

/**
 * Permutation test of mean(a) − mean(b): the set labels are dealt anew, the sizes kept. All relabellings
 * are counted when they are no more than `draws`; otherwise p = (1 + #{as extreme})/(1 + draws), never 0.
 * Labels are dealt to whole clusters, keeping the number of clusters per set. The same cluster name in
 * both sets counts as two clusters.
 *
 * Shapes: one value per item; the sets may differ in size. Cost: O(draws · clusters of the smaller set).
 * Validity: under the null the clusters are exchangeable between the sets, so the whole distribution is
 * compared and not just the mean. The order of the items does not matter, only the seed does.
 * Orientation: `pValue.less` is small when a's mean is lower. Units: those of the values.
 * Source: Phipson & Smyth (2010), "Permutation p-values should never be zero".
 *
 * @throws LossgapError SET_EMPTY when a set has no items.
 * @throws RangeError when a value is not finite.
 */
export function permutationTest(a: Sample, b: Sample, options: PermutationOptions): PermutationResult {
  const draws = options.draws ?? PERMUTATION_DRAWS
  const first = clusterTotals(a)
  const second = clusterTotals(b)
  if (first.sizes.length === 0 || second.sizes.length === 0) {
    throw new LossgapError('SET_EMPTY', 'A permutation test got a set without items', 'Give both sets items')
  }
  // Only the smaller set is dealt; what is left is the other one.
  const swapped = first.sizes.length > second.sizes.length
  const dealt = swapped ? second : first
  const pool = poolOf(first, second)
  const differenceOf = (sum: number, size: number) => {
    const difference = sum / size - (pool.sum - sum) / (pool.size - size)
    return swapped ? -difference : difference
  }
  const dealtSize = sumOf(dealt.sizes)
  const observed = differenceOf(sumOf(dealt.sums) - dealtSize * pool.centre, dealtSize)

  const extremes = countExtremes(observed, pool.scale)
  const compare = (sum: number, size: number) => extremes.compare(differenceOf(sum, size))
  const subsets = choose(pool.sizes.length, dealt.sizes.length)
  const exact = subsets <= draws
  if (exact) visitSubsets(pool, dealt.sizes.length, compare)
  else visitRandomSubsets(pool, dealt.sizes.length, draws, options.random, compare)

  const compared = exact ? subsets : draws
  return {
    difference: observed,
    pValue: extremes.pValues(compared, exact),
    method: exact ? 'exact' : 'monte-carlo',
    draws: compared,
  }
}

type Visit = (sum: number, size: number) => void

interface Pool extends ClusterTotals {
  /** Taken off every value, so that sums stay small and rounding errors too. */
  readonly centre: number
  /** Of the centred values. */
  readonly sum: number
  readonly size: number
  /** Largest centred cluster sum, the unit of rounding errors. */
  readonly scale: number
}

/** The clusters of both sets, in an order that does not depend on that of the items. */
function poolOf(first: ClusterTotals, second: ClusterTotals): Pool {
  const rawSums = Float64Array.from([...first.sums, ...second.sums])
  const rawSizes = Float64Array.from([...first.sizes, ...second.sizes])
  const size = sumOf(rawSizes)
  const centre = sumOf(rawSums) / size
  const order = Array.from(rawSums.keys()).sort(
    (i, j) => rawSums[i]! - rawSums[j]! || rawSizes[i]! - rawSizes[j]!,
  )
  const sizes = Float64Array.from(order, i => rawSizes[i]!)
  const sums = Float64Array.from(order, (i, k) => rawSums[i]! - sizes[k]! * centre)
  const scale = sums.reduce((largest, sum) => Math.max(largest, Math.abs(sum)), 0)
  // NaN is neither below nor above anything, which would make the p-value small.
  if (!Number.isFinite(scale)) throw new RangeError('A sample holds a value that is not finite')
  return { sizes, sums, centre, sum: sumOf(sums), size, scale }
}

function visitSubsets(pool: Pool, count: number, visit: Visit, from = 0, sum = 0, size = 0): void {
  if (count === 0) {
    visit(sum, size)
    return
  }
  for (let c = from; c <= pool.sums.length - count; c++) {
    visitSubsets(pool, count - 1, visit, c + 1, sum + pool.sums[c]!, size + pool.sizes[c]!)
  }
}

/** Fisher–Yates, stopped once `count` clusters are drawn; the arrays stay a permutation of the pool. */
function visitRandomSubsets(pool: Pool, count: number, draws: number, random: Random, visit: Visit): void {
  const { sums, sizes } = pool
  const clusters = sums.length
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    let size = 0
    for (let c = 0; c < count; c++) {
      const other = c + random.integer(clusters - c)
      const drawnSum = sums[other]!
      const drawnSize = sizes[other]!
      sums[other] = sums[c]!
      sizes[other] = sizes[c]!
      sums[c] = drawnSum
      sizes[c] = drawnSize
      sum += drawnSum
      size += drawnSize
    }
    visit(sum, size)
  }
}

/** Number of subsets; may overflow to Infinity, which is more than can be visited. */
function choose(total: number, count: number): number {
  let subsets = 1
  for (let k = 1; k <= count; k++) subsets = Math.round((subsets * (total - count + k)) / k)
  return subsets
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
