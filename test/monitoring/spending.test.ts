import { describe, expect, test } from 'vitest'
import { nextCusum } from '../../src/monitoring/cusum.js'
import {
  ALARMS,
  auditAlpha,
  cusumBorderAt,
  type SpendingPlan,
  spentAt,
} from '../../src/monitoring/spending.js'
import { createRandom } from '../../src/statistics/random.js'
import { normal } from '../statistics/expectations.js'

const SHARES = { audit: 0.25, jump: 0.25, cumulative: 0.25, cusum: 0.25 }
const planOf = (horizon: number | null): SpendingPlan => ({ alpha: 0.01, horizon, shares: SHARES })

describe('what is spent', () => {
  test.each([0.01, 0.0025, 0.05, 0.3])('of %d adds up to no more, and to most of it', alpha => {
    for (const planned of [1, 3, 7, 30, 199]) {
      let sum = 0
      for (let n = 1; n <= planned; n++) sum += spentAt(alpha, n, planned)
      expect(sum).toBeLessThanOrEqual(alpha * (1 + 1e-9))
      expect(sum).toBeGreaterThan(0.89 * alpha)
    }
    let endless = 0
    for (let n = 1; n <= 20_000; n++) endless += spentAt(alpha, n, null)
    expect(endless).toBeLessThanOrEqual(alpha)
    expect(endless).toBeGreaterThan(0.89 * alpha)
  })
  test('has two digits: 0.01·6/π² = 0.00607… is 0.006', () => {
    expect(spentAt(0.01, 1, null)).toBe(0.006)
    expect(spentAt(0.3, 1, 3)).toBe(0.1)
    expect(spentAt(0.005, 4, 11)).toBe(0.00045)
  })
  test('beyond the horizon is nothing', () => {
    expect(() => spentAt(0.01, 31, 30)).toThrow(RangeError)
    expect(() => spentAt(0.01, 0, 30)).toThrow(RangeError)
  })
  test('over all alarms and checkpoints, the accepted one among them, is at most alpha', () => {
    for (const horizon of [30, null]) {
      const plan = planOf(horizon)
      let sum = auditAlpha(plan, 0)
      for (let n = 1; n <= 30; n++) {
        sum += auditAlpha(plan, n)
        for (const one of ['jump', 'cumulative'] as const)
          sum += spentAt(plan.alpha * SHARES[one], n, horizon)
        const { alpha, over } = cusumBorderAt(plan, n)
        sum += over === 'horizon' ? alpha / 30 : alpha
      }
      expect(sum).toBeLessThanOrEqual(plan.alpha * (1 + 1e-9))
    }
    expect(ALARMS.map(alarm => SHARES[alarm]).reduce((a, b) => a + b)).toBe(1)
  })
})

describe('a CUSUM without a horizon', () => {
  /** Clean sequences of 60 checkpoints that alarm at any, at a share of 0.2 of which the borders may spend all. */
  const rate = (borderAt: (n: number) => number) => {
    const random = createRandom('endless')
    let alarms = 0
    for (let run = 0; run < 3000; run++) {
      let sum = 0
      for (let n = 1; n <= 60; n++) {
        sum = nextCusum(sum, normal(random))
        if (sum < borderAt(n)) continue
        alarms++
        break
      }
    }
    return alarms
  }
  const plan: SpendingPlan = { alpha: 0.4, horizon: null, shares: { ...SHARES, cusum: 0.5 } }
  test('keeps its share by a border that rises', () => {
    const alarms = rate(n => cusumBorderAt(plan, n).border)
    // Three standard errors of 3000 sequences at 0.2.
    expect(alarms / 3000).toBeLessThanOrEqual(0.2 + 0.022)
    expect(alarms / 3000).toBeGreaterThan(0.15)
  })
  test('which that of the first checkpoint does not', () => {
    expect(rate(() => cusumBorderAt(plan, 1).border) / 3000).toBeGreaterThan(0.4)
  })
})
