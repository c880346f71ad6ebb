import { describe, expect, test } from 'vitest'
import { chancesOf } from '../../src/planning/chances.js'
import { type Design, evenLeak, type Leak, partialLeak } from '../../src/planning/design.js'
import { itemsToClear, itemsToFind, limitOf, smallestEffect } from '../../src/planning/smallest.js'
import { smallestFoundEffect } from '../../src/statistics/power.js'
import { createRandom } from '../../src/statistics/random.js'
import { decideFamilies } from '../../src/verdict/decide.js'
import { allPass } from '../generators/checks.js'
import { evidenceOf, RULE, simulateModels } from '../generators/models.js'

const DESIGN: Design = {
  testItems: 300,
  refItems: 300,
  references: 0,
  ownBase: false,
  itemSd: 0.3,
  correlation: 0.9,
  tau: 0.012,
  alpha: 0.01,
  equivalenceAlpha: 0.05,
  families: 1,
  effectFloor: 0.05,
}
const OWN_BASE: Design = { ...DESIGN, references: 1, ownBase: true, tau: 0.003 }
const FIVE: Design = { ...DESIGN, references: 5 }

describe('without reference models, by hand', () => {
  // SE = 0.3·√(2/300) = 0.0244949 with 598 df: t(0.99) = 2.3331 and t(0.95) = 1.6474.
  test('the chance of being found: Φ((0.08 − 2.3331·SE)/SE) = Φ(0.9329)', () => {
    expect(chancesOf(DESIGN, evenLeak(0.08)).found).toBeCloseTo(0.8246, 3)
  })
  test('the chance of being cleared: Φ((0.05 − 1.6474·SE)/SE) − Φ((−0.05 − 1.6474·SE)/SE)', () => {
    // Φ(0.3938) − Φ(−3.6886) = 0.65314 − 0.00011.
    expect(chancesOf(DESIGN, evenLeak(0)).cleared).toBeCloseTo(0.653, 3)
  })
  test('the smallest effect: (2.3331 + 0.8416)·SE', () => {
    expect(smallestEffect(DESIGN, 0.8)).toBeCloseTo(0.0777, 3)
  })
  test('a leak that differs between items adds π(1 − π)δ²/n to the variance', () => {
    // 0.2·0.8·0.09 = 0.0144: SE = √((0.09 + 0.0144)/300 + 0.09/300) = 0.0254558; Φ((0.06 − 2.3331·SE)/SE) = Φ(0.0239).
    expect(chancesOf(DESIGN, partialLeak(0.2, 0.3)).found).toBeCloseTo(0.5095, 3)
  })
  test('the items for 0.1: SE ≤ 0.1/3.168, so 0.18/n ≤ 0.000996', () => {
    const needed = itemsToFind(DESIGN, evenLeak(0.1), 0.8)
    if (needed.kind !== 'reachable') throw new Error('expected to be reachable')
    // 181 by normal quantiles; t quantiles ask for one or two more.
    expect(needed.testItems).toBeGreaterThanOrEqual(181)
    expect(needed.testItems).toBeLessThanOrEqual(184)
    expect(needed.refItems).toBe(needed.testItems)
  })
})

describe('beside the own base, by hand', () => {
  test('countless items leave √2·0.003 above the floor: 0.05 + 0.8416·0.00424', () => {
    expect(limitOf(OWN_BASE, 0.8)).toBeCloseTo(0.05357, 4)
  })
  test('an effect of the size of the floor is found by half the audits at best', () => {
    const needed = itemsToFind(OWN_BASE, evenLeak(0.05), 0.8)
    expect(needed.kind).toBe('unreachable')
    const countless = { ...OWN_BASE, testItems: 1e9, refItems: 1e9 }
    expect(chancesOf(countless, evenLeak(0.05)).found).toBeCloseTo(0.5, 6)
  })
  test('the plan agrees with what an audit says of itself', () => {
    // With 3000 items the raw gap contradicts nothing: var_items = 0.09·0.1·2·2/3000 = 0.000012, models 2·0.005².
    const many = { ...OWN_BASE, testItems: 3000, refItems: 3000 }
    const result = { standardError: Math.sqrt(0.000062), df: Number.POSITIVE_INFINITY }
    const reported = smallestFoundEffect(result, 0.05, { alpha: 0.01, power: 0.8 })
    // The audit takes τ = 0.005 for the spread of its estimate, the plan 0.003.
    expect(smallestEffect({ ...many, tau: 0.005 }, 0.8)).toBeCloseTo(reported, 4)
    expect(smallestEffect(many, 0.8)).toBeLessThan(reported)
  })
})

describe('more of anything', () => {
  const found = (design: Design) => chancesOf(design, evenLeak(0.07)).found
  test.each<[string, Design, Design]>([
    ['items', FIVE, { ...FIVE, testItems: 900, refItems: 900 }],
    ['references', FIVE, { ...FIVE, references: 8 }],
    ['correlation', { ...FIVE, correlation: 0.5 }, FIVE],
    ['agreement of clean models', { ...FIVE, tau: 0.03 }, FIVE],
    ['questions less', { ...FIVE, families: 3 }, FIVE],
  ])('%s finds more', (_, less, more) => {
    expect(found(more)).toBeGreaterThan(found(less))
  })
  test('items: as many as are needed are enough, one less is not', () => {
    for (const design of [FIVE, OWN_BASE]) {
      const needed = itemsToFind(design, evenLeak(0.075), 0.8)
      const cleared = itemsToClear(design, 0.8)
      if (needed.kind !== 'reachable' || cleared === undefined) throw new Error('expected to be reachable')
      const sized = (n: number) => ({ ...design, testItems: n, refItems: n })
      const chance = (n: number) => chancesOf(sized(n), evenLeak(0.075)).found
      expect(chance(needed.testItems)).toBeGreaterThanOrEqual(0.8)
      if (needed.testItems > 100) expect(chance(needed.testItems - 1)).toBeLessThan(0.8)
      expect(chancesOf(sized(cleared.testItems), evenLeak(0)).cleared).toBeGreaterThanOrEqual(0.8)
    }
  })
  test('items, with three references: not always, so that fewer may do where the most would not', () => {
    const three = { ...FIVE, references: 3 }
    expect(limitOf(three, 0.8)).toBeLessThan(smallestEffect({ ...three, testItems: 1e6, refItems: 1e6 }, 0.8))
  })
})

test('at most α of the models that have seen nothing are called exposed', () => {
  for (const references of [0, 3, 5, 8])
    for (const alpha of [0.01, 0.05])
      for (const effectFloor of [0.05, 1e-9])
        expect(
          chancesOf({ ...DESIGN, references, alpha, effectFloor }, evenLeak(0)).found,
        ).toBeLessThanOrEqual(alpha * 1.001)
})

const LARGE = { testItems: 1319, refItems: 706 } as const
const LEAKS: readonly Leak[] = [
  partialLeak(0, 0.3),
  partialLeak(0.1, 0.3),
  partialLeak(0.2, 0.3),
  partialLeak(0.3, 0.3),
  evenLeak(0.1),
]

/** Shares found, and those of no leak cleared, in 1000 audits each: simulated in numpy before this code was written. */
describe('agrees with an independent simulation of the rule', () => {
  test.each<[string, Design, readonly number[], number]>([
    ['three models', { ...DESIGN, ...LARGE, references: 3 }, [0, 0.05, 0.4, 0.71, 0.7], 0.74],
    ['five models', { ...FIVE, ...LARGE }, [0, 0.05, 0.63, 0.98, 0.99], 0.9],
    ['eight models', { ...FIVE, ...LARGE, references: 8 }, [0, 0.07, 0.74, 0.99, 1], 0.95],
    ['five models, 300 items', FIVE, [0, 0.07, 0.57, 0.94, 0.97], 0.84],
    ['one unrelated model', { ...FIVE, ...LARGE, references: 1 }, [0, 0.02, 0.33, 0.9, 0.97], 0.56],
    ['own base', { ...OWN_BASE, ...LARGE }, [0, 0, 0.89, 1, 1], 1],
  ])('%s', (_, design, found, cleared) => {
    // Three standard errors of 1000 audits, and the table is rounded to 0.01.
    const near = (chance: number, simulated: number) =>
      expect(Math.abs(chance - simulated), `${chance} is not ${simulated}`).toBeLessThanOrEqual(
        3 * Math.sqrt((chance * (1 - chance)) / 1000) + 0.005,
      )
    LEAKS.forEach((leak, l) => {
      near(chancesOf(design, leak).found, found[l]!)
    })
    near(chancesOf(design, evenLeak(0)).cleared, cleared)
  })
})

describe('is how often the decision rule itself finds and clears', () => {
  const AUDITS = 500
  test.each<[string, Design, number, number]>([
    ['no reference model', DESIGN, 1, 0.06],
    ['own base, a fifth of the items', OWN_BASE, 0.2, 0.3],
    ['own base, no leak', OWN_BASE, 1, 0],
    ['three models', { ...DESIGN, references: 3, refItems: 150 }, 1, 0.08],
    ['five models, a fifth of the items', FIVE, 0.2, 0.3],
    ['five models, no leak, α 0.05', { ...FIVE, alpha: 0.05 }, 1, 0],
  ])('%s', (name, design, share, perItem) => {
    const { testItems: test, refItems: ref, references, tau, ownBase, alpha } = design
    const random = createRandom('planned audits', name)
    const leaks = random.stream('leaks')
    const leak = () => (share === 1 || leaks.uniform() < share ? perItem : 0)
    const models = { test, ref, references, tau: references === 0 ? 0 : tau, leak, step: 0 }
    const findings = Array.from({ length: AUDITS }, () => {
      const evidence = evidenceOf('loss-gap', simulateModels(random, models), allPass, {
        ownBase,
        rule: { ...RULE, alpha },
      })
      return decideFamilies([evidence], alpha)[0]!.finding
    })
    const chances = chancesOf(design, partialLeak(share, perItem))
    for (const [finding, chance] of [
      ['found', chances.found],
      ['absent', chances.cleared],
    ] as const) {
      const rate = findings.filter(one => one === finding).length / AUDITS
      // One audit more for chances that are all but 0 or 1.
      const slack = 3 * Math.sqrt((chance * (1 - chance)) / AUDITS) + 1 / AUDITS
      expect(Math.abs(rate - chance), `${finding}: ${rate}, foreseen ${chance}`).toBeLessThanOrEqual(slack)
    }
  })
})
