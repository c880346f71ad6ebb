import { expect, test } from 'vitest'
import { powerCurve } from '../../src/planning/curve.js'
import { knownOf } from '../../src/planning/known.js'
import { gapOfReport, measuredOf } from '../../src/planning/measure.js'
import { planAudit } from '../../src/planning/plan.js'
import { sampleReport } from '../generators/report.js'

const report = sampleReport({ train: 0, test: 300, ref: 300 })
const curve = powerCurve(report)!

test('the curve is that of lossgap power --from the report', () => {
  const measured = measuredOf(gapOfReport(report)!)
  const { effectFloor, alpha, equivalenceAlpha, power } = report.parameters
  const plan = planAudit({
    test: { items: 300, independent: 300 },
    ref: { items: 300, independent: 300 },
    ...{ references: 1, ownBase: true, alpha, equivalenceAlpha, power, families: 1 },
    ...{ known: knownOf({}, measured, true, effectFloor), target: undefined, perItem: 0.3, notes: [] },
  })
  expect(curve.smallestEffect).toBe(plan.minimumDetectableEffect)
  expect(curve.points[0]).toEqual({
    effect: 0,
    found: plan.clearing.falseFlag,
    cleared: plan.clearing.chance,
  })
  expect(curve.assumed).toEqual([expect.stringContaining('spread of clean models 0.003')])
})

test('chances rise and fall with the effect and pass the wanted power at the smallest effect', () => {
  const { points, smallestEffect, power } = curve
  points.slice(1).forEach((point, p) => {
    expect(point.found).toBeGreaterThanOrEqual(points[p]!.found)
    expect(point.cleared).toBeLessThanOrEqual(points[p]!.cleared)
    expect(point.found + point.cleared).toBeLessThanOrEqual(1)
  })
  const above = points.findIndex(({ effect }) => effect >= smallestEffect)
  expect(points[above]!.found).toBeGreaterThanOrEqual(power)
  expect(points[above - 1]!.found).toBeLessThan(power)
})

test('says what bars a verdict whatever is measured, and is absent without errors of the sets', () => {
  expect(powerCurve(sampleReport({ train: 0, ownBase: false }))!.barred).toHaveLength(1)
  expect(curve.barred).toEqual([])
  const sets = report.sets.map(set => ({ ...set, loss: { ...set.loss, itemWeightedError: null } }))
  expect(powerCurve({ ...report, sets })).toBeUndefined()
})
