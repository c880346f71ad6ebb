import { normalCdf, normalQuantile } from './distributions.js'
import { mean } from './moments.js'
import type { Interval, Values } from './types.js'

/**
 * Interval from sorted bootstrap values, corrected for bias (by how many lie below the estimate) and for
 * skewness (by the jackknife influences). Where nothing varies it has no width.
 *
 * Source: Efron (1987), JASA 82.
 */
export function bcaInterval(
  sorted: Float64Array,
  estimate: number,
  influence: readonly number[],
  level: number,
): Interval {
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

/**
 * The share of the bootstrap distribution at which a BCa interval ends: Φ(z0 + (z0 + z)/(1 − a(z0 + z))),
 * where z is the normal quantile of the wanted tail, z0 the bias correction and a the acceleration.
 */
export function bcaShare(z: number, z0: number, a: number): number {
  return normalCdf(z0 + (z0 + z) / (1 - a * (z0 + z)))
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

/** Influence of each value on the mean, (n − 1)/n · (jackknife mean of all − jackknife mean without it). */
export function influences(values: Values): number[] {
  const without = jackknifeMeans(values)
  const centre = mean(without)
  return without.map(value => ((values.length - 1) / values.length) * (centre - value))
}

/** Mean without each value in turn, in the order of the values. */
export function jackknifeMeans(values: Values): number[] {
  const total = mean(values) * values.length
  return Array.from(values, value => (total - value) / (values.length - 1))
}

/** Linear interpolation between order statistics (type 7 of Hyndman & Fan, the default of R and numpy). */
export function quantile(sorted: Float64Array, probability: number): number {
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
