import { describe, expect, test } from 'vitest'
import { judged } from '../../src/gate/report.js'
import type { Moves } from '../../src/monitoring/moves.js'
import { movesBetween } from '../../src/monitoring/moves.js'
import { testMoves } from '../../src/monitoring/test-checkpoint.js'
import type { TestedCheckpoint } from '../../src/monitoring-record.js'
import { PLAN, sampleGate } from '../generators/gate.js'
import { expectClose } from '../statistics/expectations.js'

const SPREAD = [-1, -0.5, 0, 0.5, 1]

/** A step by which the test set's loss falls by `leak` and placebo sets spread by `apart`. */
const moves = (leak: number, apart?: number): Moves => ({
  ...{ test: -leak, ref: 0, placebos: apart === undefined ? [] : SPREAD.map(one => one * apart) },
  ...{ itemVariance: 0.002 ** 2, itemDf: 798, placeboNoise: apart === undefined ? 0 : 0.002 ** 2 },
})

/** A sequence of such steps, each let through unless it is said otherwise. */
function sequence(steps: readonly { leak: number; apart?: number; back?: boolean }[]): TestedCheckpoint[] {
  const tested: TestedCheckpoint[] = []
  let since = 0
  for (const [n, { leak, apart, back = false }] of steps.entries()) {
    const checkpoint = n + 1
    const last = tested.findLast(({ letThrough }) => letThrough)?.checkpoint ?? 0
    since += leak
    const record = testMoves(
      {
        ...{ checkpoint, name: `step ${checkpoint}`, modelSha256: String(checkpoint), enough: true },
        previous: { checkpoint: last, name: `step ${last}` },
      },
      {
        step: moves(leak, apart),
        sinceAccepted: moves(since, apart && apart * checkpoint),
        refLoss: 1,
      },
      tested,
      PLAN,
    )
    tested.push({
      ...record,
      audit: 'inconclusive',
      outcome: back ? 'closed' : 'inconclusive',
      letThrough: !back,
    })
  }
  return tested
}

test('moves are mean changes, with the variances that their items leave', () => {
  // Changes: test −1, −3 (mean −2, variance 2); ref 0, 4 (mean 2, variance 8); placebo 1, 1 (no variance).
  const before = { test: [5, 5], ref: [1, 2], placebos: [[0, 0]] }
  const now = { test: [4, 2], ref: [1, 6], placebos: [[1, 1]] }
  expect(movesBetween(before, now, {})).toEqual({
    ...{ test: -2, ref: 2, placebos: [1] },
    ...{ itemVariance: 2 / 2 + 8 / 2, itemDf: 2, placeboNoise: 0 },
  })
})

describe('a jump counts from', () => {
  test('the effect floor, where the assumed drift decided', () => {
    const quiet = (apart?: number) => [...new Array(12).fill({ leak: 0, apart }), { leak: 0.045, apart }]
    // Placebo sets that hardly move, over steps enough to be sure of it.
    for (const steps of [quiet(), quiet(0.0005)]) {
      const { jump } = sequence(steps).at(-1)!
      expect([jump.drift.kind, jump.threshold]).toEqual(['assumed', 0.05])
      expect(jump.pValue).toBeLessThan(jump.alpha)
      expect(jump.alarm).toBe(false)
    }
  })
  test('0.02 or twice the drift, where that of the placebo sets did', () => {
    // Variance of −1 … 1 in halves: 0.625; a gap has twice that.
    const [{ jump: near }] = sequence([{ leak: 0.01, apart: 0.007 }]) as [TestedCheckpoint]
    expect([near.drift.kind, near.threshold]).toEqual(['placebos', 0.02])
    const [{ jump: far }] = sequence([{ leak: 0.01, apart: 0.02 }]) as [TestedCheckpoint]
    expectClose(far.threshold, 2 * 0.02 * Math.sqrt(1.25))
  })
})

describe('a test set that stands apart', () => {
  test('is asked for since the step, the accepted state and the last rest of the CUSUM', () => {
    const steps = [0, -0.1, 0.03, 0.03, 0.03].map(leak => ({ leak, apart: 0.005 }))
    const last = sequence(steps).at(-1)!
    expect(last.jump.apart!.since).toBe(4)
    expect(last.cumulative.apart!.since).toBe(0)
    expect(last.cusum.apart!.since).toBe(2)
    // A stretch of one step is a jump's.
    const third = sequence(steps.slice(0, 3)).at(-1)!
    expect({ ...third.cusum.apart }).toEqual({ ...third.jump.apart })
  })
  test('is what the CUSUM of a slope waits for when placebo sets have slopes alike', () => {
    // Against √1.25·0.01 a gap of 0.03 is t = 2.7 a step: the sum climbs, the stretch as a whole is no further than sets go.
    const slope = sequence(Array.from({ length: 15 }, () => ({ leak: 0.03, apart: 0.01 }))).at(-1)!
    expect(slope.cusum.sum).toBeGreaterThan(slope.cusum.border)
    expect(slope.cusum.apart!.holds).toBe(false)
    expect(slope.cusum.alarm).toBe(false)
    const leak = sequence(Array.from({ length: 15 }, () => ({ leak: 0.12, apart: 0.01 }))).at(-1)!
    expect(leak.cusum.alarm).toBe(true)
  })
  test('is not asked for without placebo sets', () => {
    const last = sequence(Array.from({ length: 15 }, () => ({ leak: 0.02 }))).at(-1)!
    expect([last.jump.apart, last.cumulative.apart, last.cusum.apart]).toEqual([null, null, null])
    expect(last.cusum.alarm).toBe(true)
  })
})

describe('the error rate', () => {
  const { policy, audit } = sampleGate()
  const rateOf = (monitoring: TestedCheckpoint) =>
    judged({
      ...{ model: 'm', policy, audit: audit!, notes: [], kept: true },
      compared: { monitoring, past: [], accepted: { name: 'step 0', audit: 'inconclusive' } },
    }).errorRate

  test('states the assumed drift of one step, also after a checkpoint that was not let through', () => {
    const [one, , three] = sequence([{ leak: 0 }, { leak: 0.2, back: true }, { leak: 0 }])
    expect(three!.previous.checkpoint).toBe(1)
    for (const record of [one!, three!])
      expect(rateOf(record)).toContain(
        'steps of clean checkpoints are independent of each other and drift by no more than is assumed (0.0071 nats/token a step)',
      )
  })
  test('names the yardsticks, and what is taken for granted of placebo sets', () => {
    const wide = sequence([{ leak: 0.01, apart: 0.02 }])[0]!
    expect(rateOf(wide)).toMatch(/drift no further apart than the placebo sets do/)
    expect(rateOf(wide)).toMatch(/Yardstick of the tests of the sequence: the placebo sets\.$/)
    const mixed = {
      ...wide,
      cumulative: { ...wide.cumulative, drift: { kind: 'assumed', deviation: 0.01 } as const },
    }
    expect(rateOf(mixed)).toMatch(
      /jump and CUSUM: the placebo sets; of the change since the accepted state: the assumed drift\.$/,
    )
  })
})
