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
  /** Part of the variance that is sampling noise of items, which need not be added again. */
  readonly noise: number
}

/** What the placebo sets did at one step. */
export interface PlaceboStep {
  /** Mean change of the loss on each set. */
  readonly shifts: readonly number[]
  /** Sampling variance of the difference of two such changes, from their items. */
  readonly noise: number
}

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
  noise: 0,
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
export function driftOfPlacebos(steps: readonly PlaceboStep[]): Drift {
  const spreads = steps.map(({ shifts, noise }) => {
    if (shifts.length < LEAST_PLACEBOS) throw new RangeError(`${shifts.length} placebo sets`)
    return { variance: 2 * moments(shifts).variance, noise, df: shifts.length - 1 }
  })
  const df = spreads.reduce((sum, spread) => sum + spread.df, 0)
  const pooled = (of: (spread: (typeof spreads)[number]) => number) =>
    spreads.reduce((sum, spread) => sum + of(spread) * spread.df, 0) / df
  const variance = Math.max(
    pooled(spread => spread.variance),
    spreads.at(-1)!.variance,
  )
  return { kind: 'placebos', variance, df, noise: pooled(spread => spread.noise) }
}

/**
 * Drift from the effects of past steps, for a new one: half the mean square of successive differences, with
 * df = 2(n − 1)²/(3n − 4). Undefined while there are few, and where none differs from another: that is no yardstick.
 * Successive differences, since a leak that has begun moves all later steps by one amount and must not widen the yardstick.
 * Source: von Neumann et al. (1941), Ann. Math. Stat. 12, for the variance of the estimate.
 */
export function driftOfPastSteps(effects: readonly number[]): Drift | undefined {
  const n = effects.length
  if (n < LEAST_PAST_STEPS) return undefined
  let squares = 0
  for (let i = 1; i < n; i++) squares += (effects[i]! - effects[i - 1]!) ** 2
  if (squares === 0) return undefined
  return {
    kind: 'past-steps',
    variance: squares / (2 * (n - 1)),
    df: (2 * (n - 1) ** 2) / (3 * n - 4),
    // The effects hold the noise of these very items.
    noise: Number.POSITIVE_INFINITY,
  }
}
