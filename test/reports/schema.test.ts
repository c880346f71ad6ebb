import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { type AuditReport, auditReportSchema } from '../../src/audit-report.js'
import { jsonReport } from '../../src/reports/json.js'
import { checksThatSay } from '../generators/checks.js'
import { orderAt } from '../generators/order.js'
import { sampleReport, stopped } from '../generators/report.js'

const committed = JSON.parse(
  readFileSync(new URL('../../schemas/audit.schema.json', import.meta.url), 'utf8'),
)

const untested = { ...orderAt(0.5), eligible: false, estimate: null, pHolm: null, finding: 'open' } as const

const SAMPLES: readonly (readonly [string, AuditReport])[] = [
  ['found', sampleReport({ leak: () => 0.3 })],
  ['absent or open', sampleReport()],
  ['three references', sampleReport({ references: 3, ownBase: false, tau: 0.012 })],
  ['no reference, no train split', sampleReport({ references: 0, train: 0 })],
  ['clusters', sampleReport({ clusterSize: 2 })],
  ['in parts', { ...sampleReport(), sequential: stopped }],
  ['an order that is known', sampleReport({ order: { ...orderAt(0.001), pHolm: 0.002, finding: 'found' } })],
  ['an order that may not be tested', sampleReport({ order: untested })],
  ['not eligible', sampleReport({ checks: [checksThatSay.tooFew, checksThatSay.toldApart] })],
]

describe.each(SAMPLES)('the JSON report of an audit: %s', (_, report) => {
  const parsed = JSON.parse(jsonReport(report))
  const validate = new Ajv2020({ allErrors: true }).compile(committed)
  test('follows the schema, by ajv and by zod', () => {
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true)
    expect(auditReportSchema.parse(parsed)).toEqual(report)
  })
  test('loses nothing', () => {
    expect(parsed).toEqual(report)
  })
})

describe('the schema refuses', () => {
  const validate = new Ajv2020().compile(committed)
  const good = JSON.parse(jsonReport(SAMPLES[0]![1]))
  test.each([
    ['a number that is missing', ['families', 0, 'effect'], undefined],
    ['a number that JSON cannot say', ['families', 0, 'standardError'], null],
    ['a probability above 1', ['families', 0, 'pValue'], 1.2],
    ['half an item', ['sets', 0, 'loss', 'items'], 1.5],
    ['a level that there is not', ['verdict', 'level'], 'guilty'],
    ['a field that nobody knows', ['verdict', 'score'], 1],
    ['another version', ['schema'], 'lossgap/audit/2'],
  ] as const)('%s', (_, path, value) => {
    const broken = structuredClone(good)
    const parent = path.slice(0, -1).reduce((node, key) => node[key], broken)
    if (value === undefined) delete parent[path.at(-1)!]
    else parent[path.at(-1)!] = value
    expect(validate(broken)).toBe(false)
    expect(auditReportSchema.safeParse(broken).success).toBe(false)
  })
})

test('the samples show each finding', () => {
  const findings = SAMPLES.flatMap(([, report]) => report.families.map(({ finding }) => finding))
  expect(findings).toContain('found')
  expect(findings).toContain('open')
  expect(SAMPLES[4]![1].contrasts[0]!.tests.welch).toBeNull()
})
