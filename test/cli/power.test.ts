import { readFileSync, writeFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { type PowerReport, powerReportSchema } from '../../src/power-report.js'
import { sampleReport } from '../generators/report.js'
import { fixture } from '../models/fixtures.js'
import { commandLine, expectError } from './run.js'

const { at, run, set } = commandLine()

const committed = JSON.parse(
  readFileSync(new URL('../../schemas/power.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv2020({ allErrors: true }).compile(committed)

/** The JSON of a plan, which must follow the published schema. */
async function plan(...argv: readonly string[]): Promise<PowerReport> {
  const { exit, out, err } = await run(['power', ...argv, '--format', 'json'])
  expect(exit, err).toBe(0)
  const parsed = JSON.parse(out)
  expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true)
  return powerReportSchema.parse(parsed)
}

const SIZES = ['--test-items', '300', '--ref-items', '300'] as const

it.each([
  ['one item', ['--test-items', '1', '--ref-items', '400'], /One item has no standard error/],
  ['more models than can be integrated over', [...SIZES, '--references', '300'], /--references: 300/],
])('%s is refused', async (_, argv, what) => {
  const { exit, err } = await run(['power', ...argv])
  expect(exit).toBe(2)
  expect(err).toMatch(what)
})

describe('a plan', () => {
  it('follows the committed schema', async () => {
    const report = await plan(...SIZES, '--references', '5', '--share', '0.2', '--per-item', '0.3')
    expect(report).toMatchObject({ references: 5, calibration: 'reference-models', barred: [] })
    expect(report.target).toMatchObject({ effect: 0.06, share: 0.2 })
    for (const { found, cleared } of [...report.byEffect, ...report.byDose])
      expect(found + cleared).toBeLessThanOrEqual(1)
  })

  it('begins with what it means', async () => {
    const { exit, out } = await run(['power', ...SIZES, '--own-base', '--effect', '0.07'])
    const [first, second, ...rest] = out.replace(/\n {2}(?=\S)/g, ' ').split('\n')
    // By hand: (0.05 or z(0.99)·0.01304) + …; see test/planning. The raw gap of 300 items adds the last 0.001.
    expect(first).toBe(
      "With 300 test and 300 reference items and the model's own base, an effect of 0.062 nats/token or more is found with 80 % chance.",
    )
    expect(second).toMatch(
      /^An effect of 0\.070 is found with 9\d % chance; \d+ test and \d+ reference items would do\.$/,
    )
    expect(rest.join('\n')).toMatch(/can never see less than 0\.054 with that chance/)
    expect(rest.join('\n')).toMatch(/cleared with 9\d % chance and called exposed with under 0\.1 %/)
    expect(out).toMatch(/item deviation +0\.300 +assumed/)
    expect(exit).toBe(0)
  })

  it('says where no verdict is possible', async () => {
    const report = await plan('--test-items', '80', '--ref-items', '300', '--references', '2')
    expect(report.barred).toEqual([
      '2 reference models cannot decide: how much gaps vary takes 3 to estimate',
      'A verdict needs 100 independent items in each set; these have 80 and 300',
    ])
    expect((await plan(...SIZES, '--references', '1')).barred).toHaveLength(1)
    const { out } = await run(['power', ...SIZES, '--references', '1'])
    expect(out).toMatch(/^No verdict: One reference model that is not its own base cannot decide/)
  })

  it('counts sets, by what their clusters are worth', async () => {
    const rows = Array.from(
      { length: 240 },
      (_, i) => `${JSON.stringify({ text: `t ${i}`, cluster: `${i >> 1}` })}\n`,
    )
    writeFileSync(at('pairs.jsonl'), rows.join(''))
    const alone = set('alone.jsonl', ...Array.from({ length: 150 }, (_, i) => `r ${i}`))
    const report = await plan('--test', at('pairs.jsonl'), '--ref', alone)
    // (Σn)²/Σn² = 240²/(120·4) = 120.
    expect([report.test, report.ref]).toEqual([
      { items: 240, independent: 120 },
      { items: 150, independent: 150 },
    ])
  })
})

describe('--from', () => {
  it('measures on the report of an audit', async () => {
    const report = sampleReport({ references: 3, ownBase: false, tau: 0.012 })
    writeFileSync(at('report.json'), JSON.stringify(report))
    const planned = await plan('--from', at('report.json'))
    expect([planned.test.items, planned.ref.items, planned.references]).toEqual([120, 110, 3])
    expect(planned.known.map(({ source }) => source)).toEqual([
      'measured',
      'measured',
      'measured',
      'measured',
    ])
    expect(planned.variance.items).toBeCloseTo(report.families[0]!.varianceItems, 12)
    const given = await plan('--from', at('report.json'), '--references', '8', '--test-items', '900')
    expect([given.test.items, given.references]).toEqual([900, 8])
  })

  it('measures on score files', async () => {
    // In order a letter costs ln 2, out of order 2·ln 2, so that items differ.
    const texts = (start: number) =>
      Array.from({ length: 12 }, (_, i) => `${'bcdefghi'.slice((i + start) % 4)}${'aaaa'.slice(i % 3)}`)
    const [a, b] = [set('a.jsonl', ...texts(0)), set('b.jsonl', ...texts(3))]
    for (const model of ['bigram', 'opset11'])
      expect((await run(['score', fixture(model), a, b, '--out', at(`${model}.parquet`)])).exit).toBe(0)
    const files = [at('bigram.parquet'), at('opset11.parquet')]
    const planned = await plan('--from', ...files, '--own-base')
    expect([planned.test.items, planned.references, planned.calibration]).toEqual([12, 1, 'own-base'])
    expect(planned.known.map(({ source }) => source)).toEqual(['measured', 'measured', 'assumed', 'measured'])
    // Two files of one function: they agree item by item.
    expect(planned.known[1]!.value).toBeCloseTo(1, 6)
    expect(planned.notes[0]).toContain('as the test set and')
    expectError(
      await run(['power', '--from', files[0]!, files[0]!]),
      3,
      /cannot be compared: they hold the scores of the same model$/,
      /Score the same two sets/,
    )
    expectError(await run(['power', '--from', a]), 3, /is not a readable Parquet file/, /lossgap score/)
  })
})

describe('refuses', () => {
  it.each([
    [[], /How many test items there will be is not said/, /--test-items N, --test SET, or --from/],
    [
      [...SIZES, '--own-base', '--references', '3'],
      /--own-base goes with one reference model, got 3/,
      /--references 1/,
    ],
    [
      [...SIZES, '--effect', '0.1', '--share', '0.5'],
      /--effect is the mean over all items/,
      /one or the other/,
    ],
    [[...SIZES, '--test', 'x.jsonl'], /--test and --test-items/, /one of them/],
  ])('%j', async (argv, what, fix) => {
    expectError(await run(['power', ...argv]), 2, what, fix)
  })
  it('values that make no sense', async () => {
    for (const wrong of [
      ['--share', '1.5'],
      ['--correlation', '1'],
      ['--power', '0.3'],
      ['--tau', '0'],
    ])
      expect((await run(['power', ...SIZES, ...wrong])).exit).toBe(2)
  })
  it('a report of something else', async () => {
    writeFileSync(at('other.json'), '{"schema":"lossgap/audit/9"}')
    expectError(
      await run(['power', '--from', at('other.json')]),
      3,
      /other\.json is no report of an audit \(/,
      /report\.json that lossgap audit/,
    )
  })
})
