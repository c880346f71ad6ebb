import { describe, expect, test } from 'vitest'
import { ASSUMED_DRIFT, driftOfPastSteps, driftOfPlacebos } from '../../src/monitoring/drift.js'
import { judgeChange } from '../../src/monitoring/judge-change.js'
import { normalScore } from '../../src/monitoring/test-checkpoint.js'
import { over } from '../../src/monitoring/yardsticks.js'
import { normalQuantile, tSf } from '../../src/statistics/distributions.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectClose, normal } from '../statistics/expectations.js'

const step = (...shifts: number[]) => ({ shifts, noise: 1e-6 })

describe('drift from placebo sets', () => {
  test('is twice the variance of their changes', () => {
    // Changes 0, 3, 6 (hundredths): variance 9, so a gap of two sets has 18.
    expect(driftOfPlacebos([step(0, 0.03, 0.06)])).toEqual({
      ...{ kind: 'placebos', df: 2, noise: 1e-6 },
      variance: expect.closeTo(18e-4, 12),
    })
  })
  test('is pooled over steps by degrees of freedom, and never below that of the present step', () => {
    // Variances 2·(1e-4) and 2·(4e-4): pooled 5e-4, the second step alone 8e-4.
    const quiet = step(0, 0.01, 0.02)
    const loud = step(0, 0.02, 0.04)
    expectClose(driftOfPlacebos([loud, quiet]).variance, 5e-4)
    expectClose(driftOfPlacebos([quiet, loud]).variance, 8e-4)
    expect(driftOfPlacebos([quiet, loud]).df).toBe(4)
  })
  test('takes three sets', () => {
    expect(() => driftOfPlacebos([step(0, 0.01)])).toThrow(RangeError)
  })
})

describe('drift from past steps', () => {
  test('is unknown before ten of them', () => {
    expect(driftOfPastSteps(Array.from({ length: 9 }, (_, i) => i))).toBeUndefined()
    expect(driftOfPastSteps(Array.from({ length: 10 }, (_, i) => i))).toBeDefined()
  })
  test('is unknown where none differs from another', () => {
    expect(driftOfPastSteps(new Array(12).fill(0))).toBeUndefined()
  })
  test('does not grow with a leak that moves all of them alike', () => {
    const steps = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2].map(value => value / 100)
    const drift = driftOfPastSteps(steps)!
    expectClose(driftOfPastSteps(steps.map(value => value + 0.05))!.variance, drift.variance)
    // Nine differences of 0.01: half of their mean square.
    expectClose(drift.variance, 0.5e-4)
    // One that begins halfway adds a single difference: (8·0.01² + 0.04²)/18.
    const begun = steps.map((value, i) => value + (i < 5 ? 0 : 0.03))
    expectClose(driftOfPastSteps(begun)!.variance, (8e-4 + 0.04 ** 2) / 18)
    // 2·81/26.
    expectClose(drift.df, 162 / 26)
  })
})

test('drift adds up over steps', () => {
  expectClose(over(ASSUMED_DRIFT, 9).variance, 9 * 2 * 0.005 ** 2)
})

describe('a change beside its drift', () => {
  const change = { effect: 0.03, itemVariance: 0.003 ** 2, itemDf: 798 }
  test('is judged by the yardstick with the largest p-value', () => {
    const placebos = { kind: 'placebos', variance: 0.02 ** 2, df: 4, noise: 1e-6 } as const
    const { pValue, drift, standardError } = judgeChange(change, [ASSUMED_DRIFT, placebos])
    expect(drift).toEqual({ kind: 'placebos', deviation: 0.02 })
    // Of the items' variance 9e-6, 1e-6 is in the placebos' spread already.
    expectClose(standardError, Math.sqrt(4e-4 + 8e-6))
    expectClose(pValue, tSf(0.03 / Math.sqrt(4e-4 + 8e-6), 4))
    expect(judgeChange(change, [placebos, ASSUMED_DRIFT])).toEqual(
      judgeChange(change, [ASSUMED_DRIFT, placebos]),
    )
  })
  test('counts the items once where past steps hold their noise', () => {
    const past = { kind: 'past-steps', variance: 0.02 ** 2, df: 9, noise: Number.POSITIVE_INFINITY } as const
    expectClose(judgeChange(change, [past]).standardError, 0.02)
  })
})

test.each([3, 5])('with %d placebo sets a clean step rejects no more often than it may', sets => {
  const random = createRandom('placebos', sets)
  const [tau, alpha, draws] = [0.012, 0.01, 20_000]
  let rejected = 0
  for (let draw = 0; draw < draws; draw++) {
    const shifts = Array.from({ length: sets }, () => tau * normal(random))
    const effect = tau * Math.SQRT2 * normal(random) + 0.005 * normal(random)
    const change = { effect, itemVariance: 0.005 ** 2, itemDf: 798 }
    if (judgeChange(change, [driftOfPlacebos([{ shifts, noise: 0 }])]).pValue <= alpha) rejected++
  }
  // Three standard errors; a Satterthwaite df rejects 3 % of three sets.
  expect(rejected / draws).toBeLessThan(alpha + 3 * Math.sqrt(alpha / draws))
  expect(rejected / draws).toBeGreaterThan(alpha / 20)
})

test('a normal score is the quantile of 1 − p, finite for every p', () => {
  expectClose(normalScore(0.025), normalQuantile(0.975))
  expect(normalScore(1)).toBeLessThan(-8)
  // Φ(−7.9413) = 1e−15.
  expect(normalScore(Number.MIN_VALUE)).toBeCloseTo(7.9413, 3)
  expect(normalScore(1e-200)).toBe(normalScore(1e-15))
})
