import { describe, expect, test } from 'vitest'
import { progressReporter } from '../../src/cli/progress.js'
import { consoleReport, verdictReport } from '../../src/reports/console/index.js'
import { gateReports } from '../../src/reports/gate/index.js'
import { jsonText } from '../../src/reports/json.js'
import { escapeUnprintable, withoutCommands } from '../../src/reports/printable.js'
import { commandLine } from '../cli/run.js'
import { sampleGate } from '../generators/gate.js'
import { sampleReport } from '../generators/report.js'
import { obeyedLines, parseAnnotations } from './workflow-commands.js'

/** Names that a log would obey: at the beginning, behind what may be cut or wrapped off, and among what is not there. */
const NAMES = [
  '::add-mask::checkpoint',
  ' ::error::x',
  '\u00a0\u3000::error::x',
  'a ::stop-commands::never b ::add-mask::c d ::error::e',
  'a/::error::x',
  'a\\::error::x',
  'a\n::error::x',
  '\u200b::error::x',
  ':\u200d:error::x',
  ':\ufe0f:error::x',
  ':',
  '::',
  ':::error::x',
  'a##[error]b',
  '##[add-mask]checkpoint',
  '###[error]x',
  '#\u00ad#[error]x',
  '##vso[task.setvariable variable=a]b',
  'ends with ##',
]
const WIDTHS = Array.from({ length: 30 }, (_, w) => 20 + 4 * w)

/** Reports as of models and files of that name: they are made once, since the losses are the same. */
const named = <T>(report: T, name: string): T =>
  JSON.parse(JSON.stringify(report).replaceAll('NAME', JSON.stringify(name).slice(1, -1)))
const GATES = [{}, { leak: 0.3 }, { audit: undefined, monitored: false }].map(more => {
  const report = sampleGate({ ...more, model: 'runs/NAME', testFile: 'data/NAME' })
  return { ...report, notes: ['NAME', 'NAME: NAME'], headline: 'NAME' }
})
const AUDIT = sampleReport({ model: 'models/NAME', testName: 'data/NAME', leak: () => 0.3 })

test('the lines that are looked for are those that the runner obeys', () => {
  expect(obeyedLines('a\n::error::b\n \t::notice x=y::c\nd ##[group]e\n')).toHaveLength(3)
  expect(obeyedLines('a ::error::b\n\u200b::c\n# #[d]\na::b\n')).toEqual(['\u200b::c'])
})

describe.each(NAMES.map(name => [JSON.stringify(name), name] as const))('a name %s', (_, name) => {
  test('begins no command in a report of a gate, wherever lines are broken', () => {
    for (const noted of GATES.map(report => named(report, name))) {
      for (const width of WIDTHS)
        expect(obeyedLines(gateReports.console(noted, { colourLevel: 0, width }))).toEqual([])
      expect(obeyedLines(gateReports.json(noted))).toEqual([])
      expect(JSON.parse(gateReports.json(noted))).toEqual(noted)
      for (const form of ['junit', 'sarif', 'markdown'] as const)
        expect(obeyedLines(gateReports[form](noted))).toEqual([])
      // Ours are obeyed, and no others.
      const text = gateReports.annotations(noted)
      expect(parseAnnotations(text)).toHaveLength(1 + noted.reasons.length)
      expect(obeyedLines(text)).toHaveLength(1 + noted.reasons.length)
      expect(text).not.toMatch(/##\w*\[/)
    }
  })
  test('begins none in a report of an audit', () => {
    const report = named(AUDIT, name)
    for (const width of WIDTHS)
      for (const render of [consoleReport, verdictReport])
        expect(obeyedLines(render(report, { colourLevel: 0, width }))).toEqual([])
    expect(JSON.parse(jsonText({ [name]: name }))).toEqual({ [name]: name })
  })
  test('begins none in progress', () => {
    let err = ''
    const report = (text: string) => {
      err += withoutCommands(text)
    }
    const show = progressReporter({ report, interactive: false, now: () => 0 } as never)
    const counts = { model: `models/${name}`, texts: 3, textsCached: 1, tokens: 9 }
    show({ ...counts, textsDone: 1, tokensDone: 0 } as never)
    show({ ...counts, textsDone: 3, tokensDone: 9 } as never)
    expect(err.split('\n')).toHaveLength(4)
    expect(obeyedLines(err)).toEqual([])
  })
})

describe('on the command line', () => {
  const { run } = commandLine()
  test.each(NAMES.filter(name => !name.includes('\n')))('no error repeats %j as a command', async name => {
    for (const argv of [[name], ['audit', `--${name}`], ['gate', '--policy', name], ['gate', name, name]]) {
      const { out, err, exit } = await run(argv)
      expect(exit).not.toBe(0)
      expect(obeyedLines(out + err)).toEqual([])
    }
  })
})

test('what begins no line and no command stays as it is', () => {
  for (const name of [
    'std::vector',
    'mmlu::astronomy::12',
    'a:b',
    'data.jsonl:3: x',
    '12:30',
    '# a',
    '#1',
    'C##',
  ])
    expect(escapeUnprintable(name)).toBe(name)
  expect(escapeUnprintable('::error::x ##[group]y')).toBe('\\u003a:error::x \\u0023#[group]y')
  const line = '\u001b[1merror\u001b[22m a::b\n  and :: c\n'
  expect(withoutCommands(line)).toBe(line)
})

test('what is safe stays so when it is made safe again', () => {
  for (const name of NAMES) expect(escapeUnprintable(escapeUnprintable(name))).toBe(escapeUnprintable(name))
})
