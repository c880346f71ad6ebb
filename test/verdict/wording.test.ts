import { describe, expect, test } from 'vitest'
import type { Check, Contrast, Family } from '../../src/audit-report.js'
import type { FamilyEstimate } from '../../src/gaps/family.js'
import { decideFamilies } from '../../src/verdict/decide.js'
import { type StatementInput, testStatement, trainStatement } from '../../src/verdict/wording.js'
import { allPass, checksThatSay } from '../generators/checks.js'
import { RULE } from '../generators/models.js'
import { sampleReport } from '../generators/report.js'
import { calibratedBy, estimateAt } from './estimates.js'

const parameters = { ...RULE, seed: 1, bos: 'auto' as const }
const [, delta2Sample] = sampleReport().contrasts
const delta2Of = (itemWeighted: number): Contrast => ({ ...delta2Sample!, itemWeighted })

function inputOf(
  estimate: FamilyEstimate,
  { checks = allPass, delta2 }: { checks?: readonly Check[]; delta2?: Contrast } = {},
): StatementInput {
  const [family] = decideFamilies([{ estimate, checks }], RULE.alpha) as [Family]
  return {
    family,
    model: 'suspect-7b',
    exposedSet: 'test.jsonl',
    unexposedSet: 'ref.jsonl',
    parameters,
    checks,
    delta2,
  }
}

const found = estimateAt(0.12, 0.02)
const absent = estimateAt(0.01, 0.01)
const open = estimateAt(0.04, 0.03)
const textOf = (statement: ReturnType<typeof testStatement>) => JSON.stringify(statement)

describe('the test set', () => {
  test('found: exposure is likely, at this error rate', () => {
    expect(testStatement(inputOf(found))).toMatchObject({
      level: 'exposure-likely',
      headline: 'suspect-7b finds test.jsonl far more familiar than comparable items.',
      // 0.12 ± 2.3263 · 0.02; p = Φ(−6).
      evidence:
        'Its loss on test.jsonl is 0.120 nats/token lower than on ref.jsonl, beyond what 3 reference models show (98 % interval 0.073 to 0.167 lower, p = 1e−9; lower by 0.050 or more counts as exposure).',
      errorRate:
        'Of unexposed models at most 1 % would be called exposed by this rule, provided that the reference models have seen neither set.',
      reasons: [],
    })
  })
  test('absent: no exposure is detected, to within the floor', () => {
    expect(testStatement(inputOf(absent))).toMatchObject({
      level: 'no-exposure-detected',
      headline: 'suspect-7b treats test.jsonl like comparable items, to within 0.050 nats/token.',
      // p = Φ(−1) = 0.1587; 0.01 ± 0.0233.
      evidence:
        'Its loss on test.jsonl is 0.010 nats/token lower than on ref.jsonl, beyond what 3 reference models show (98 % interval 0.033 lower to 0.013 higher, p = 0.1587; with 95 % confidence less than 0.050 lower, from where it counts as exposure).',
      errorRate:
        'Of models with an effect of 0.050 nats/token or more at most 5 % would be cleared by this rule, provided that the reference models have seen neither set.',
      reasons: [],
      alternatives: [],
    })
  })
  test('absent beside reference items of unknown standing: the reader is told', () => {
    const checks = [...allPass, checksThatSay.untold]
    expect(testStatement(inputOf(absent, { checks })).alternatives).toEqual(['the check says parent_untold.'])
    expect(testStatement(inputOf(open, { checks })).alternatives).toEqual([])
  })
  test('open: inconclusive, with what the audit could have seen and why it did not', () => {
    const statement = testStatement(inputOf(open))
    expect(statement).toMatchObject({
      level: 'inconclusive',
      headline: 'Whether suspect-7b has seen test.jsonl is not settled by this evidence.',
      // (2.3263 + 0.8416) · 0.03
      errorRate: 'With this many items an effect of 0.095 nats/token is found with 80 % chance.',
      alternatives: [],
    })
    expect(statement.reasons.map(({ code }) => code)).toEqual(['underpowered'])
  })
  test('not eligible: no error rate is claimed', () => {
    const statement = testStatement(inputOf(found, { checks: [checksThatSay.tooFew, checksThatSay.alike] }))
    expect(statement).toMatchObject({
      level: 'inconclusive',
      errorRate: 'No error rate is claimed: the conditions for a decision are not met.',
      reasons: [{ code: 'too_few_items', text: 'the check says too_few_items' }],
    })
  })
})

test.each([
  ['nothing', 0, false, 'than on ref.jsonl (98 %'],
  ['the own base', 1, true, ', beyond what its own base shows (98 %'],
  ['another model', 1, false, ', beyond what the reference model shows (98 %'],
  ['four models', 4, false, ', beyond what 4 reference models show (98 %'],
] as const)('judged by %s, it says so', (_, references, ownBase, words) => {
  const estimate = estimateAt(0.12, 0.02, calibratedBy(references, ownBase))
  expect(testStatement(inputOf(estimate)).evidence).toContain(words)
})

test.each([
  [0.12, 0.02, '0.120 nats/token lower', '0.073 to 0.167 lower'],
  [-0.12, 0.02, '0.120 nats/token higher', '0.073 to 0.167 higher'],
  [0.01, 0.02, '0.010 nats/token lower', '0.057 lower to 0.037 higher'],
  [-0.01, 0.02, '0.010 nats/token higher', '0.037 lower to 0.057 higher'],
])(
  'an effect of %f is a loss that is higher or lower, and so are its bounds',
  (effect, error, size, range) => {
    const { evidence } = testStatement(inputOf(estimateAt(effect, error)))
    expect(evidence).toContain(size)
    expect(evidence).toContain(`98 % interval ${range}`)
  },
)

test('between tokenizers the unit is an equivalent', () => {
  const estimate = estimateAt(0.12, 0.02, { unit: 'nats-per-token-equivalent' })
  expect(testStatement(inputOf(estimate)).evidence).toContain('0.120 nats/token-equivalent lower')
})

test.each([
  ['two alike sets', calibratedBy(0), 'the two sets are random draws of one source'],
  [
    'the own base',
    { ...calibratedBy(1, true), tau: { kind: 'prior', value: 0.005 } },
    'its base has seen neither set and training on other texts moves the gap by about 0.005 at most',
  ],
] as const)('the error rate names what it rests on: %s', (_, rest, assumption) => {
  const statement = testStatement(inputOf({ ...found, ...rest, leaveOneOut: [] }))
  expect(statement.errorRate).toBe(
    `Of unexposed models at most 1 % would be called exposed by this rule, provided that ${assumption}.`,
  )
})

test.each([
  ['nothing', 0, false, 'provided that the two sets are random draws of one source.'],
  ['the own base', 1, true, 'moves the gap by about 0.005 at most.'],
  ['three models', 3, false, 'provided that the reference models have seen neither set.'],
] as const)('judged by %s, the error rate says what it rests on', (_, references, ownBase, words) => {
  const tau = { kind: 'prior', value: 0.005 } as const
  for (const [effect, error] of [
    [0.12, 0.02],
    [0.01, 0.01],
  ] as const) {
    const estimate = estimateAt(effect, error, { ...calibratedBy(references, ownBase), tau })
    expect(testStatement(inputOf(estimate)).errorRate).toContain(words)
  }
})

describe('what else may explain a finding', () => {
  const inDomain = /Training on the train split or in its domain: Δ2 is [+−]0\.\d{3} and/
  const alternativesOf = (...input: Parameters<typeof inputOf>) =>
    testStatement(inputOf(...input)).alternatives.join('\n')

  test.each([
    ['large Δ2, small effect', 0.3, 0.12, true],
    ['large Δ2, effect of 15 % of the loss', 0.3, 0.15, false],
    ['Δ2 just above the floor', 0.1, 0.12, true],
    ['Δ2 at the floor', 0.05, 0.12, false],
    ['no Δ2 to speak of', -0.01, 0.12, false],
  ])('training in the domain: %s', (_, delta2, effect, said) => {
    const text = alternativesOf(estimateAt(effect, 0.02), { delta2: delta2Of(delta2) })
    expect(inDomain.test(text)).toBe(said)
    expect(text).not.toContain('--train')
  })
  test('without a train split: that one may be given', () => {
    expect(alternativesOf(found)).toContain('give --train to see how much that explains')
  })
  test('derivatives of the set, always', () => {
    expect(alternativesOf(found, { delta2: delta2Of(0) })).toContain('paraphrases, translations')
  })
  test('a shift between the sets, where the texts show one', () => {
    const shifted = [checksThatSay.enough, checksThatSay.shifted]
    const besideBase = { ...found, ...calibratedBy(1, true), leaveOneOut: [] }
    expect(alternativesOf(besideBase, { checks: shifted })).toContain(
      'A shift between the sets: the check says sets_shifted.',
    )
    expect(alternativesOf(found)).not.toContain('shift')
  })
})

describe('the train split', () => {
  test.each([
    ['found', found, 'suspect-7b finds test.jsonl far more familiar than the test set.'],
    ['absent', absent, 'suspect-7b treats test.jsonl like the test set, to within 0.050 nats/token.'],
    ['open', open, 'Whether suspect-7b has seen test.jsonl is not settled by this evidence.'],
  ])('%s', (_, estimate, headline) => {
    const statement = trainStatement(inputOf({ ...estimate, name: 'train-split' }))
    expect(statement.headline).toBe(headline)
    expect(statement.alternatives).toEqual([
      'If both splits were seen equally often, this gap is 0: it is blind to that.',
    ])
  })
})

describe('in every case', () => {
  const shifted = [checksThatSay.enough, checksThatSay.someShared, checksThatSay.shifted]
  const statements = [found, absent, open, estimateAt(-0.3, 0.02), estimateAt(0.12, 0.02, calibratedBy(2))]
    .flatMap(estimate => [
      inputOf(estimate),
      inputOf(estimate, { checks: shifted, delta2: delta2Of(0.3) }),
      inputOf({ ...estimate, ...calibratedBy(1, true), adaptation: 0.7 }, { checks: shifted }),
      inputOf(estimate, { checks: [checksThatSay.toldApart, checksThatSay.manyShared] }),
    ])
    .flatMap(input => [testStatement(input), trainStatement(input)])

  test('nobody is accused of more than the evidence shows', () => {
    for (const statement of statements) {
      expect(textOf(statement)).not.toMatch(
        /trained on the test|contaminat|guilty|cheat|memori[sz]ed|proof|proven|certainly|was trained/i,
      )
    }
  })
  test('model, sets, effect, interval, p-value and error rate are named', () => {
    for (const { headline, evidence, errorRate } of statements) {
      expect(headline).toContain('suspect-7b')
      expect(headline).toContain('test.jsonl')
      expect(evidence).toMatch(/test\.jsonl is 0\.\d{3} nats\/token (lower|higher) than on ref\.jsonl/)
      const judged =
        /98 % interval .*0\.\d{3}.*, p [=<] [\d.e−]+; (with 95 % confidence less than 0\.050 lower, from where it|lower by 0\.050 or more) counts as exposure/
      const barred = /98 % interval .*0\.\d{3}.*; .* says nothing about exposure\.$/
      expect(evidence).toMatch(/No error rate is claimed/.test(errorRate) ? barred : judged)
      expect(errorRate).toMatch(/\d %|No error rate is claimed/)
    }
  })
  test('what is open has a reason, and what is settled has none', () => {
    for (const { level, reasons } of statements) expect(reasons.length > 0).toBe(level === 'inconclusive')
  })
})

describe('at one of several looks', () => {
  const look = { alpha: 0.0025 }

  test('the interval and the rate are those of all looks, and p stands beside what this look may spend', () => {
    // An interval of this look has z(0.9975) = 2.807 standard errors; that of a plain audit has 2.326.
    const estimate = { ...found, interval: { lower: 0.12 - 0.0561, upper: 0.12 + 0.0561, level: 0.995 } }
    expect(testStatement({ ...inputOf(estimate), look })).toMatchObject({
      evidence: expect.stringContaining(
        '(98 % interval over all looks 0.064 to 0.176 lower, p = 1e−9 where 0.0025 is allowed at this look; ',
      ),
      errorRate:
        'Of unexposed models at most 1 % would be called exposed by this rule, at whichever look, provided that the reference models have seen neither set.',
    })
    expect(testStatement({ ...inputOf(absent), look }).errorRate).toContain(
      'at most 5 % would be cleared by this rule, at whichever look, provided',
    )
  })
  test('an effect is certain only by what this look may spend', () => {
    // p = Φ(−2.5) = 0.0062 lies between 0.0025 and 0.01.
    const between = inputOf(estimateAt(0.0325, 0.013))
    const codes = (input: StatementInput) => testStatement(input).reasons.map(({ code }) => code)
    expect(codes(between)).toContain('small_effect')
    expect(codes({ ...between, look })).not.toContain('small_effect')
  })
})
