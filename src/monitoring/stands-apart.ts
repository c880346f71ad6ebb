import { pValuesOfT } from '../statistics/distributions.js'
import { mean, moments } from '../statistics/moments.js'
import { minimumDetectableEffect } from '../statistics/power.js'
import { effectOf, type SetMoves } from './moves.js'

/** A stretch of the sequence, beside which alarms are judged once more. */
export interface Stretch {
  /** Every step up to now, one after the other. */
  readonly steps: readonly SetMoves[]
  /** How many of them, the last ones, make up the stretch. */
  readonly length: number
  /** What the items leave in the gap of test and reference set beyond what they leave in that of two placebo sets. */
  readonly excessNoise: number
}

export interface Apart {
  readonly gapPValue: number
  readonly setPValue: number
  /** What the two p-values may be at most. */
  readonly alpha: number
  readonly setAlpha: number
  readonly holds: boolean
  /** Smallest effect with which both reject, with the wanted power. */
  readonly resolution: number
}

/**
 * Part of alpha at which the test set must stand apart from every other set. A stretch is chosen because it looks like a
 * leak, and steps that depend on each other give a sequence several such stretches. With a quarter 0.8 % of clean sequences
 * close at α = 0.01, with a tenth 0.4 % (steps autoregressive with 0.8, 12 placebo sets, 2000 sequences): a tenth leaves room
 * for steps that are not normal.
 */
const SET_SHARE = 0.1

/**
 * Whether the test set moved further than clean sets do, over one stretch as a whole. With u_d the moves of D placebo sets
 * over it, both must reject, one-sided:
 *
 *   gap   t = (u_ref − u_test)/√(2·s²_D + excess)                 df D − 1, p ≤ α
 *   set   t = (mean of all others − u_test)/√(s²_{D+1}(1 + 1/(D + 1)) + excess)   df D, p ≤ α/10; others: reference and placebo sets
 *
 * s² is the variance between sets of their moves over this stretch, or over all stretches of that length so far, whichever
 * is larger. The first holds whatever the set does from step to step, trend or dependence, and has no more degrees of
 * freedom than there are sets: many steps of few sets that go their own way do not count as many observations. The second
 * keeps trends that test and reference set alone share from passing, the first those of reference set and placebos.
 *
 * Validity: moves of clean sets over a stretch are normal and exchangeable. Orientation: positive effects are leak-like.
 * Source: Student's t for a new observation (prediction), and for a difference of two.
 */
export function standsApart(
  { steps, length, excessNoise }: Stretch,
  { alpha, power }: { readonly alpha: number; readonly power: number },
): Apart {
  const positions = positionsOf(steps)
  const now = between(positions.at(-1 - length)!, positions.at(-1)!)
  const others = [now.ref, ...now.placebos]
  const spread = (setsOf: (moves: SetMoves) => readonly number[]) => widest(positions, length, setsOf)

  const tests = [
    {
      effect: effectOf(now),
      standardError: Math.sqrt(2 * spread(({ placebos }) => placebos) + excessNoise),
      ...{ df: now.placebos.length - 1, alpha },
    },
    {
      effect: mean(others) - now.test,
      standardError: Math.sqrt(
        (1 + 1 / others.length) * spread(({ ref, placebos }) => [ref, ...placebos]) + excessNoise,
      ),
      ...{ df: others.length - 1, alpha: alpha * SET_SHARE },
    },
  ] as const
  const [gapPValue, setPValue] = tests.map(({ effect, standardError, df }) =>
    // Sets that do not differ at all show no yardstick: nothing stands apart from them.
    standardError === 0 ? 1 : pValuesOfT(effect / standardError, df).greater,
  ) as [number, number]
  const [, { alpha: setAlpha }] = tests
  return {
    ...{ gapPValue, setPValue, alpha, setAlpha },
    holds: gapPValue <= alpha && setPValue <= setAlpha,
    resolution: Math.max(...tests.map(one => minimumDetectableEffect(one, { alpha: one.alpha, power }))),
  }
}

/** Variance between sets over the last stretch, or its mean over all stretches of that length where that is larger. */
function widest(
  positions: readonly SetMoves[],
  length: number,
  setsOf: (moves: SetMoves) => readonly number[],
): number {
  const variances = positions
    .slice(length)
    .map((end, start) => moments(setsOf(between(positions[start]!, end))).variance)
  return Math.max(variances.at(-1)!, mean(variances))
}

/** Where each set is after 0, 1, 2 … steps. */
function positionsOf(steps: readonly SetMoves[]): SetMoves[] {
  const positions: SetMoves[] = [{ test: 0, ref: 0, placebos: steps[0]!.placebos.map(() => 0) }]
  for (const step of steps) positions.push(combined(positions.at(-1)!, step, (a, b) => a + b))
  return positions
}

const between = (from: SetMoves, to: SetMoves) => combined(from, to, (a, b) => b - a)

function combined(one: SetMoves, other: SetMoves, by: (a: number, b: number) => number): SetMoves {
  return {
    test: by(one.test, other.test),
    ref: by(one.ref, other.ref),
    placebos: one.placebos.map((value, d) => by(value, other.placebos[d]!)),
  }
}
