import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { AuditReport } from '../../src/audit-report.js'
import { compareAudits } from '../../src/comparison/compare.js'
import { comparisonReportSchema } from '../../src/comparison-report.js'
import { jsonSchemaOf, PUBLISHED } from '../../src/published-schemas.js'
import { comparisonConsole, comparisonJson } from '../../src/reports/comparison.js'
import { orderAt } from '../generators/order.js'
import { sampleReport, stopped } from '../generators/report.js'

const base = sampleReport({ train: 0 })

/** A report of one family with this p, by a model of its own. */
function reportAt(
  name: string,
  pHolm: number,
  { eligible = true, level = pHolm <= 0.01 ? 'exposure-likely' : 'inconclusive' } = {},
): AuditReport {
  const [family] = base.families
  return {
    ...base,
    verdict: { ...base.verdict, level: level as AuditReport['verdict']['level'] },
    model: { ...base.model, name, identity: { ...base.model.identity, modelSha256: name } },
    families: [{ ...family!, pHolm, eligible }],
  }
}

const named = (...reports: AuditReport[]) => reports.map((report, r) => ({ file: `${r}.json`, report }))

describe('many audits', () => {
  test('one of a hundred clean ones, exposed by itself at 1 %, is not called beside the others', () => {
    const clean = Array.from({ length: 99 }, (_, i) => reportAt(`clean ${i}`, (i + 2) / 101))
    const { called, tested, audits } = compareAudits(named(reportAt('lucky', 0.009), ...clean), 0.1)
    // 100 · 0.009 = 0.9; later ones give about i·100/(101·i) ≈ 0.99, so 0.9 is the smallest.
    expect({ called, tested }).toEqual({ called: 0, tested: 100 })
    expect(audits[0]!.qValue).toBeCloseTo(0.9, 12)
    expect(audits[0]!.level).toBe('exposure-likely')
  })

  test('those with small p are called among many', () => {
    const exposed = [1e-9, 1e-8, 1e-7].map((p, i) => reportAt(`exposed ${i}`, p))
    const clean = Array.from({ length: 30 }, (_, i) => reportAt(`clean ${i}`, 0.03 + i / 40))
    const { audits } = compareAudits(named(...exposed, ...clean), 0.1)
    expect(audits.filter(({ called }) => called).map(({ model }) => model)).toEqual([
      'exposed 0',
      'exposed 1',
      'exposed 2',
    ])
  })

  test('a small q alone calls nothing: the verdict itself must say exposed', () => {
    const { audits } = compareAudits(named(reportAt('small effect', 1e-9, { level: 'inconclusive' })), 0.1)
    expect(audits[0]).toMatchObject({ called: false, qValue: 1e-9 })
  })

  test('one without an eligible family is listed, and counts as no test', () => {
    const { tested, audits } = compareAudits(
      named(reportAt('a', 0.04), reportAt('barred', 1e-9, { eligible: false, level: 'inconclusive' })),
      0.1,
    )
    expect(tested).toBe(1)
    expect(audits[0]!.qValue).toBe(0.04)
    expect(audits[1]).toMatchObject({ pValue: null, qValue: null, called: false })
  })

  test('an order that is known counts as the test that it is', () => {
    const known = reportAt('in order', 0.8, { level: 'exposure-strong' })
    const order = { ...orderAt(1e-9), pHolm: 1e-9, finding: 'found' as const }
    expect(compareAudits(named({ ...known, order }, reportAt('clean', 0.5)), 0.1).audits[0]).toMatchObject({
      pValue: 1e-9,
      called: true,
    })
  })

  test('a p-value of an early look counts by what that look may spend', () => {
    // The second look of the sample may spend 0.0025 of 0.01.
    const early = { ...reportAt('early', 0.002), sequential: stopped }
    expect(compareAudits(named(early), 0.1).audits[0]!.pValue).toBeCloseTo(0.008, 12)
  })

  test('the same audit twice is refused', () => {
    expect(() => compareAudits(named(base, base), 0.1)).toThrow(
      /same models on the same test and reference set/,
    )
  })

  test('the train split does not speak for the test set', () => {
    const withTrain = sampleReport()
    const train = withTrain.families.find(({ name }) => name === 'train-split')!
    const report = {
      ...withTrain,
      families: withTrain.families.map(family => (family === train ? { ...train, pHolm: 0 } : family)),
    }
    const { audits } = compareAudits(named(report), 0.1)
    expect(audits[0]!.pValue).toBe(withTrain.families[0]!.pHolm)
  })
})

test('a train split or paraphrases beside the same two sets make no other audit', () => {
  const train = { ...base.sets[1]!, role: 'train' as const, sha256: 'f'.repeat(64) }
  const withTrain = { ...base, sets: [...base.sets, train] }
  const withPairs = { ...base, sets: [...base.sets, { ...train, role: 'paraphrase' as const }] }
  for (const other of [withTrain, withPairs])
    expect(() => compareAudits(named(base, other), 0.1)).toThrow(
      /same models on the same test and reference set/,
    )
  // Another reference set is another audit.
  const otherRef = { ...base, sets: [base.sets[0]!, { ...train, role: 'ref' as const }] }
  expect(compareAudits(named(base, otherRef), 0.1).tested).toBe(2)
})

describe('shown', () => {
  const comparison = compareAudits(named(reportAt('models/x', 1e-9), reportAt('models/y', 0.6)), 0.1)
  test('with the count first, and a row an audit', () => {
    const text = comparisonConsole(comparison, { colourLevel: 0, width: 100 })
    expect(text).toMatch(/^1 of 2 audits is called exposed, at a false discovery rate of 10 %/)
    expect(text).toMatch(/ x +test\.jsonl +EXPOSED \(likely\)/)
    expect(text).toMatch(/ y +test\.jsonl +inconclusive/)
  })
  test('as JSON of its schema, the same bytes twice', () => {
    const json = comparisonJson(comparison)
    const published = PUBLISHED.find(({ name }) => name === 'compare')!
    expect(new Ajv2020().validate(jsonSchemaOf(published), JSON.parse(json))).toBe(true)
    expect(comparisonReportSchema.parse(JSON.parse(json))).toEqual(comparison)
    expect(comparisonJson(comparison)).toBe(json)
  })
})
