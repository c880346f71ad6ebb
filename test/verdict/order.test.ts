import { describe, expect, test } from 'vitest'
import type { OrderRecord } from '../../src/order-record.js'
import { armsStatement } from '../../src/verdict/arms.js'
import { decideFamilies } from '../../src/verdict/decide.js'
import { decideOrder, decidingP, withOrder } from '../../src/verdict/order.js'
import { allPass, checksThatSay } from '../generators/checks.js'
import { RULE } from '../generators/models.js'
import { orderAt } from '../generators/order.js'
import { estimateAt } from './estimates.js'

const gap = (pValue: number, checks = allPass) => ({ estimate: estimateAt(0.2, 0.02, { pValue }), checks })
const barred: Omit<OrderRecord, 'pHolm' | 'finding'> = {
  ...orderAt(0.5),
  eligible: false,
  ineligibleBecause: [{ code: 'order_not_random', text: 'Neighbours resemble each other' }],
  estimate: null,
}

describe('Holm over the gaps and the order', () => {
  const adjusted = (gaps: readonly ReturnType<typeof gap>[], order: ReturnType<typeof orderAt>) => ({
    gaps: decideFamilies(gaps, RULE.alpha, { order: decidingP(order) }).map(({ pHolm }) => pHolm),
    order: decideOrder(order, gaps, RULE.alpha).pHolm,
  })
  test('the smaller p is doubled, the larger stays, whichever it is', () => {
    expect(adjusted([gap(0.001)], orderAt(0.02))).toEqual({ gaps: [0.002], order: 0.02 })
    expect(adjusted([gap(0.02)], orderAt(0.001))).toEqual({ gaps: [0.02], order: 0.002 })
  })
  test('three families: times three, two and one', () => {
    const { gaps, order } = adjusted([gap(0.001), gap(0.03)], orderAt(0.004))
    expect(gaps[0]).toBeCloseTo(0.003, 12)
    expect(order).toBeCloseTo(0.008, 12)
    expect(gaps[1]).toBeCloseTo(0.03, 12)
  })
  test('an order that may not be tested costs the gaps nothing', () => {
    expect(adjusted([gap(0.006)], barred)).toEqual({ gaps: [0.006], order: null })
    expect(decideFamilies([gap(0.006)], RULE.alpha)[0]!.finding).toBe('found')
    expect(decideFamilies([gap(0.006)], RULE.alpha, { order: 0.5 })[0]!.finding).not.toBe('found')
  })
  test('gaps that may not decide cost the order nothing', () => {
    expect(adjusted([gap(0.001, [checksThatSay.tooFew])], orderAt(0.009)).order).toBe(0.009)
  })
  test.each([
    [0.005, 'found'],
    [0.0051, 'open'],
  ] as const)('beside one gap at α = 0.01, p = %f is %s', (p, finding) => {
    expect(decideOrder(orderAt(p), [gap(0.9)], 0.01).finding).toBe(finding)
  })
})

describe('the verdict', () => {
  const armsAt = (effect: number, error: number, checks = allPass) => {
    const evidence = [{ estimate: estimateAt(effect, error), checks }]
    const [family] = decideFamilies(evidence, RULE.alpha)
    const parameters = { ...RULE, seed: 1, bos: 'auto' as const }
    const names = { model: 'M', exposedSet: 'T', unexposedSet: 'R' }
    return armsStatement([{ family: family!, parameters, checks, delta2: undefined, ...names }])
  }
  const found = armsAt(0.2, 0.02)
  const absent = armsAt(0, 0.01)
  const open = armsAt(0.04, 0.03)
  const ineligible = armsAt(0.2, 0.02, [checksThatSay.tooFew])
  const beside = (arms: typeof found, order: ReturnType<typeof orderAt>) =>
    withOrder(arms, decideOrder(order, [], RULE.alpha), 'M', RULE)

  test.each([
    ['found', found],
    ['absent', absent],
    ['open', open],
    ['not eligible', ineligible],
  ])('an order that is known is strong evidence beside a gap that is %s', (_, arms) => {
    const verdict = beside(arms, orderAt(0.001))
    expect(verdict.level).toBe('exposure-strong')
    expect(verdict.headline).toBe('M has seen F in this order.')
    expect(verdict.reasons).toEqual([])
    expect(verdict.alternatives[0]).toContain('the user says so')
  })
  test.each([
    ['found', found],
    ['absent', absent],
    ['open', open],
    ['not eligible', ineligible],
  ])('one that is not known changes no level beside a gap that is %s, and no other word', (_, arms) => {
    const verdict = beside(arms, orderAt(0.6))
    expect(verdict).toEqual({ ...arms, evidence: expect.stringContaining(arms.evidence) })
    expect(verdict.evidence).toContain('which clears nothing')
  })
  test('only an order that is found is called seen in this order', () => {
    for (const arms of [found, absent, open, ineligible])
      for (const order of [orderAt(0.6), barred])
        expect(JSON.stringify(beside(arms, order))).not.toMatch(/has seen F in this order/)
  })
  test('one that may not be tested gives its reason, and clears nothing', () => {
    expect(beside(open, barred).reasons.at(-1)!.code).toBe('order_not_random')
    expect(beside(absent, barred)).toMatchObject({
      level: 'no-exposure-detected',
      alternatives: [expect.stringContaining('Neighbours resemble')],
    })
  })
})
