import type { JudgedRecord, MonitoringRecord, TestedCheckpoint } from '../monitoring-record.js'
import { normalQuantile } from '../statistics/distributions.js'
import { mean } from '../statistics/moments.js'
import { minimumDetectableEffect } from '../statistics/power.js'
import { nextCusum, SLACK, siegmundRunLength } from './cusum.js'
import { type JudgedChange, judgeChange } from './judge-change.js'
import { type CheckpointLosses, type Clusters, effectOf, type Moves, movesBetween, movesOf } from './moves.js'
import { cusumBorderAt, type SpendingPlan, spentAt } from './spending.js'
import { type Apart, standsApart } from './stands-apart.js'
import { driftsOfOneStep, driftsSinceAccepted, over } from './yardsticks.js'

export type { CheckpointLosses } from './moves.js'

/** What is fixed for the whole sequence. */
export interface MonitoringPlan extends SpendingPlan {
  /** Effects below absolute, or below relative × the loss on the reference set, count as none. */
  readonly effectFloor: { readonly absolute: number; readonly relative: number }
  readonly power: number
}

export interface Sequence extends Clusters {
  readonly accepted: CheckpointLosses
  readonly previous: CheckpointLosses
  /** Every checkpoint that was tested so far, also those that were not let through. */
  readonly tested: readonly TestedCheckpoint[]
}

export type CheckpointIdentity = Pick<
  MonitoringRecord,
  'checkpoint' | 'name' | 'modelSha256' | 'previous' | 'enough'
>

/**
 * Where the placebo sets measured the drift that a jump is judged by, it counts from here (nats/token) or from twice that
 * drift: what a tenth of the items would move if they lost 0.2. By an assumed drift it counts from the effect floor only.
 */
const LEAST_JUMP = 0.02

/** The tests of a checkpoint, from its losses and those of the accepted state and of the last one that was let through. */
export function testCheckpoint(
  identity: CheckpointIdentity,
  now: CheckpointLosses,
  sequence: Sequence,
  plan: MonitoringPlan,
): MonitoringRecord {
  const moved = {
    step: movesBetween(sequence.previous, now, sequence),
    sinceAccepted: movesBetween(sequence.accepted, now, sequence),
  }
  return testMoves(identity, { ...moved, refLoss: mean(now.ref) }, sequence.tested, plan)
}

/** What moved up to a checkpoint, and the mean loss on the reference set there. */
export interface Moved {
  readonly step: Moves
  readonly sinceAccepted: Moves
  readonly refLoss: number
}

/**
 * The three tests of a checkpoint N, all of which ask for effect = mean_ref e − mean_test e, e_i = ℓ_N(i) − ℓ_before(i):
 *
 *   jump        before = the last checkpoint that was let through; p ≤ α_N and effect ≥ its threshold
 *   cumulative  before = the accepted state; p ≤ α_N and effect ≥ the effect floor
 *   cusum       S_N = max(0, S_{N−1} + z_N − k) of the jumps' normal scores z = Φ⁻¹(1 − p); S_N ≥ h
 *
 * With placebo sets none of them is an alarm unless the test set stands apart as well (stands-apart.ts): over the step,
 * since the accepted state, or since S last was 0.
 *
 * Taking the scores from p-values of Student's t makes them standard normal whatever the degrees of freedom, so that a
 * drift known from few placebos widens the tails as it should.
 *
 * Validity: without placebo sets, clean checkpoints drift by independent steps with mean 0; with them, test and reference
 * set drift as the placebo sets do. A change of the training data that moves the test set's kind of text moves its gap too;
 * placebos of that kind show it.
 */
export function testMoves(
  identity: CheckpointIdentity,
  { step, sinceAccepted, refLoss }: Moved,
  tested: readonly TestedCheckpoint[],
  plan: MonitoringPlan,
): MonitoringRecord {
  const { checkpoint, previous } = identity
  const passed = tested.filter(({ letThrough }) => letThrough)
  const span = checkpoint - previous.checkpoint
  const floor = Math.max(plan.effectFloor.absolute, plan.effectFloor.relative * refLoss)

  const drifts = driftsOfOneStep(passed, step, span)
  const jump = judgeChange(
    changeOf(step),
    drifts.map(drift => over(drift, span)),
  )
  const cumulative = judgeChange(
    changeOf(sinceAccepted),
    driftsSinceAccepted(drifts, sinceAccepted, checkpoint),
  )
  const score = normalScore(jump.pValue)
  const sum = nextCusum(passed.at(-1)?.cusum.sum ?? 0, score)
  const border = cusumBorderAt(plan, checkpoint)

  const apartOverLast = apartOver({ step, sinceAccepted, passed }, plan)
  const climbing = passed.length - passed.findLastIndex(one => one.cusum.sum === 0)
  const apartOfSum = sum === 0 ? null : apartOverLast(climbing)
  const { alpha, shares, horizon, power } = plan
  const spent = (share: number) => spentAt(alpha * share, checkpoint, horizon)
  const jumpThreshold =
    jump.drift.kind === 'placebos' ? Math.max(LEAST_JUMP, 2 * jump.drift.deviation) : floor
  return {
    ...identity,
    jump: judgedRecord(jump, apartOverLast(1), {
      alpha: spent(shares.jump),
      threshold: jumpThreshold,
      power,
    }),
    cumulative: judgedRecord(cumulative, apartOverLast(passed.length + 1), {
      ...{ alpha: spent(shares.cumulative), threshold: floor, power },
    }),
    cusum: {
      ...{ score, sum, slack: SLACK, ...border },
      averageRunLength: border.over === 'horizon' ? siegmundRunLength(border.border) : null,
      apart: apartOfSum && apartRecord(apartOfSum),
      alarm: sum >= border.border && (apartOfSum?.holds ?? true),
    },
    refShift: step.ref,
    placeboShifts: [...step.placebos],
    placeboNoise: step.placebos.length === 0 ? null : step.placeboNoise,
  }
}

const changeOf = (moves: Moves) => ({
  ...{ effect: effectOf(moves), itemVariance: moves.itemVariance, itemDf: moves.itemDf },
})

/** Whether the test set stands apart over the last so many steps; null without placebo sets to stand apart from. */
function apartOver(
  { step, sinceAccepted, passed }: Omit<Moved, 'refLoss'> & { readonly passed: readonly TestedCheckpoint[] },
  { alpha, power }: MonitoringPlan,
): (length: number) => (Apart & { since: number }) | null {
  if (step.placebos.length === 0) return () => null
  const steps = [...passed.map(movesOf), step]
  // Of the shortest and the longest stretch; those between are not known, as losses of earlier checkpoints are not kept.
  const excessNoise = Math.max(
    0,
    ...[step, sinceAccepted].map(({ itemVariance, placeboNoise }) => itemVariance - placeboNoise),
  )
  return length => ({
    ...standsApart({ steps, length, excessNoise }, { alpha, power }),
    since: passed[passed.length - length]?.checkpoint ?? 0,
  })
}

function apartRecord({ since, gapPValue, setPValue, alpha, setAlpha, holds }: Apart & { since: number }) {
  return { since, gapPValue, setPValue, alpha, setAlpha, holds }
}

function judgedRecord(
  { effect, standardError, df, pValue, interval, drift }: JudgedChange,
  apart: (Apart & { since: number }) | null,
  { alpha, threshold, power }: { alpha: number; threshold: number; power: number },
): JudgedRecord {
  return {
    ...{ effect, standardError, df: Number.isFinite(df) ? df : 'infinite', pValue, alpha },
    interval: { ...interval },
    threshold,
    resolution: Math.max(
      minimumDetectableEffect({ standardError, df }, { alpha, power }),
      apart?.resolution ?? 0,
    ),
    drift: { ...drift },
    apart: apart && apartRecord(apart),
    alarm: pValue <= alpha && effect >= threshold && (apart?.holds ?? true),
  }
}

/** Beyond these the quantile function or the distance from 1 gives out. A score ends at 7.9: what is more certain is a jump. */
const SMALLEST = 1e-15
const LARGEST = 1 - 2 ** -53

/** z = Φ⁻¹(1 − p): standard normal where p is uniform, positive where p is small. */
export function normalScore(pValue: number): number {
  return -normalQuantile(Math.min(Math.max(pValue, SMALLEST), LARGEST))
}
