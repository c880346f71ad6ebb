import type { JudgedRecord, MonitoringRecord, TestedCheckpoint } from '../monitoring-record.js'
import { OWN_BASE_TAU_PRIOR } from '../statistics/between-model-variance.js'
import { differenceInDifferences } from '../statistics/difference-in-differences.js'
import { normalQuantile } from '../statistics/distributions.js'
import { clusterMean, mean } from '../statistics/moments.js'
import { minimumDetectableEffect } from '../statistics/power.js'
import type { Values } from '../statistics/types.js'
import { nextCusum, SLACK, siegmundRunLength } from './cusum.js'
import {
  ASSUMED_DRIFT,
  type Drift,
  driftOfPastSteps,
  driftOfPlacebos,
  over,
  type PlaceboStep,
} from './drift.js'
import { type Change, type JudgedChange, judgeChange } from './judge-change.js'
import { cusumBorderAt, type SpendingPlan, spentAt } from './spending.js'

/** Losses of one checkpoint in nats/token, item by item in the same order for every checkpoint. */
export interface CheckpointLosses {
  readonly test: Values
  readonly ref: Values
  readonly placebos: readonly Values[]
}

/** What is fixed for the whole sequence. */
export interface MonitoringPlan extends SpendingPlan {
  /** Effects below absolute, or below relative × the loss on the reference set, count as none. */
  readonly effectFloor: { readonly absolute: number; readonly relative: number }
  readonly power: number
}

export interface Sequence {
  readonly accepted: CheckpointLosses
  readonly previous: CheckpointLosses
  /** Every checkpoint that was tested so far, also those that were not let through. */
  readonly tested: readonly TestedCheckpoint[]
  readonly testClusters?: readonly string[] | undefined
  readonly refClusters?: readonly string[] | undefined
}

/** With placebos a jump counts from here (nats/token), or from twice their drift: what a tenth of the items would move if they lost 0.2. */
const LEAST_JUMP = 0.02

/**
 * The three tests of a checkpoint N. With e_i = ℓ_N(i) − ℓ_before(i) and effect = mean_ref e − mean_test e:
 *
 *   jump        before = the last checkpoint that was let through; alarm iff p ≤ α_N and effect ≥ its threshold
 *   cumulative  before = the accepted state; alarm iff p ≤ α_N and effect ≥ the effect floor
 *   cusum       S_N = max(0, S_{N−1} + z_N − k) of the jumps' normal scores z = Φ⁻¹(1 − p); alarm iff S_N ≥ h
 *
 * Taking the scores from p-values of Student's t makes them standard normal whatever the degrees of freedom, so that a
 * drift known from few placebos widens the tails as it should.
 *
 * Validity: clean checkpoints drift by independent steps with mean 0. A change of the training data that moves the test set's
 * kind of text moves its gap too; placebos of that kind show it.
 */
export function testCheckpoint(
  identity: Pick<MonitoringRecord, 'checkpoint' | 'name' | 'modelSha256' | 'previous'> & {
    readonly enough: boolean
  },
  now: CheckpointLosses,
  sequence: Sequence,
  plan: MonitoringPlan,
): MonitoringRecord {
  const { checkpoint, previous } = identity
  const { accepted, tested } = sequence
  const steps = checkpoint - previous.checkpoint
  const passed = tested.filter(({ letThrough }) => letThrough)
  const step = placeboStep(now, sequence.previous)
  const oneStep = driftOfStep(passed, step, steps)
  const drifts = (count: number, ...more: Drift[]) => [
    over(ASSUMED_DRIFT, count),
    ...(oneStep ? [over(oneStep, count)] : []),
    ...more,
  ]

  const floor = Math.max(plan.effectFloor.absolute, plan.effectFloor.relative * mean(now.ref))
  const jump = judgeChange(changeSince(sequence.previous, now, sequence), drifts(steps))
  const jumpThreshold =
    oneStep?.kind === 'placebos' ? Math.max(LEAST_JUMP, 2 * Math.sqrt(oneStep.variance * steps)) : floor
  const cumulative = judgeChange(
    changeSince(accepted, now, sequence),
    drifts(
      checkpoint,
      ...(oneStep?.kind === 'placebos'
        ? [{ ...driftOfPlacebos([placeboStep(now, accepted)]), df: oneStep.df }]
        : []),
    ),
  )

  const { alpha, shares, horizon, power } = plan
  const recordOf = (judged: JudgedChange, share: number, threshold: number) =>
    judgedRecord(judged, { alpha: spentAt(alpha * share, checkpoint, horizon), threshold, power })
  const score = normalScore(jump.pValue)
  const sum = nextCusum(passed.at(-1)?.cusum.sum ?? 0, score)
  const border = cusumBorderAt(plan, checkpoint)
  return {
    ...identity,
    jump: recordOf(jump, shares.jump, jumpThreshold),
    cumulative: recordOf(cumulative, shares.cumulative, floor),
    cusum: {
      ...{ score, sum, slack: SLACK, ...border },
      averageRunLength: border.over === 'horizon' ? siegmundRunLength(border.border) : null,
      alarm: sum >= border.border,
    },
    placeboShifts: [...step.shifts],
    placeboNoise: step.shifts.length === 0 ? null : step.noise,
  }
}

/** Drift of one step, from the placebos where there are any, or else from the steps that were let through. */
function driftOfStep(
  passed: readonly TestedCheckpoint[],
  step: PlaceboStep,
  steps: number,
): Drift | undefined {
  // A change over several steps counts as one with the variance of one.
  const single = (value: number, over: number) => value / Math.sqrt(over)
  const spanOf = ({ checkpoint, previous }: TestedCheckpoint) => checkpoint - previous.checkpoint
  if (step.shifts.length > 0) {
    const past = passed.map(one => scaled(one.placeboShifts, one.placeboNoise!, spanOf(one)))
    return driftOfPlacebos([...past, scaled(step.shifts, step.noise, steps)])
  }
  return driftOfPastSteps(passed.map(one => single(one.jump.effect, spanOf(one))))
}

/** A change over several steps counts as one with the variance of one. */
const scaled = (shifts: readonly number[], noise: number, over: number): PlaceboStep => ({
  shifts: shifts.map(shift => shift / Math.sqrt(over)),
  noise: noise / over,
})

/** What the placebo sets did between two checkpoints. */
function placeboStep(now: CheckpointLosses, before: CheckpointLosses): PlaceboStep {
  const changes = now.placebos.map((losses, d) =>
    clusterMean({ values: Array.from(losses, (loss, i) => loss - before.placebos[d]![i]!) }),
  )
  const shifts = changes.map(change => change.mean)
  return { shifts, noise: shifts.length === 0 ? 0 : 2 * mean(changes.map(change => change.varianceOfMean)) }
}

/** Change of the gap between two checkpoints, with the cluster-robust variance that the items leave in it. */
function changeSince(
  before: CheckpointLosses,
  now: CheckpointLosses,
  { testClusters, refClusters }: Pick<Sequence, 'testClusters' | 'refClusters'>,
): Change {
  const { effect, variance } = differenceInDifferences(
    { name: 'now', test: now.test, ref: now.ref },
    [{ name: 'before', test: before.test, ref: before.ref }],
    // Levels and prior of its own test are not asked for: drift and what may be spent are this sequence's.
    { alpha: 0.5, equivalenceAlpha: 0.5, tauPrior: OWN_BASE_TAU_PRIOR, testClusters, refClusters },
  )
  const clusters = [testClusters ?? now.test, refClusters ?? now.ref].map(one =>
    typeof one[0] === 'string' ? new Set(one as readonly string[]).size : one.length,
  )
  return { effect, itemVariance: variance.items, itemDf: clusters[0]! + clusters[1]! - 2 }
}

function judgedRecord(
  { effect, standardError, df, pValue, interval, drift }: JudgedChange,
  { alpha, threshold, power }: { alpha: number; threshold: number; power: number },
): JudgedRecord {
  return {
    ...{ effect, standardError, df: Number.isFinite(df) ? df : 'infinite', pValue, alpha },
    interval: { ...interval },
    threshold,
    resolution: minimumDetectableEffect({ standardError, df }, { alpha, power }),
    drift: { ...drift },
    alarm: pValue <= alpha && effect >= threshold,
  }
}

/** Beyond these the quantile function or the distance from 1 gives out. A score ends at 7.9: what is more certain is a jump. */
const SMALLEST = 1e-15
const LARGEST = 1 - 2 ** -53

/** z = Φ⁻¹(1 − p): standard normal where p is uniform, positive where p is small. */
export function normalScore(pValue: number): number {
  return -normalQuantile(Math.min(Math.max(pValue, SMALLEST), LARGEST))
}
