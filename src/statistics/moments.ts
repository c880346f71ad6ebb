import { LossgapError } from '../errors.js'
import type { Sample, Values } from './types.js'

export interface Moments {
  readonly count: number
  readonly mean: number
  /** Sample variance, divided by count − 1. */
  readonly variance: number
}

/**
 * Mean and sample variance in two passes, taken relative to the first value: a constant sample has
 * exactly zero variance, whatever the constant.
 *
 * @throws LossgapError SET_TOO_SMALL when there are fewer than two values.
 * @throws RangeError when a value is not finite.
 */
export function moments(values: Values): Moments {
  const count = values.length
  if (count < 2) {
    throw new LossgapError(
      'SET_TOO_SMALL',
      `A variance needs two items or more, got ${count}`,
      'Use a larger set, or check which items were left out',
    )
  }
  const origin = values[0]!
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i]! - origin
  const shift = sum / count
  let squares = 0
  for (let i = 0; i < count; i++) squares += (values[i]! - origin - shift) ** 2
  if (!Number.isFinite(squares)) throw new RangeError('A sample holds a value that is not finite')
  return { count, mean: origin + shift, variance: squares / (count - 1) }
}

/** Mean of one or more values. */
export function mean(values: Values): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const result = sum / values.length
  if (!Number.isFinite(result)) throw new RangeError('The mean of no values, or of one that is not finite')
  return result
}

/** Per cluster of a sample: how many items it has and the sum of their values. */
export interface ClusterTotals {
  readonly sizes: Float64Array
  readonly sums: Float64Array
}

/** Sums a sample by cluster, in order of first appearance. @throws RangeError when the lengths differ. */
export function clusterTotals({ values, clusters }: Sample): ClusterTotals {
  if (clusters === undefined) {
    return { sizes: new Float64Array(values.length).fill(1), sums: Float64Array.from(values) }
  }
  if (clusters.length !== values.length) {
    throw new RangeError(`${values.length} values but ${clusters.length} clusters`)
  }
  const indexOf = new Map<string, number>()
  const sizes: number[] = []
  const sums: number[] = []
  for (let i = 0; i < values.length; i++) {
    const index = indexOf.get(clusters[i]!) ?? indexOf.size
    indexOf.set(clusters[i]!, index)
    sizes[index] = (sizes[index] ?? 0) + 1
    sums[index] = (sums[index] ?? 0) + values[i]!
  }
  return { sizes: Float64Array.from(sizes), sums: Float64Array.from(sums) }
}

export interface ClusterMean {
  readonly mean: number
  /** Variance of the mean, not of the items. */
  readonly varianceOfMean: number
  readonly itemCount: number
  readonly clusterCount: number
}

/**
 * Mean of a sample with its cluster-robust variance g/(g − 1) · Σ_c (Σ_{i∈c} (a_i − ā))² / n², with g
 * clusters and n items. With one item per cluster this is the usual s²/n.
 *
 * Validity: clusters are independent of each other; within a cluster anything goes. The variance is itself
 * an estimate from g terms, so few clusters make it unstable.
 *
 * @throws LossgapError SET_TOO_SMALL when there are fewer than two clusters.
 */
export function clusterMean(sample: Sample): ClusterMean {
  const { sizes, sums } = clusterTotals(sample)
  const clusterCount = sizes.length
  if (clusterCount < 2) {
    throw new LossgapError(
      'SET_TOO_SMALL',
      `A standard error needs two clusters or more, got ${clusterCount}`,
      'Use a set made from more source documents, or set the clusters to the items',
    )
  }
  const itemCount = sample.values.length
  const centre = sizes.length === itemCount ? moments(sample.values).mean : mean(sample.values)
  let squares = 0
  for (let c = 0; c < clusterCount; c++) squares += (sums[c]! - sizes[c]! * centre) ** 2
  const varianceOfMean = ((clusterCount / (clusterCount - 1)) * squares) / itemCount ** 2
  return { mean: centre, varianceOfMean, itemCount, clusterCount }
}
