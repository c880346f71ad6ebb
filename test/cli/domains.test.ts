import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { DomainsReport } from '../../src/domains-report.js'
import { jsonSchemaOf, PUBLISHED } from '../../src/published-schemas.js'
import { fixture } from '../models/fixtures.js'
import { commandLine, expectError } from './run.js'

const { at, run, set } = commandLine()
const CLEAN = resolve('datasets/demo/clean')
const LETTERS = fixture('attention')
const schema = new Ajv2020({ allErrors: true }).compile(
  jsonSchemaOf(PUBLISHED.find(({ name }) => name === 'domains')!),
)

const demo = (name: string, rows: string) => `${resolve('datasets/demo')}/${name}.jsonl#${rows}`
const first = demo('reference', '0:4')
const second = demo('reference', '4:5')
const benchmark = demo('test', '0:3')

async function measured(...argv: readonly string[]): Promise<DomainsReport> {
  const { exit, out, err } = await run([
    'domains',
    ...argv,
    '--format',
    'json',
    '--no-cache',
    ...['--threads', '1'],
    // The shorter of the two contexts, so that both read as much.
    ...['--window', '64'],
  ])
  expect(exit, err).toBe(0)
  const report = JSON.parse(out)
  expect(schema(report), JSON.stringify(schema.errors)).toBe(true)
  return report
}

describe('two models with two tokenizers', async () => {
  const report = await measured(CLEAN, LETTERS, '--sets', first, second, '--benchmark', benchmark)

  test('are counted in the tokens of the first', () => {
    const [clean, letters] = report.models
    expect(report.standard).toBe('clean')
    expect(clean!.tokenizerSha256).not.toBe(letters!.tokenizerSha256)
    expect(letters!.sets[0]!.tokens).toBeGreaterThan(clean!.sets[0]!.tokens)
    for (const { loss, ownLoss, perplexity } of clean!.sets) {
      expect(loss).toBeCloseTo(ownLoss, 12)
      expect(perplexity).toBeCloseTo(Math.exp(loss), 12)
    }
  })

  test('have losses in the ratio of their bits per byte, document by document', () => {
    // The second set has one document, so that its loss is a single ratio.
    const [clean, letters] = report.models.map(({ sets }) => sets[1]!)
    expect(letters!.loss / clean!.loss).toBeCloseTo(letters!.bitsPerByte / clean!.bitsPerByte, 10)
    expect(letters!.loss).not.toBeCloseTo(letters!.ownLoss, 2)
  })

  test('leave the benchmark out of the average', () => {
    for (const { sets, average } of report.models)
      expect(Math.log(average!.ofDomains)).toBeCloseTo((sets[0]!.loss + sets[1]!.loss) / 2, 12)
  })

  test('give the same bytes again, and the other way round in the tokens of the other', async () => {
    const again = await measured(CLEAN, LETTERS, '--sets', first, second, '--benchmark', benchmark)
    expect(again).toEqual(report)
    const other = await measured(CLEAN, LETTERS, '--sets', first, second, '--standard', LETTERS)
    expect(other.models[1]!.sets[0]!.loss).toBeCloseTo(other.models[1]!.sets[0]!.ownLoss, 12)
  })
})

test('the console says what it means first, and marks benchmarks', async () => {
  const argv = ['domains', CLEAN, resolve('datasets/demo/leaked'), '--no-cache', '--sample', '60']
  const sets = ['reference', 'train', 'test'].map(name => resolve(`datasets/demo/${name}.jsonl`))
  const { out } = await run([...argv, '--sets', ...sets.slice(0, 2), '--benchmark', sets[2]!])
  expect(out.replaceAll('\n', ' ')).toMatch(
    /^From the first model to the last the loss on test\.jsonl.* falls while 2 general domains rise/,
  )
  expect(out).toMatch(/test\.jsonl .*\*/)
})

test('task scores are read from a table, and the report is written', async () => {
  writeFileSync(at('tasks.csv'), `model,boolq\n${CLEAN},60\n${LETTERS},50\n`)
  const argv = [CLEAN, LETTERS, '--sets', first, '--tasks', at('tasks.csv'), '--out', at('deep/domains.json')]
  const report = await measured(...argv)
  expect(report.correlations).toEqual([
    { task: 'boolq', models: 2, scores: [60, 50], levels: null, differences: null, enough: false },
  ])
  expect(JSON.parse(readFileSync(at('deep/domains.json'), 'utf8'))).toEqual(report)
})

test('models that were not scored alike are not set beside each other', async () => {
  const letters = set('letters.jsonl', 'abcabc', 'aabbcc')
  const argv = ['domains', fixture('bigram'), fixture('half'), '--sets', letters, '--no-cache']
  expectError(await run(argv), 3, /cannot be compared: they differ in precision/, /same precision/)
  const windows = ['domains', CLEAN, LETTERS, '--sets', first, '--no-cache', '--threads', '1']
  expectError(await run(windows), 3, /they differ in window \(256 tokens/, /--window 64/)
})

test('the page is written beside the report', async () => {
  const argv = [CLEAN, LETTERS, '--sets', first, second, '--html', at('pages/domains.html')]
  await measured(...argv)
  const page = readFileSync(at('pages/domains.html'), 'utf8')
  expect(page).toContain('<h1>clean and attention on 2 sets</h1>')
  expect(page).toContain('Average perplexity over 2 general domains, in tokens of clean')
})

describe('what cannot be measured is refused before anything is scored', () => {
  test.each([
    ['no set', [CLEAN], /no set to measure/, /--sets/],
    ['a set twice', [CLEAN, '--sets', first, '--benchmark', first], /is given twice/, /once/],
    ['a model twice', [CLEAN, CLEAN, '--sets', first], /is given twice/, /once/],
    [
      'a standard that is none of them',
      [CLEAN, '--sets', first, '--standard', 'x'],
      /--standard: x/,
      /Name one/,
    ],
  ])('%s', async (_, argv, message, fix) => {
    expectError(await run(['domains', ...argv]), 2, message, fix)
  })
})
