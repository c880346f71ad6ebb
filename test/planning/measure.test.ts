import { describe, expect, test } from 'vitest'
import { variancesOf } from '../../src/planning/design.js'
import { knownOf } from '../../src/planning/known.js'
import { gapOfReport, type Measured, measuredOf } from '../../src/planning/measure.js'
import { gapOfScores } from '../../src/planning/score-gap.js'
import { TAU_FLOOR } from '../../src/statistics/between-model-variance.js'
import { createRandom } from '../../src/statistics/random.js'
import { simulateModels } from '../generators/models.js'
import { sampleReport } from '../generators/report.js'

const FLOOR = { absolute: 0.05, relative: 0.04 }

describe('an earlier report', () => {
  const report = sampleReport({ references: 3, ownBase: false, tau: 0.012, test: 400, ref: 300 })
  const family = report.families[0]!
  const measured = measuredOf(gapOfReport(report)!)

  test('gives the deviation and the correlation that its losses were drawn with', () => {
    // Drawn with 0.3 and 0.9; 700 items tell a deviation to 3 %.
    expect(Math.abs(measured.itemSd - 0.3)).toBeLessThan(0.03)
    expect(Math.abs(measured.correlation! - 0.9)).toBeLessThan(0.03)
    expect(measured.tau).toBeGreaterThanOrEqual(TAU_FLOOR)
    expect([measured.testItems, measured.refItems, measured.references]).toEqual([400, 300, 3])
  })
  test('and a plan for the same sets has its standard error again', () => {
    const { itemSd, correlation } = measured
    const design = {
      ...{ testItems: 400, refItems: 300, references: 3, ownBase: false, itemSd, correlation: correlation! },
      ...{ tau: 0.012, alpha: 0.01, equivalenceAlpha: 0.05, families: 1, effectFloor: 0.05 },
    }
    const { test, ref } = variancesOf(design, 0)
    expect(Math.abs(test + ref - family.varianceItems)).toBeLessThan(1e-12)
  })
  test('says nothing of what it has not seen', () => {
    const alone = measuredOf(gapOfReport(sampleReport({ references: 0 }))!)
    expect([alone.correlation, alone.tau]).toEqual([undefined, undefined])
    const base = measuredOf(gapOfReport(sampleReport())!)
    expect(base).toMatchObject({ references: 1, ownBase: true, tau: undefined })
  })
})

test('τ is the deviation of the gaps without the noise of their items', () => {
  // Gaps 0.00, 0.03, 0.06: variance 0.0009; own noise 0.00024/(1 + 1/3) = 0.00018; τ² = 0.00072.
  const gaps = [0, 0.03, 0.06].map((gap, k) => ({ name: `${k}`, gap }))
  const family = {
    ...({
      references: 3,
      calibration: 'reference-models',
      varianceItems: 0.00024,
      unexposedLoss: 1,
    } as const),
    referenceGaps: gaps,
  }
  const measured = measuredOf({ testItems: 200, refItems: 200, rawVariance: 0.0009, family })
  expect(measured.tau).toBeCloseTo(Math.sqrt(0.00072), 12)
  // s² = 0.0009/(2/200) = 0.09; 1 − ρ = 0.00018/0.0009 = 0.2.
  expect(measured.itemSd).toBeCloseTo(0.3, 12)
  expect(measured.correlation).toBeCloseTo(0.8, 12)
})

describe('score files', () => {
  const models = simulateModels(createRandom('scores'), { test: 300, ref: 200, references: 2, tau: 0.01 })
  const scores = models.map(({ name, sets }) => ({
    name,
    tokenizerSha256: 'one tokenizer',
    sets: [
      { name: 'test.jsonl', items: sets.test },
      { name: 'ref.jsonl', items: sets.ref },
    ],
  }))

  test('are compared item by item, whatever their order', () => {
    const [first, ...rest] = scores
    const turned = { ...first!, sets: first!.sets.map(set => ({ ...set, items: set.items.toReversed() })) }
    const { gap, leftOut } = gapOfScores([turned, ...rest], false)
    expect(gap.family.varianceItems).toBeCloseTo(gapOfScores(scores, false).gap.family.varianceItems, 12)
    expect(Math.abs(measuredOf(gap).correlation! - 0.9)).toBeLessThan(0.03)
    expect(leftOut).toEqual([])
  })
  test('what one of them lacks is left out, and counted', () => {
    const [first, second, third] = scores
    const [testSet, refSet] = second!.sets
    const shorter = { ...second!, sets: [{ ...testSet!, items: testSet!.items.slice(7) }, refSet!] }
    const { gap, leftOut } = gapOfScores([first!, shorter, third!], false)
    expect([gap.testItems, gap.refItems]).toEqual([293, 200])
    expect(leftOut).toEqual([{ set: 'test.jsonl', items: 7 }])
  })
})

describe('what is known', () => {
  const measured: Measured = {
    ...{ testItems: 9, refItems: 9, references: 1, ownBase: true },
    ...{ itemSd: 0.4, correlation: 0.97, tau: undefined, unexposedLoss: 2 },
  }
  const of = (given: Parameters<typeof knownOf>[0], from: Measured | undefined, ownBase = false) =>
    knownOf(given, from, ownBase, FLOOR).map(({ name, value, source }) => [name, value, source])

  test('is assumed where nobody says it, and says so', () => {
    expect(of({}, undefined)).toEqual([
      ['itemSd', 0.3, 'assumed'],
      ['correlation', 0.9, 'assumed'],
      ['tau', 0.012, 'assumed'],
      ['effectFloor', 0.05, 'assumed'],
    ])
    expect(of({}, undefined, true)[2]).toEqual(['tau', 0.003, 'assumed'])
  })
  test('is measured where it was, and what is given goes before', () => {
    // 4 % of the reference loss of 2 is 0.08.
    expect(of({ itemSd: 0.5 }, measured, true)).toEqual([
      ['itemSd', 0.5, 'given'],
      ['correlation', 0.97, 'measured'],
      ['tau', 0.003, 'assumed'],
      ['effectFloor', 0.08, 'measured'],
    ])
  })
})
