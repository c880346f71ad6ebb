import type { TestedCheckpoint } from '../monitoring-record.js'
import { ASSUMED_DRIFT, type Drift, driftOfPastSteps, driftOfPlacebos } from './drift.js'
import { type Moves, movesOf } from './moves.js'

/**
 * Drift over several steps, each of which adds its own: that of a random walk. Noise of items adds up with it, though it is
 * in the difference of two checkpoints only once: taking it off would leave a variance that nobody knows.
 */
export function over(drift: Drift, steps: number): Drift {
  return { ...drift, variance: drift.variance * steps, noise: drift.noise * steps }
}

/**
 * The ways to know the drift of a step from one checkpoint to the next: the assumed one, and that of the placebo sets or,
 * without any, of the steps that were let through before. `span`: how many checkpoints the present step covers.
 */
export function driftsOfOneStep(passed: readonly TestedCheckpoint[], step: Moves, span: number): Drift[] {
  const spans = passed.map(({ checkpoint, previous }) => checkpoint - previous.checkpoint)
  if (step.placebos.length > 0) {
    const past = passed.map((one, i) => asOneStep(movesOf(one).placebos, one.placeboNoise!, spans[i]!))
    return [ASSUMED_DRIFT, driftOfPlacebos([...past, asOneStep(step.placebos, step.placeboNoise, span)])]
  }
  const past = driftOfPastSteps(passed.flatMap((one, i) => asOneStep([one.jump.effect], 0, spans[i]!).shifts))
  return past ? [ASSUMED_DRIFT, past] : [ASSUMED_DRIFT]
}

/** A step over several checkpoints as if it had been over one: the inverse of `over`. */
function asOneStep(shifts: readonly number[], noise: number, span: number) {
  return { shifts: shifts.map(shift => shift / Math.sqrt(span)), noise: noise / span }
}

/**
 * The ways to know the drift since the accepted state: that of one step as a random walk, and with placebo sets their own
 * spread since then. That is one observation of each set, hence df = sets − 1 however many checkpoints lie between.
 */
export function driftsSinceAccepted(oneStep: readonly Drift[], since: Moves, checkpoints: number): Drift[] {
  const walks = oneStep.map(drift => over(drift, checkpoints))
  if (since.placebos.length === 0) return walks
  return [...walks, driftOfPlacebos([{ shifts: since.placebos, noise: since.placeboNoise }])]
}
