import { describe, expect, test } from 'vitest'
import type { Check } from '../../src/audit-report.js'
import type { FamilyEstimate } from '../../src/gaps/family.js'
import { createRandom } from '../../src/statistics/random.js'
import { decideFamilies, openReasons } from '../../src/verdict/decide.js'
import { allPass, checksThatSay } from '../generators/checks.js'
import { calibratedBy, estimateAt } from './estimates.js'

const ALPHA = 0.01
const decide = (estimate: FamilyEstimate, checks: readonly Check[] = allPass) =>
  decideFamilies([{ estimate, checks }], ALPHA)[0]!
const findingOf = (estimate: FamilyEstimate, checks?: readonly Check[]) => decide(estimate, checks).finding

describe('where only the alikeness of the sets carries the comparison with references that are all far', () => {
  const far: Check = {
    ...{
      name: 'reference models: strength',
      status: 'warn',
      code: 'references_far_sets_alike',
      text: '',
      values: {},
    },
  }
  const beside = (estimate: FamilyEstimate, raw: FamilyEstimate) =>
    decideFamilies([{ estimate, raw, checks: [...allPass, far] }], ALPHA)[0]!.finding
  const [high, half, none] = [estimateAt(0.1, 0.01), estimateAt(0.04, 0.01), estimateAt(0, 0.01)]
  test('a finding needs the gap of the model itself', () => {
    expect(findingOf(high)).toBe('found')
    expect(beside(high, high)).toBe('found')
    expect(beside(high, half)).toBe('open')
  })
  test('and so does absence', () => {
    expect(findingOf(none)).toBe('absent')
    expect(beside(none, none)).toBe('absent')
    expect(beside(none, half)).toBe('open')
  })
})

describe('found', () => {
  test.each([
    ['at p = α', { pValue: 0.01 }, 'found'],
    ['not just above it', { pValue: 0.0101 }, 'open'],
    ['at an effect of the floor', { pValue: 0.001, effect: 0.05 }, 'found'],
    ['not just below it', { pValue: 0.001, effect: 0.0499 }, 'open'],
    ['never with a small effect, however certain', { pValue: 1e-300, effect: 0.049 }, 'open'],
  ] as const)('%s', (_, rest, expected) => {
    expect(findingOf(estimateAt(0.1, 0.02, { upperBound: 0.2, ...rest }))).toBe(expected)
  })

  const without = (...effects: number[]) => ({
    leaveOneOut: effects.map((effect, k) => ({ without: `reference ${k}`, effect })),
  })
  test.each([
    ['with half the floor left without each reference', 3, [0.1, 0.025, 0.1], 'found'],
    ['not when less is left without one', 3, [0.1, 0.0249, 0.1], 'open'],
    ['not when the last of five is decisive', 5, [0.1, 0.1, 0.1, 0.1, 0.02], 'open'],
  ] as const)('%s', (_, references, effects, expected) => {
    const estimate = estimateAt(0.1, 0.02, { ...calibratedBy(references), ...without(...effects) })
    expect(findingOf(estimate)).toBe(expected)
  })
  test('the own base has nothing to be left out', () => {
    expect(findingOf(estimateAt(0.1, 0.02, { ...calibratedBy(1, true), leaveOneOut: [] }))).toBe('found')
  })
})

describe('absent', () => {
  test.each([
    ['when the upper bound lies below the floor', { upperBound: 0.0499 }, 'absent'],
    ['not at the floor', { upperBound: 0.05 }, 'open'],
    [
      'although an effect below the floor is certain',
      { pValue: 1e-9, effect: 0.03, upperBound: 0.04 },
      'absent',
    ],
    [
      'also when the test set is somewhat harder',
      { effect: -0.06, pValue: 1, upperBound: -0.0499 },
      'absent',
    ],
    ['not when it is so much harder that a leak may hide', { effect: -0.06, upperBound: -0.05 }, 'open'],
  ] as const)('%s', (_, rest, expected) => {
    expect(findingOf(estimateAt(0, 0.02, rest))).toBe(expected)
  })
  test('never by a large p-value alone', () => {
    expect(findingOf(estimateAt(0, 0.04))).toBe('open')
  })
})

describe('beyond the losses of all references, the line through them', () => {
  const beside = (effect: number, pValue: number, upperBound: number, outside = true) => ({
    ...calibratedBy(5),
    line: {
      ...{ slope: 1, intercept: 0, effect, standardError: 0.02, df: 3, pValue },
      ...{ lowerBound: 0, upperBound, outside },
    },
  })
  test.each([
    ['confirms what the gaps find', 0.1, beside(0.1, 0.009, 0.2), 'found'],
    ['must be as sure', 0.1, beside(0.1, 0.011, 0.2), 'open'],
    ['must show half the floor', 0.1, beside(0.024, 0.009, 0.2), 'open'],
    ['confirms an absence', 0, beside(0, 0.5, 0.049), 'absent'],
    ['must bound it as well', 0, beside(0, 0.5, 0.05), 'open'],
    ['does not count where the suspect lies among them', 0.1, beside(0, 0.5, 0.2, false), 'found'],
  ] as const)('%s', (_, effect, rest, expected) => {
    expect(findingOf(estimateAt(effect, 0.02, rest))).toBe(expected)
  })

  test('is named as the reason where it stands in the way', () => {
    const codes = (effect: number, rest: object) =>
      openReasons(decide(estimateAt(effect, 0.02, rest)), ALPHA).map(({ code }) => code)
    expect(codes(0.1, beside(0, 0.5, 0.2))).toContain('outside_references')
    expect(codes(0, beside(0, 0.5, 0.2))).toContain('outside_references')
    // Without it the gaps would not have decided either.
    expect(codes(0.03, beside(0, 0.5, 0.2))).not.toContain('outside_references')
  })
})

test('a family that may not decide stays open, with its own p-value for all to see', () => {
  for (const estimate of [estimateAt(0.3, 0.01), estimateAt(0, 0.001)]) {
    const family = decide(estimate, [checksThatSay.tooFew])
    expect(family).toMatchObject({
      finding: 'open',
      eligible: false,
      pHolm: estimate.pValue,
      ineligibleBecause: [{ code: 'too_few_items' }],
    })
  }
})

describe('Holm over the families of a report', () => {
  const two = (p: number, q: number, second: readonly Check[] = allPass) =>
    decideFamilies(
      [
        { estimate: estimateAt(0.2, 0.05, { pValue: p }), checks: allPass },
        { estimate: estimateAt(0.2, 0.05, { name: 'train-split', pValue: q }), checks: second },
      ],
      ALPHA,
    )
  test('doubles the smaller p-value; the larger is at least that', () => {
    // 2 · 0.004 = 0.008; max(0.008, 0.007) = 0.008.
    expect(two(0.004, 0.007).map(family => family.pHolm)).toEqual([0.008, 0.008])
    expect(two(0.007, 0.004).map(family => family.pHolm)).toEqual([0.008, 0.008])
  })
  test('two p-values of which each would do alone may both fall short', () => {
    expect(two(0.006, 0.007).map(({ finding }) => finding)).toEqual(['open', 'open'])
    expect(two(0.005, 0.5).map(({ finding }) => finding)).toEqual(['found', 'open'])
  })
  test('counts only families that may decide', () => {
    const [first, second] = two(0.006, 0.007, [checksThatSay.tooFew])
    expect(first).toMatchObject({ pHolm: 0.006, finding: 'found' })
    expect(second).toMatchObject({ pHolm: 0.007, finding: 'open', eligible: false })
  })
})

describe('reasons for staying open', () => {
  const reasonsOf = (estimate: FamilyEstimate, checks?: readonly Check[]) =>
    openReasons(decide(estimate, checks), ALPHA)
  const codesOf = (estimate: FamilyEstimate) => reasonsOf(estimate).map(({ code }) => code)

  test('underpowered: the smallest detectable effect is above the floor', () => {
    expect(reasonsOf(estimateAt(0.01, 0.05))).toEqual([
      {
        code: 'underpowered',
        // (2.3263 + 0.8416) · 0.05
        text: 'This audit finds an effect of 0.158 with the wanted power; 0.050 is what matters. More items would help',
      },
    ])
  })
  test('small_effect: certain, but below the floor', () => {
    const reasons = reasonsOf(estimateAt(0.045, 0.01))
    expect(reasons.map(({ code }) => code)).toEqual(['small_effect'])
    expect(reasons[0]!.text).toContain('0.045')
    expect(reasons[0]!.text).toContain('0.050')
  })
  test('both', () => {
    expect(codesOf(estimateAt(0.049, 0.02))).toEqual(['underpowered', 'small_effect'])
  })
  test('fragile: one reference model carries the finding', () => {
    expect(
      codesOf(estimateAt(0.1, 0.01, { leaveOneOut: [{ without: 'the odd one', effect: 0.01 }] })),
    ).toEqual(['fragile'])
  })
  test('opposite_effect: harder than the yardstick allows for', () => {
    const reasons = reasonsOf(estimateAt(-0.1, 0.01))
    expect(reasons.map(({ code }) => code)).toEqual(['opposite_effect'])
    expect(reasons[0]!.text).toContain('effect of −0.100 points the other way')
  })
  test('undecided: neither shown nor excluded, although power would do', () => {
    const reasons = reasonsOf(estimateAt(0.03, 0.0145, { resolution: 0.046 }))
    expect(reasons.map(({ code }) => code)).toEqual(['undecided'])
    // 0.03 + 1.6449 · 0.0145
    expect(reasons[0]!.text).toContain('as large as 0.054')
  })
  test('a family that may not decide: why not, and nothing else', () => {
    const estimate = estimateAt(0.01, 0.05, calibratedBy(0))
    expect(reasonsOf(estimate, [checksThatSay.shifted]).map(({ code }) => code)).toEqual(['no_calibration'])
  })
})

describe('training in the domain, without the test set', () => {
  const base = calibratedBy(1, true)
  const shifted = [checksThatSay.enough, checksThatSay.apart, checksThatSay.shifted]
  /** An effect of 0.1 beside a floor of 0.05; the references' loss on the reference set is this much higher. */
  const trained = (adaptation: number, rest: Partial<FamilyEstimate> = {}) =>
    estimateAt(0.1, 0.01, { ...base, adaptation, leaveOneOut: [], ...rest })

  test.each([
    ['shows in a lower loss on the reference set', 0.051, shifted, {}, 'open'],
    ['shows in a higher loss there as well', -0.051, shifted, {}, 'open'],
    ['does not show when that loss is as it was', 0.05, shifted, {}, 'found'],
    ['does not matter where the sets are alike', 0.7, allPass, {}, 'found'],
    ['explains effects of any size', 0.7, shifted, { effect: 0.5 }, 'open'],
    [
      'may hide a leak, so it does not clear either',
      0.7,
      shifted,
      { effect: 0, pValue: 0.5, upperBound: 0.02 },
      'open',
    ],
  ] as const)('%s', (_, adaptation, checks, rest, expected) => {
    const family = decide(trained(adaptation, rest), checks)
    expect(family.finding).toBe(expected)
    expect(family.inDomain).toBe(expected === 'open')
    if (expected === 'open')
      expect(openReasons(family, ALPHA).map(({ code }) => code)).toContain('in_domain_training')
  })
  test.each([
    ['shows in the train split when that has an effect', 0.051, 'open'],
    ['does not show in one without', 0.04, 'found'],
    // Its upper bound, 0.0498 + 1.6449 · 0.001, is above the floor.
    ['may still be there when its bound is above the floor', 0.0498, 'open'],
  ])('beside other models it %s', (_, effect, expected) => {
    const families = decideFamilies(
      [
        { estimate: estimateAt(0.1, 0.01), checks: shifted },
        { estimate: estimateAt(effect, 0.001, { name: 'train-split' }), checks: shifted },
      ],
      ALPHA,
    )
    expect(families.map(({ inDomain }) => inDomain)).toEqual([expected === 'open', false])
    expect(families[0]!.finding).toBe(expected)
  })
  test('is not excluded by a train split that may not decide', () => {
    const families = decideFamilies(
      [
        { estimate: estimateAt(0.1, 0.01), checks: shifted },
        { estimate: estimateAt(0, 0.001, { name: 'train-split' }), checks: [checksThatSay.tooFew] },
      ],
      ALPHA,
    )
    expect(families[0]).toMatchObject({ inDomain: true, finding: 'open' })
  })
  test('cannot be excluded beside other models without a train split', () => {
    expect(decide(estimateAt(0.1, 0.01), shifted)).toMatchObject({ inDomain: true, finding: 'open' })
    expect(decide(estimateAt(0.1, 0.01), allPass)).toMatchObject({ inDomain: false, finding: 'found' })
  })
})

describe('a model that minds rewording', () => {
  const arm = (effect: number, rest: Partial<FamilyEstimate> = {}) =>
    decide(
      estimateAt(effect, 0.01, {
        ...calibratedBy(1, true),
        leaveOneOut: [],
        name: 'paraphrase',
        adaptation: 0.5,
        unexposedLoss: 1.2,
        ...rest,
      }),
      [checksThatSay.enough],
    )
  test.each([
    // 15 % of a loss of 1.2 are 0.18.
    ['may have learnt the style of the benchmark', 0.17, {}, 'open'],
    ['by more than a style', 0.19, {}, 'found'],
    ['without any training that shows', 0.17, { adaptation: 0.01 }, 'found'],
    ['beyond what it minds in reworded reference items', 0.17, { controlled: true }, 'found'],
    ['by less than the floor is cleared all the same', 0.02, {}, 'absent'],
  ] as const)('%s', (_, effect, rest, expected) => {
    expect(arm(effect, rest).finding).toBe(expected)
  })
})

describe('a reference model that has seen one of the sets', () => {
  const base = { ...calibratedBy(1, true), leaveOneOut: [] }
  const raw = (effect: number) => estimateAt(effect, 0.01, calibratedBy(0))
  const judged = (effect: number, own: number, checks: readonly Check[] = allPass) =>
    decideFamilies([{ estimate: estimateAt(effect, 0.01, base), raw: raw(own), checks }], ALPHA)[0]!

  test.each([
    ['found, and to be seen in the raw gap', 0.2, 0.2, 'found'],
    // The references' own gap is 0.045, below the floor of 0.05; then 0.046, and the raw gap below half the floor.
    ['found, and half the floor is to be seen in it', 0.07, 0.025, 'found'],
    ['found, but less to be seen in it: the reference knows the reference set', 0.07, 0.024, 'open'],
    // Both show it, and differ by 0.051 with a standard error of 0.01: the references have a gap that none should have.
    ['found, but partly by what the references lack', 0.131, 0.08, 'open'],
    ['absent, and nothing to be seen', 0, 0, 'absent'],
    ['absent, but plain to be seen: the reference knows the test set too', 0, 0.2, 'open'],
  ] as const)('%s', (_, effect, own, expected) => {
    const family = judged(effect, own)
    expect(family.finding).toBe(expected)
    const codes = family.finding === 'open' ? openReasons(family, ALPHA).map(({ code }) => code) : []
    expect(codes.includes('conflict')).toBe(expected === 'open')
  })
  test('a raw gap that may be chance contradicts nothing', () => {
    const byChance = estimateAt(0.06, 0.03, calibratedBy(0))
    const evidence = { estimate: estimateAt(0, 0.01, base), raw: byChance, checks: allPass }
    expect(decideFamilies([evidence], ALPHA)[0]).toMatchObject({ conflict: null, finding: 'absent' })
  })
  test('a raw gap contradicts an early verdict at the level of the whole audit', () => {
    // p = Φ(−2.5) = 0.0062 lies between what a look may spend and ALPHA.
    const shown = estimateAt(0.075, 0.03, calibratedBy(0))
    const evidence = { estimate: estimateAt(0, 0.01, base), raw: shown, checks: allPass }
    const [early] = decideFamilies([evidence], ALPHA / 4, { guardAlpha: ALPHA })
    expect(early).toMatchObject({ conflict: { code: 'conflict' }, finding: 'open' })
    // Alone, such a level would see no contradiction.
    expect(decideFamilies([evidence], ALPHA / 4)[0]).toMatchObject({ conflict: null, finding: 'absent' })
  })
  test('a raw gap between sets that differ contradicts nothing', () => {
    const shifted = [checksThatSay.enough, checksThatSay.apart, checksThatSay.shifted]
    expect(judged(0.2, 0, shifted).conflict).toBeNull()
  })
})

test.each(['difficulty_differs', 'texts_cut'])(
  '%s clears nothing, and takes nothing from a finding',
  code => {
    const checks = [...allPass, { name: 'x', status: 'warn' as const, code, text: '', values: {} }]
    expect(findingOf(estimateAt(0, 0.01))).toBe('absent')
    expect(findingOf(estimateAt(0, 0.01), checks)).toBe('open')
    expect(findingOf(estimateAt(0.1, 0.01), checks)).toBe('found')
  },
)

describe('reference items whose parents the model knows', () => {
  const { parentSeen, parentIsTest, untold } = checksThatSay
  const absent = estimateAt(0, 0.01)
  const found = estimateAt(0.2, 0.01)

  test.each([
    ['do not clear a model', absent, parentSeen, 'open'],
    ['do not stand against an effect that is found in spite of them', found, parentSeen, 'found'],
    ['carry no verdict at all if they are test items', found, parentIsTest, 'open'],
    ['nor clear then', absent, parentIsTest, 'open'],
    ['may clear where it is not told whether it does', absent, untold, 'absent'],
  ] as const)('%s', (_, estimate, check, expected) => {
    expect(findingOf(estimate, [...allPass, check])).toBe(expected)
  })
  test('are the reason, and the only one, why nothing is called absent', () => {
    const reasons = openReasons(decide(absent, [...allPass, parentSeen]), ALPHA)
    expect(reasons).toEqual([{ code: 'parent_seen', text: 'the check says parent_seen' }])
  })
  test('do not concern the train split', () => {
    expect(findingOf({ ...absent, name: 'train-split' }, [...allPass, parentSeen])).toBe('absent')
  })
})

describe('for a thousand random families', () => {
  const random = createRandom('families')
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)]!
  const { enough, tooFew, apart, someShared, manyShared, alike, shifted, toldApart } = checksThatSay
  const { heldOut, untold, parentSeen, parentIsTest } = checksThatSay
  /** What a check may say, from best to worst. */
  const scales: readonly (readonly Check[])[] = [
    [enough, tooFew],
    [apart, someShared, manyShared],
    [alike, shifted, toldApart],
    [heldOut, untold, parentSeen, parentIsTest],
  ]
  const draws = Array.from({ length: 1000 }, () => {
    const references = random.integer(6)
    const effect = 0.3 * random.uniform() - 0.1
    const estimate = estimateAt(effect, 0.002 + 0.05 * random.uniform(), {
      ...calibratedBy(references, random.uniform() < 0.5),
      adaptation: random.uniform() < 0.5 ? 0 : 0.7,
      leaveOneOut: Array.from({ length: references > 1 ? references : 0 }, (_, k) => ({
        without: `${k}`,
        effect: effect * (0.2 + 1.6 * random.uniform()),
      })),
    })
    return { estimate, checks: scales.map(pick) }
  })

  test('all three findings occur', () => {
    const findings = new Set(draws.map(({ estimate, checks }) => findingOf(estimate, checks)))
    expect([...findings].sort()).toEqual(['absent', 'found', 'open'])
  })
  test('a check that turns out worse never makes a family found or absent', () => {
    for (const { estimate, checks } of draws) {
      const before = findingOf(estimate, checks)
      checks.forEach((check, c) => {
        for (const worse of scales[c]!.slice(scales[c]!.indexOf(check) + 1)) {
          const after = findingOf(estimate, checks.with(c, worse))
          expect([before, 'open']).toContain(after)
        }
      })
    }
  })
  test('what is found has the effect that counts, and what is absent has it not', () => {
    for (const { estimate, checks } of draws) {
      const { finding, effect, effectFloor, eligible, upperBound } = decide(estimate, checks)
      if (finding === 'found') expect(effect).toBeGreaterThanOrEqual(effectFloor)
      if (finding === 'absent') {
        expect(effect).toBeLessThan(effectFloor)
        expect(Math.abs(upperBound)).toBeLessThan(effectFloor)
      }
      if (!eligible) expect(finding).toBe('open')
    }
  })
  test('open families say why', () => {
    for (const { estimate, checks } of draws) {
      const family = decide(estimate, checks)
      if (family.finding === 'open') expect(openReasons(family, ALPHA).length).toBeGreaterThan(0)
    }
  })
})
