import { ASSUMED_DRIFT, driftOfPlacebos, LEAST_PLACEBOS } from '../monitoring/drift.js'
import type { MonitoringRecord, TestedCheckpoint } from '../monitoring-record.js'
import { effectBelow } from '../statistics/equivalence.js'

/**
 * One-sided upper bound, at 1 − alpha, of the effect since the accepted state (nats/token): by the widest of the yardstick
 * that decided the cumulative test, the assumed drift, and what the placebo sets did since then.
 *
 * The test itself believes the yardstick with the largest p-value, which is the narrowest where the effect lies below 0: right
 * for an alarm, and too good for what is to be excluded. Of 200 sequences whose leak of 0.05 fell on a step at which all
 * sets moved apart, 26 would end below the floor by that one, 8 do by the widest.
 *
 * Validity: `past` has every checkpoint tested before. Orientation: effect > 0 is leak-like.
 */
export function ceilingOf(
  record: MonitoringRecord,
  past: readonly TestedCheckpoint[],
  alpha: number,
): number {
  const { checkpoint, cumulative, placeboShifts } = record
  const { effect, standardError, drift } = cumulative
  const df = cumulative.df === 'infinite' ? Number.POSITIVE_INFINITY : cumulative.df
  const items = Math.max(0, standardError ** 2 - drift.deviation ** 2)
  const boundBy = (driftVariance: number, df: number) =>
    effectBelow({ estimate: effect, standardError: Math.sqrt(driftVariance + items), df }, 0, alpha)
      .upperBound
  const bounds = [
    boundBy(drift.deviation ** 2, df),
    boundBy(ASSUMED_DRIFT.variance * checkpoint, Number.POSITIVE_INFINITY),
  ]
  if (placeboShifts.length >= LEAST_PLACEBOS) {
    // Shifts are means of differences, so those of the steps add up to that since the accepted state.
    const way = [...past.filter(({ letThrough }) => letThrough), record]
    const shifts = placeboShifts.map((_, d) => way.reduce((sum, step) => sum + step.placeboShifts[d]!, 0))
    const { variance } = driftOfPlacebos([{ shifts, noise: 0 }])
    bounds.push(boundBy(variance, way.length * (shifts.length - 1)))
  }
  return Math.max(...bounds)
}
