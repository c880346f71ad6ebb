import { LossgapError } from '../errors.js'
import { normalCdf, normalQuantile } from './distributions.js'
import { clusterTotals, mean } from './moments.js'
import type { Random } from './random.js'
import type { Interval, Sample, Values } from './types.js'

export interface BootstrapOptions {
  readonly random: Random
  readonly level?: number
  readonly resamples?: number
}

export interface BootstrapResult {
  /** The statistic on the data themselves. */
  readonly estimate: number
  readonly interval: Interval
  readonly method: 'bca' | 'percentile-clusters'
  readonly resamples: number
}

/** Efron & Tibshirani (1993) ask for 1000 or more; with 10 000 the 2.5% tail still holds 250 draws. */
export const BOOTSTRAP_RESAMPLES = 10_000

/**
 * Bootstrap interval of mean(a) − mean(b), the sets resampled separately. BCa when every cluster is a
 * single item; otherwise whole clusters are resampled within each set and the interval is the percentile one.
 *
 * Shapes: one value per item; the sets may differ in size. Cost: O(resamples · clusters).
 * Validity: clusters are independent. With few of them (below 20 per set) both intervals are too short.
 * The order of the items does not matter, only the seed does.
 * Units and orientation: those of a − b. Source: Efron (1987), JASA 82; for two samples the jackknife
 * influences u = (x_i − x̄)/n of both are joined, with the sign that each has in the difference.
 *
 * @throws LossgapError SET_TOO_SMALL when a set has fewer than two clusters.
 */
export function bootstrapDifference(a: Sample, b: Sample, options: BootstrapOptions): BootstrapResult {
  const { random, level = 0.95, resamples = BOOTSTRAP_RESAMPLES } = options
  const estimate = mean(a.values) - mean(b.values)
  const first = drawMeans(a, resamples, random.stream('first'))
  const second = drawMeans(b, resamples, random.stream('second'))
  const differences = first.map((value, i) => value - second[i]!).sort()
  const clustered = hasRepeats(a) || hasRepeats(b)
  const interval = clustered
    ? percentileInterval(differences, level)
    : bcaInterval(
        differences,
        estimate,
        [...influences(a.values), ...influences(b.values).map(value => -value)],
        level,
      )
  return { estimate, interval, method: clustered ? 'percentile-clusters' : 'bca', resamples }
}

/**
 * Bootstrap interval of one mean; BCa, or percentile over clusters, as in `bootstrapDifference`.
 *
 * @throws LossgapError SET_TOO_SMALL when there are fewer than two clusters.
 */
export function bootstrapMean(sample: Sample, options: BootstrapOptions): BootstrapResult {
  const { random, level = 0.95, resamples = BOOTSTRAP_RESAMPLES } = options
  const estimate = mean(sample.values)
  const means = drawMeans(sample, resamples, random.stream('first')).sort()
  const clustered = hasRepeats(sample)
  const interval = clustered
    ? percentileInterval(means, level)
    : bcaInterval(means, estimate, influences(sample.values), level)
  return { estimate, interval, method: clustered ? 'percentile-clusters' : 'bca', resamples }
}

/** Mean without each value in turn, in the order of the values. */
export function jackknifeMeans(values: Values): number[] {
  const total = mean(values) * values.length
  return Array.from(values, value => (total - value) / (values.length - 1))
}

/** Acceleration a = Σu³ / (6 (Σu²)^1.5) of the jackknife influences u; 0 when nothing varies. */
export function acceleration(influence: readonly number[]): number {
  let squares = 0
  let cubes = 0
  for (const u of influence) {
    squares += u ** 2
    cubes += u ** 3
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}

/**
 * The share of the bootstrap distribution at which a BCa interval ends: Φ(z0 + (z0 + z)/(1 − a(z0 + z))),
 * where z is the normal quantile of the wanted tail, z0 the bias correction and a the acceleration.
 */
export function bcaShare(z: number, z0: number, a: number): number {
  return normalCdf(z0 + (z0 + z) / (1 - a * (z0 + z)))
}

/** Influence of each value on the mean, (n − 1)/n · (jackknife mean of all − jackknife mean without it). */
function influences(values: Values): number[] {
  const centre = mean(values)
  return Array.from(values, value => (value - centre) / values.length)
}

function bcaInterval(sorted: Float64Array, estimate: number, influence: number[], level: number): Interval {
  const count = sorted.length
  const below = firstIndex(sorted, value => value >= estimate)
  const upTo = firstIndex(sorted, value => value > estimate)
  // Ties count half, as in scipy. Kept off 0 and 1, where the correction would be infinite.
  const share = Math.min(Math.max((below + upTo) / (2 * count), 0.5 / count), 1 - 0.5 / count)
  const z0 = normalQuantile(share)
  const z = normalQuantile((1 + level) / 2)
  const a = acceleration(influence)
  return {
    lower: quantile(sorted, bcaShare(-z, z0, a)),
    upper: quantile(sorted, bcaShare(z, z0, a)),
    level,
  }
}

function percentileInterval(sorted: Float64Array, level: number): Interval {
  return { lower: quantile(sorted, (1 - level) / 2), upper: quantile(sorted, (1 + level) / 2), level }
}

/** Mean of item values in each resample of whole clusters: Σ sums / Σ sizes. */
function drawMeans(sample: Sample, resamples: number, random: Random): Float64Array {
  const { sizes, sums } = clusterTotals(sample)
  const clusters = sums.length
  if (clusters < 2) {
    throw new LossgapError(
      'SET_TOO_SMALL',
      `A bootstrap needs two clusters or more, got ${clusters}`,
      'Use a larger set, or one made from more source documents',
    )
  }
  const order = Array.from(sums.keys()).sort((i, j) => sums[i]! - sums[j]! || sizes[i]! - sizes[j]!)
  const sortedSums = Float64Array.from(order, i => sums[i]!)
  const sortedSizes = Float64Array.from(order, i => sizes[i]!)
  const means = new Float64Array(resamples)
  for (let r = 0; r < resamples; r++) {
    let sum = 0
    let size = 0
    for (let k = 0; k < clusters; k++) {
      const c = random.integer(clusters)
      sum += sortedSums[c]!
      size += sortedSizes[c]!
    }
    means[r] = sum / size
  }
  return means
}

function hasRepeats({ clusters }: Sample): boolean {
  return clusters !== undefined && new Set(clusters).size < clusters.length
}

/** Linear interpolation between order statistics (type 7 of Hyndman & Fan, the default of R and numpy). */
function quantile(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1)
  const index = Math.min(Math.floor(position), sorted.length - 2)
  return sorted[index]! + (position - index) * (sorted[index + 1]! - sorted[index]!)
}

function firstIndex(sorted: Float64Array, matches: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (matches(sorted[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
