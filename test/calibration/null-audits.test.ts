import { describe, expect, test } from 'vitest'
import type { Check, Family } from '../../src/audit-report.js'
import { blindCheck } from '../../src/checks/blind.js'
import { overlapCheck } from '../../src/checks/overlap.js'
import { sizeCheck } from '../../src/checks/size.js'
import { createRandom } from '../../src/statistics/random.js'
import { decideFamilies } from '../../src/verdict/decide.js'
import { itemsOf, pairOf, problems } from '../checks/pairs.js'
import { allPass } from '../generators/checks.js'
import { type Design, evidenceOf, RULE, type Rule, simulateModels } from '../generators/models.js'

/**
 * Error rates and power of the whole decision, over simulated audits: losses of 1.2 nats/token with standard deviation
 * 0.3 between items, correlated by 0.9 between models, rounded to 0.01 so that some are tied. Three standard errors
 * of a simulation are granted everywhere.
 */

const AUDITS = 2000
const OWN_BASE_TAU = 0.005
const TAU = 0.012

interface Scenario extends Design {
  readonly ownBase?: boolean
}

/** The evidence of simulated audits, which may then be judged at several levels. */
function simulate(seed: string, { ownBase = false, ...design }: Scenario, rule: Rule, audits = AUDITS) {
  const random = createRandom('audits', seed)
  const names = design.train ? (['loss-gap', 'train-split'] as const) : (['loss-gap'] as const)
  const evidence = Array.from({ length: audits }, () => {
    const models = simulateModels(random, design)
    return names.map(name => evidenceOf(name, models, allPass, { ownBase, rule }))
  })
  /** Share of the audits in which some family has this finding. */
  return (finding: Family['finding'], alpha = rule.alpha) =>
    evidence.filter(families => decideFamilies(families, alpha).some(family => family.finding === finding))
      .length / audits
}

/** Three standard errors of a rate over `audits` simulations. */
const noise = (rate: number, audits = AUDITS) => 3 * Math.sqrt((rate * (1 - rate)) / audits)

/** No effect is too small to count, so that an error rate is that of the test and not of the floor. */
const WITHOUT_FLOOR: Rule = { ...RULE, effectFloor: { absolute: 1e-9, relative: 0 } }

const ownBase = { references: 1, tau: OWN_BASE_TAU, ownBase: true } as const
const noModel = { references: 0, tau: 0 } as const
const threeModels = { references: 3, tau: TAU } as const

describe('without a leak at most α of the audits find one', () => {
  test.each<[string, Scenario]>([
    ['own base, 300 and 300 items', { test: 300, ref: 300, ...ownBase }],
    ['own base, 240 and 100 items', { test: 240, ref: 100, ...ownBase }],
    ['own base, clusters of four', { test: 240, ref: 240, ...ownBase, clusterSize: 4 }],
    ['no model, sets alike', { test: 150, ref: 100, ...noModel }],
    ['no model, clusters of four', { test: 240, ref: 240, ...noModel, clusterSize: 4 }],
    ['three models', { test: 150, ref: 100, ...threeModels }],
    ['no model, with a train split', { test: 120, ref: 120, train: 120, ...noModel }],
  ])('%s', (name, scenario) => {
    const share = simulate(name, scenario, WITHOUT_FLOOR)
    for (const alpha of [0.01, 0.05]) {
      const found = share('found', alpha)
      expect(found, `found ${found} at ${alpha}`).toBeLessThanOrEqual(alpha + noise(alpha))
      // A rule that never finds anything would pass the line above; three models make it stricter than it must be.
      expect(found).toBeGreaterThan(scenario.references === 3 ? 0 : alpha / 5)
    }
  })

  test('and next to none where an effect must reach the floor', () => {
    const found = simulate('floor', { test: 300, ref: 300, ...ownBase }, RULE, 500)('found')
    expect(found).toBe(0)
  })
})

describe('a leak of the size that counts is hardly ever cleared', () => {
  const fifth = (i: number) => (i % 5 === 0 ? 0.25 : 0)
  const everywhere = () => 0.05
  test.each<[string, Scenario, number]>([
    ['in every item, own base', { test: 200, ref: 200, ...ownBase, leak: everywhere }, 0.01],
    ['of 0.25 in a fifth of the items, own base', { test: 200, ref: 200, ...ownBase, leak: fifth }, 0.01],
    ['in clusters of four', { test: 240, ref: 240, ...noModel, clusterSize: 4, leak: everywhere }, 0.02],
    ['without a reference model', { test: 150, ref: 100, ...noModel, leak: everywhere }, 0.02],
    ['judged by three models', { test: 150, ref: 100, ...threeModels, leak: everywhere }, 0],
  ])('%s', (name, scenario, atLeast) => {
    const absent = simulate(name, scenario, RULE)('absent')
    const limit = RULE.equivalenceAlpha + noise(RULE.equivalenceAlpha)
    expect(absent, `absent ${absent}`).toBeLessThanOrEqual(limit)
    expect(absent).toBeGreaterThanOrEqual(atLeast)
  })
})

describe('finds and clears as often as an independent simulation of the rule', () => {
  const partly = (tenths: number) => (i: number) => (i % 10 < tenths ? 0.3 : 0)
  const large = { test: 1319, ref: 706 }
  const closeBase = { ...ownBase, tau: 0.003 }
  /** Shares found and cleared in 1000 audits a row, simulated in numpy before this code was written. */
  test.each<[string, Scenario, number, number]>([
    ['own base, a tenth of the items', { ...large, ...closeBase, leak: partly(1) }, 0, 0.73],
    ['own base, a fifth of the items', { ...large, ...closeBase, leak: partly(2) }, 0.89, 0],
    ['three models, no leak', { ...large, ...threeModels }, 0, 0.74],
    ['three models, a fifth of the items', { ...large, ...threeModels, leak: partly(2) }, 0.4, 0.01],
    [
      'five models, 300 items, a fifth',
      { test: 300, ref: 300, ...threeModels, references: 5, leak: partly(2) },
      0.57,
      0.01,
    ],
  ])('%s', (name, scenario, found, absent) => {
    const runs = 200
    const share = simulate(name, scenario, RULE, runs)
    // Both sides are simulated, and the table is rounded to 0.01.
    const tolerance = (rate: number) => Math.hypot(noise(rate, runs), noise(rate, 1000)) + 0.01
    expect(Math.abs(share('found') - found)).toBeLessThanOrEqual(tolerance(found))
    expect(Math.abs(share('absent') - absent)).toBeLessThanOrEqual(tolerance(absent))
  })

  test('an effect of 0.10 in 300 items against 300, judged by the own base, is found every time', () => {
    const found = simulate(
      'power',
      { test: 300, ref: 300, ...closeBase, leak: () => 0.1 },
      RULE,
      500,
    )('found')
    expect(found, `found ${found}`).toBeGreaterThanOrEqual(0.995 - noise(0.995, 500))
  })

  test('the smallest detectable effect is found with the promised power', () => {
    const design = { test: 200, ref: 200, ...ownBase }
    // SE² = 2 · 0.3² · 2 · 0.1/200 + 2 · 0.005² and z(0.99) + z(0.8) = 3.1679.
    const effect = 3.1679 * Math.sqrt((2 * 0.09 * 0.2) / 200 + 2 * 0.005 ** 2)
    const found = simulate('mde', { ...design, leak: () => effect }, WITHOUT_FLOOR, 1000)('found')
    // 0.02 for the standard error that each audit estimates anew.
    expect(Math.abs(found - RULE.power), `found ${found}`).toBeLessThan(noise(RULE.power, 1000) + 0.02)
  })
})

describe('sets of different form', () => {
  // As in Skywork's released reference set: the same problems, retold as statements.
  const pair = pairOf(itemsOf('test', problems(150, 'a')), itemsOf('ref', problems(150, 'b', 'report')))
  const checks: Check[] = [
    sizeCheck(pair),
    overlapCheck(pair).check,
    ...blindCheck(pair, createRandom('form')),
  ]
  test.each<[string, Omit<Scenario, 'test' | 'ref'>]>([
    ['no model', noModel],
    ['its own base', ownBase],
    ['three models', threeModels],
    ['five models', { ...threeModels, references: 5 }],
  ])('judged by %s: no gap is a finding, and none clears', (name, { ownBase, ...judges }) => {
    const random = createRandom('form', name)
    const findings = [0, 0.05, 0.3, 1].flatMap(gap =>
      Array.from({ length: 25 }, () => {
        const models = simulateModels(random, { ...judges, test: 150, ref: 150, leak: () => gap })
        return decideFamilies(
          [evidenceOf('loss-gap', models, checks, { ownBase: ownBase === true })],
          RULE.alpha,
        )[0]!.finding
      }),
    )
    expect(new Set(findings)).toEqual(new Set(['open']))
  })
  test('is what the checks find', () => {
    expect(checks.map(({ code }) => code)).toEqual(['enough_items', 'no_overlap', 'sets_told_apart'])
  })
})
