import { LossgapError } from '../errors.js'
import type { Baseline, BaselineState } from '../gate-baseline.js'
import type { CheckpointLosses } from '../monitoring/test-checkpoint.js'
import type { TestedCheckpoint } from '../monitoring-record.js'
import { shortNames } from '../short-names.js'
import { VERSION } from '../version.js'
import { basisDifferences } from './basis.js'

/** A checkpoint as it was scored: what must agree with the baseline, and its losses. */
export interface ScoredCheckpoint extends Pick<Baseline, 'scoring' | 'sets' | 'audits'> {
  readonly name: string
  readonly modelSha256: string
  /** Name and version of what scored it. */
  readonly runtime: string
  /** Nats/token, per set in the order of `sets`. */
  readonly losses: readonly (readonly number[])[]
}

/** A first baseline: this checkpoint is the accepted state. */
export function pinned(checkpoint: ScoredCheckpoint, plan: Baseline['plan'], audit: string): Baseline {
  const state = stateOf(checkpoint, 0)
  return {
    schema: 'lossgap/gate-baseline/1',
    tool: { name: 'lossgap', version: VERSION },
    scoring: checkpoint.scoring,
    plan,
    audits: checkpoint.audits,
    sets: checkpoint.sets,
    accepted: { ...state, audit },
    previous: state,
    tests: 0,
    tested: [],
  }
}

/** The baseline after one more test. A checkpoint that closed the gate is remembered, and not compared with later. */
export function advanced(
  baseline: Baseline,
  checkpoint: ScoredCheckpoint,
  tested: TestedCheckpoint,
): Baseline {
  return {
    ...baseline,
    previous: tested.letThrough ? stateOf(checkpoint, tested.checkpoint) : baseline.previous,
    tests: baseline.tests + 1,
    tested: [...baseline.tested, tested],
  }
}

function stateOf(
  { name, modelSha256, runtime, losses }: ScoredCheckpoint,
  checkpoint: number,
): BaselineState {
  return { checkpoint, name, modelSha256, runtime, losses: losses.map(set => [...set]) }
}

/** The losses of a state by the part that each set plays. */
export function lossesOf(losses: readonly (readonly number[])[]): CheckpointLosses {
  const [test, ref, ...placebos] = losses
  return { test: test!, ref: ref!, placebos }
}

/** Which test the model with these weights is or will be; 0 is the accepted state. */
export function checkpointNumber(baseline: Baseline, modelSha256: string): number {
  if (baseline.accepted.modelSha256 === modelSha256) return 0
  return recordOf(baseline, modelSha256)?.checkpoint ?? baseline.tested.length + 1
}

/** The test of the model with these weights, if there was one: testing it again would spend alpha twice. */
export function recordOf(baseline: Baseline, modelSha256: string): TestedCheckpoint | undefined {
  return baseline.tested.find(one => one.modelSha256 === modelSha256)
}

/**
 * Refuses to compare what was scored or is judged in another way.
 * @throws LossgapError BASELINE_DIFFERS with everything that differs.
 */
export function checkFits(
  file: string,
  baseline: Baseline,
  checkpoint: Pick<ScoredCheckpoint, 'scoring' | 'sets' | 'audits'>,
): void {
  refuse(file, lossDifferences(baseline, checkpoint), 'Use the same sets and the same kind of export')
  checkBasis(file, baseline, checkpoint.audits)
}

/**
 * Refuses to judge checkpoints by anything but what the baseline's were judged by, as far as it is known: a known one would be
 * judged twice at the same alpha, and might end exposed where it is what later ones are compared with.
 * @throws LossgapError BASELINE_DIFFERS.
 */
export function checkBasis(file: string, { audits }: Baseline, now: Partial<Baseline['audits']>): void {
  refuse(
    file,
    basisDifferences(audits, now),
    'Judge by the same as before. To judge by other models, sets or checks from now on, give the checkpoint that was accepted, or a later one that was looked at, with --update-baseline: the sequence and its alpha then begin anew',
    '',
  )
}

/** @throws LossgapError BASELINE_DIFFERS where the policy would spend alpha by another plan. */
export function checkPlan(file: string, baseline: Baseline, wanted: Baseline['plan']): void {
  const { length } = baseline.tested
  refuse(
    file,
    planDifferences(baseline, wanted),
    `Leave the plan as it is: ${length} checkpoints were judged by it`,
  )
}

/** @throws LossgapError BASELINE_USED_UP where another checkpoint would be one more than was planned. */
export function checkHorizon(file: string, { horizon }: Baseline['plan'], number: number): void {
  if (horizon === null || number <= horizon) return
  throw new LossgapError(
    'BASELINE_USED_UP',
    `${file}: all ${horizon} checkpoints of the horizon have been tested, and nothing of alpha is left for another`,
    'Accept a checkpoint as the new state with --update-baseline; without monitoring.horizon the next baseline has no end',
  )
}

/** How a policy would spend alpha otherwise, a line each. */
export function planDifferences({ plan }: Pick<Baseline, 'plan'>, wanted: Baseline['plan']): string[] {
  const keys = Object.keys(wanted) as (keyof Baseline['plan'])[]
  const show = (value: unknown) => JSON.stringify(value)
  return keys
    .filter(key => show(plan[key]) !== show(wanted[key]))
    .map(key => `${key}: ${show(plan[key])} in the baseline, ${show(wanted[key])} in the policy`)
}

/** Why the losses of a checkpoint do not compare with the baseline's, a line each. */
export function lossDifferences(
  baseline: Baseline,
  checkpoint: Pick<ScoredCheckpoint, 'scoring' | 'sets'>,
): string[] {
  return [...scoringDifferences(baseline, checkpoint), ...setDifferences(baseline, checkpoint)]
}

function refuse(
  file: string,
  details: readonly string[],
  instead: string,
  anew = '; or accept this checkpoint as the new state with --update-baseline',
): void {
  if (details.length === 0) return
  throw new LossgapError(
    'BASELINE_DIFFERS',
    `${file} is the baseline of something else`,
    `${instead}${anew}`,
    {
      details,
    },
  )
}

/** Versions of the runtime round otherwise, by far less than what counts; but a reader should know. */
export function runtimeNotes(
  { accepted, previous }: Baseline,
  { name, runtime }: ScoredCheckpoint,
): string[] {
  const others = [...new Set([accepted.runtime, previous.runtime])].filter(other => other !== runtime)
  return others.map(
    other =>
      `${shortNames([name])[0]} was scored by ${runtime}, what it is compared with by ${other}: part of the change may be theirs. Where it matters, score the accepted state again with --update-baseline.`,
  )
}

function scoringDifferences(
  { scoring: before }: Pick<Baseline, 'scoring'>,
  { scoring: now }: Pick<Baseline, 'scoring'>,
): string[] {
  const keys = ['tokenizerSha256', 'precision', 'provider', 'bos', 'window'] as const
  return keys
    .filter(key => before[key] !== now[key])
    .map(key => `${key}: ${before[key]} in the baseline, ${now[key]} now`)
}

function setDifferences(
  { sets: before }: Pick<Baseline, 'sets'>,
  { sets: now }: Pick<Baseline, 'sets'>,
): string[] {
  if (before.length !== now.length)
    return [`sets: ${before.length} in the baseline, ${now.length} now (test, reference and placebo sets)`]
  return before.flatMap((set, s) => {
    const other = now[s]!
    const what = `${set.role} set ${set.name}`
    if (set.template !== other.template)
      return [`${what}: the template was ${set.template}, now it is ${other.template}`]
    if (set.itemsSha256 !== other.itemsSha256) return [`${what}: the items of ${other.name} are others`]
    if (JSON.stringify(set.clusters) !== JSON.stringify(other.clusters))
      return [`${what}: its items are grouped into clusters in another way`]
    const same = set.ids.length === other.ids.length && set.ids.every((id, i) => id === other.ids[i])
    return same
      ? []
      : [`${what}: ${set.ids.length} items were compared, now it would be ${other.ids.length} or others`]
  })
}
