import { OWN_BASE_TAU_PRIOR } from '../statistics/between-model-variance.js'
import { moments } from '../statistics/moments.js'

/**
 * How much the difference of two sets' losses moves from checkpoint to checkpoint without any leak: a variance in
 * (nats/token)², and the degrees of freedom with which it is known.
 */
export interface Drift {
  readonly kind: 'assumed' | 'placebos' | 'past-steps'
  readonly variance: number
  readonly df: number
  /** The variance holds the sampling noise of test and reference items as well. */
  readonly withItems: boolean
}

/** Mean change of the loss on each placebo set at one step. */
export type PlaceboShifts = readonly number[]

/** With fewer sets that nobody leaks, their spread is a matter of luck. */
export const LEAST_PLACEBOS = 3

/** Past steps from which their own spread is asked: the relative error of a deviation from ten is about a quarter. */
const LEAST_PAST_STEPS = 10

/**
 * Two checkpoints in a row are a model and its own base, whose gaps each vary by the prior of the audit: 2τ² between them.
 * Never less, whatever was estimated: sets that move alike by chance must not promise that test and reference set do.
 */
export const ASSUMED_DRIFT: Drift = {
  kind: 'assumed',
  variance: 2 * OWN_BASE_TAU_PRIOR ** 2,
  df: Number.POSITIVE_INFINITY,
  withItems: false,
}

/**
 * Drift from placebo sets: twice the variance of their mean changes, since a gap is a difference of two sets. Pooled over the
 * steps so far, and at least that of the present step, for a step at which all sets move apart (a new mix of data, a higher
 * learning rate) must not be judged by the quiet ones before. df = Σ (sets − 1).
 *
 * The variance is used rather than the median of absolute differences: with it the ratio to a gap is Student's t, and a
 * placebo that moves oddly costs power, never a false alarm.
 *
 * @throws RangeError with fewer than LEAST_PLACEBOS sets.
 */
export function driftOfPlacebos(steps: readonly PlaceboShifts[]): Drift {
  const spreads = steps.map(shifts => {
    if (shifts.length < LEAST_PLACEBOS) throw new RangeError(`${shifts.length} placebo sets`)
    return { variance: 2 * moments(shifts).variance, df: shifts.length - 1 }
  })
  const df = spreads.reduce((sum, spread) => sum + spread.df, 0)
  const pooled = spreads.reduce((sum, spread) => sum + spread.variance * spread.df, 0) / df
  return {
    kind: 'placebos',
    variance: Math.max(pooled, spreads.at(-1)!.variance),
    df,
    withItems: false,
  }
}

/**
 * Drift from the gaps of past steps about their mean, for a new one: s²(1 + 1/n), df = n − 1. Undefined while there are few.
 * About the mean, since a leak that has begun moves all of them by one amount and must not widen the yardstick.
 */
export function driftOfPastSteps(gaps: readonly number[]): Drift | undefined {
  if (gaps.length < LEAST_PAST_STEPS) return undefined
  const { variance, count } = moments(gaps)
  return { kind: 'past-steps', variance: variance * (1 + 1 / count), df: count - 1, withItems: true }
}

/** Drift over several steps, each of which adds its own: that of a random walk. */
export function over(drift: Drift, steps: number): Drift {
  return { ...drift, variance: drift.variance * steps }
}
