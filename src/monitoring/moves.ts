import type { TestedCheckpoint } from '../monitoring-record.js'
import { clusterMean, mean } from '../statistics/moments.js'
import type { Values } from '../statistics/types.js'

/** Losses of one checkpoint in nats/token, item by item in the same order for every checkpoint. */
export interface CheckpointLosses {
  readonly test: Values
  readonly ref: Values
  readonly placebos: readonly Values[]
}

/** Mean change of the loss on each set, in nats/token. Such means add up over the steps of a sequence. */
export interface SetMoves {
  readonly test: number
  readonly ref: number
  readonly placebos: readonly number[]
}

/** What happened between two checkpoints, with the sampling variances that items leave in it. */
export interface Moves extends SetMoves {
  /** Cluster-robust variance of ref − test. */
  readonly itemVariance: number
  readonly itemDf: number
  /** Variance of the difference of two placebo sets' changes; 0 without placebo sets. */
  readonly placeboNoise: number
}

export interface Clusters {
  readonly testClusters?: readonly string[] | undefined
  readonly refClusters?: readonly string[] | undefined
}

/** @throws LossgapError SET_TOO_SMALL with fewer than two clusters in a set. */
export function movesBetween(
  before: CheckpointLosses,
  now: CheckpointLosses,
  { testClusters, refClusters }: Clusters,
): Moves {
  const test = clusterMean({ values: changes(before.test, now.test), clusters: testClusters })
  const ref = clusterMean({ values: changes(before.ref, now.ref), clusters: refClusters })
  const placebos = now.placebos.map((losses, d) =>
    clusterMean({ values: changes(before.placebos[d]!, losses) }),
  )
  return {
    ...{ test: test.mean, ref: ref.mean, placebos: placebos.map(change => change.mean) },
    itemVariance: test.varianceOfMean + ref.varianceOfMean,
    itemDf: test.clusterCount + ref.clusterCount - 2,
    placeboNoise: placebos.length === 0 ? 0 : 2 * mean(placebos.map(change => change.varianceOfMean)),
  }
}

function changes(before: Values, now: Values): Float64Array {
  return Float64Array.from(now, (loss, i) => loss - before[i]!)
}

/** Nats/token by which the loss fell more on the test set than on the reference set; positive = leak-like. */
export const effectOf = ({ test, ref }: SetMoves): number => ref - test

/** The moves of a step that was tested earlier. */
export function movesOf({ jump, refShift, placeboShifts }: TestedCheckpoint): SetMoves {
  return { test: refShift - jump.effect, ref: refShift, placebos: placeboShifts }
}
