import { describe, expect, test } from 'vitest'
import { planLooks } from '../../src/audit/looks.js'
import { reasonToStop } from '../../src/audit/sequential.js'
import { clopperPearsonUpper } from '../../src/statistics/clopper-pearson.js'
import { createRandom } from '../../src/statistics/random.js'
import { decideFamilies } from '../../src/verdict/decide.js'
import { allPass } from '../generators/checks.js'
import {
  type Design,
  evidenceOf,
  RULE,
  type Rule,
  type SimulatedModel,
  simulateModels,
} from '../generators/models.js'

/**
 * Error rates of sequential audits: the looks of src/audit/looks.ts on simulated losses, the whole decision at each.
 * Rates are those of a verdict at any look, which is what the report promises.
 */

interface Scenario extends Design {
  readonly ownBase?: boolean
}

const LEVELS = { found: 'exposure-likely', absent: 'no-exposure-detected', open: 'inconclusive' } as const

interface Look {
  readonly rule: Rule
  part(models: readonly SimulatedModel[]): SimulatedModel[]
}

/** The looks of a design, as parts of simulated losses. Items are exchangeable, so one plan serves all simulations. */
function looksOf(design: Design, rule: Rule): Look[] {
  const [one] = simulateModels(createRandom('ids'), { ...design, references: 0 })
  const roles = (['test', 'ref', 'train'] as const).filter(role => one!.sets[role].length > 0)
  const sets = roles.map(role => ({
    ...{ name: role, path: role, sha256: role, itemsSha256: role, template: '', exclusions: [] },
    items: one!.sets[role].map(({ id, cluster }) => ({ id, cluster, text: id, line: 1 })),
  }))
  const parameters = { ...rule, seed: 1, bos: 'auto' as const }
  return planLooks({ sets, roles, names: roles }, parameters, createRandom('looks')).map(look => {
    const kept = new Set(look.sets.flatMap(({ items }) => items.map(({ id }) => id)))
    const of = (losses: SimulatedModel['sets']['test']) => losses.filter(({ id }) => kept.has(id))
    return {
      rule: { ...rule, alpha: look.alpha, equivalenceAlpha: look.equivalenceAlpha },
      part: models =>
        models.map(({ name, sets: { test, ref, train } }) => ({
          name,
          sets: { test: of(test), ref: of(ref), train: of(train) },
        })),
    }
  })
}

/** How many of the audits end by finding and by clearing, and the mean share of items that they score. */
function simulate(
  seed: string,
  { ownBase = false, ...design }: Scenario,
  rule: Rule,
  { audits, looks = looksOf(design, rule) }: { audits: number; looks?: readonly Look[] },
) {
  const random = createRandom('sequential audits', seed)
  const names = design.train ? (['loss-gap', 'train-split'] as const) : (['loss-gap'] as const)
  const counts = { found: 0, absent: 0, scored: 0, looks: looks.length }
  const all = design.test + design.ref + (design.train ?? 0)
  for (let audit = 0; audit < audits; audit++) {
    const models = simulateModels(random, design)
    for (const [l, look] of looks.entries()) {
      const part = look.part(models)
      const evidence = names.map(name => evidenceOf(name, part, allPass, { ownBase, rule: look.rule }))
      const [gap, ...others] = decideFamilies(evidence, look.rule.alpha)
      const stop = reasonToStop(LEVELS[gap!.finding], { barred: false, last: l === looks.length - 1 })
      if (stop === undefined) continue
      const found = [gap!, ...others].some(({ finding }) => finding === 'found')
      if (found) counts.found++
      else if (gap!.finding === 'absent') counts.absent++
      const { test, ref, train } = part[0]!.sets
      counts.scored += (test.length + ref.length + train.length) / all / audits
      break
    }
  }
  return counts
}

/** No effect is too small to count, so that an error rate is that of the looks and not of the floor. */
const WITHOUT_FLOOR: Rule = { ...RULE, effectFloor: { absolute: 1e-9, relative: 0 } }

const ownBase = { references: 1, tau: 0.005, ownBase: true } as const
const noModel = { references: 0, tau: 0 } as const
const unequal = { test: 500, ref: 260 }

/** Three standard errors of a rate over `audits` simulations. */
const noise = (rate: number, audits: number) => 3 * Math.sqrt((rate * (1 - rate)) / audits)

describe('without a leak at most α of the audits flag at any look', () => {
  test.each<[string, Scenario, number]>([
    ['own base, α .01', { ...unequal, ...ownBase }, 0.01],
    ['no model, α .05', { ...unequal, ...noModel }, 0.05],
  ])('by the upper limit of 2000 audits: %s', (name, scenario, alpha) => {
    const { found, looks } = simulate(name, scenario, { ...RULE, alpha }, { audits: 2000 })
    expect(looks).toBeGreaterThan(1)
    expect(clopperPearsonUpper(found, 2000), `${found} of 2000 flagged`).toBeLessThanOrEqual(alpha)
  })

  test.each<[string, Scenario, number, number]>([
    ['own base', { ...unequal, ...ownBase }, 0.05, 600],
    ['own base, with a train split', { ...unequal, train: 300, ...ownBase }, 0.05, 500],
    ['no model, clusters of four', { test: 1200, ref: 1000, ...noModel, clusterSize: 4 }, 0.05, 500],
    ['three models', { ...unequal, references: 3, tau: 0.012 }, 0.05, 500],
  ])('also where no floor holds it back: %s', (name, scenario, alpha, audits) => {
    const { found } = simulate(name, scenario, { ...WITHOUT_FLOOR, alpha }, { audits })
    expect(found / audits, `${found} of ${audits}`).toBeLessThanOrEqual(alpha + noise(alpha, audits))
    // A rule that never finds anything would pass the line above; three models make it stricter than it must be.
    expect(found / audits).toBeGreaterThan(scenario.references === 3 ? 0 : alpha / 5)
  })

  test('which looks that each spend all of α would not keep', () => {
    const rule = { ...WITHOUT_FLOOR, alpha: 0.05 }
    const design = { ...unequal, ...noModel }
    const looks = looksOf(design, rule).map(look => ({ ...look, rule }))
    const { found } = simulate('each look alone', design, rule, { audits: 600, looks })
    expect(found / 600, `${found} of 600`).toBeGreaterThan(0.05 + noise(0.05, 600))
  })
})

describe('with an effect of exactly the floor at most equivalenceAlpha are cleared at any look', () => {
  test.each<[string, Scenario]>([
    ['own base', { ...unequal, ...ownBase, leak: () => 0.05 }],
    ['no model', { ...unequal, ...noModel, leak: () => 0.05 }],
  ])('%s', (name, scenario) => {
    const { absent } = simulate(name, scenario, RULE, { audits: 600 })
    const limit = RULE.equivalenceAlpha + noise(RULE.equivalenceAlpha, 600)
    expect(absent / 600, `${absent} of 600`).toBeLessThanOrEqual(limit)
    expect(absent).toBeGreaterThan(5)
  })
})

describe('a clear case takes a small part of the items', () => {
  const large = { test: 1319, ref: 706, ...ownBase }
  test.each<[string, Scenario, 'found' | 'absent', number]>([
    // 200 of 2025 items at the first look, which no audit gets past.
    ['a leak of 0.3 in every item', { ...large, leak: () => 0.3 }, 'found', 200 / 2025],
    ['no leak', large, 'absent', 0.5],
  ])('%s', (name, scenario, finding, most) => {
    const result = simulate(name, scenario, RULE, { audits: 100 })
    expect(result[finding]).toBe(100)
    expect(result.scored).toBeLessThanOrEqual(most + 1e-9)
  })
})
