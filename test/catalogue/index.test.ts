import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { entryOf, readCatalogue } from '../../src/catalogue/read-catalogue.js'
import { catalogueSchema } from '../../src/catalogue/schema.js'
import { wantedFiles } from '../../src/catalogue/wanted-files.js'
import { diskFiles } from '../../src/io/files.js'
import { formatOf } from '../../src/sets/formats.js'
import { loadSet } from '../../src/sets/load-set.js'
import { defaultTemplate, parseTemplate } from '../../src/sets/template.js'
import { sha256 } from './server.js'

const catalogue = await readCatalogue('datasets', diskFiles())
const { sets } = catalogue

/** SPDX License List 3.25, the identifiers that benchmarks come with. */
const SPDX = [
  'MIT',
  'Apache-2.0',
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
  'CC-BY-NC-SA-4.0',
  'CC-BY-NC-ND-4.0',
]

test('the benchmarks that an audit is most often asked about are there, each once', () => {
  const names = sets.map(({ name }) => name)
  const asked =
    'gsm8k gsm-symbolic math mmlu cmmlu c-eval arc-easy arc-challenge hellaswag humaneval mbpp truthfulqa winogrande demo'
  expect([...names].sort()).toEqual(asked.split(' ').sort())
})

describe.each(sets)('$name', set => {
  const files = wantedFiles(set)

  test('has a licence of the SPDX list and a date of the calendar, in the past', () => {
    expect(SPDX).toContain(set.licence)
    const day = set.published.length === 7 ? `${set.published}-01` : set.published
    expect(new Date(day).toISOString().slice(0, 10)).toBe(day)
    // The first of these benchmarks is ARC, of 2018.
    expect(set.published >= '2018').toBe(true)
  })

  test('has a template that parses, holds the question, and can be pasted into a shell', () => {
    const fields = parseTemplate(set.template).parts.flatMap(part =>
      part.kind === 'field' ? [part.name] : [],
    )
    expect(fields).toContain(set.fields.question)
    expect(set.template).not.toMatch(/["$`\\!\n]/)
  })

  test('has files of a format that is read, by https, under names that differ', () => {
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length)
    expect(new Set(files.map(({ source }) => source)).size).toBe(files.length)
    for (const { name, source, bundled, gzip } of files) {
      expect(formatOf(name).extensions).toContain(`.${set.format}`)
      expect(source.endsWith(gzip ? `.${set.format}.gz` : `.${set.format}`), source).toBe(true)
      expect(source).not.toMatch(/[{}]|\.\./)
      expect(bundled || new URL(source).protocol === 'https:').toBe(true)
    }
  })

  test('names a revision for its files, or says that it does not', () => {
    const pinned = files.every(({ source, bundled }) => bundled || /\/[0-9a-f]{40}\//.test(source))
    expect(pinned || /names no revision/.test(set.note)).toBe(true)
  })
})

test.each([
  ['mmlu', { question: 'Which?', subject: 's', choices: ['x', 'y'], answer: 1 }],
  ['cmmlu', { Question: '哪个？', A: 'x', B: 'y', C: 'z', D: 'u', Answer: 'B' }],
  ['c-eval', { id: 1, question: '哪个？', A: 'x', B: 'y', C: 'z', D: 'u', answer: 'B', explanation: '' }],
  [
    'arc-easy',
    { id: 'x', question: 'Which?', choices: { text: ['x', 'y'], label: ['A', 'B'] }, answerKey: 'B' },
  ],
  [
    'arc-challenge',
    { id: 'x', question: 'Q', choices: { text: ['x', 'y'], label: ['1', '2'] }, answerKey: '2' },
  ],
  ['hellaswag', { ind: 1, ctx: 'He', endings: ['x', 'y'], label: 1, source_id: 's' }],
])('the template of %s is the one that its rows get without it', (name, fields) => {
  expect(entryOf(catalogue, name).template).toBe(defaultTemplate(fields, 'f').source)
})

test('what comes with lossgap has the hash and the size that are said, and reads with its template', async () => {
  const demo = entryOf(catalogue, 'demo')
  for (const { name, source, sha256: hash, bytes } of wantedFiles(demo)) {
    const contents = readFileSync(join('datasets', source))
    expect([name, sha256(contents), contents.length]).toEqual([name, hash, bytes])
    // The card names every file's hash.
    expect(readFileSync('datasets/demo/CARD.md', 'utf8')).toContain(hash)
  }
  const { items } = await loadSet({ path: 'datasets/demo/test.jsonl', template: demo.template }, diskFiles())
  expect(items).toHaveLength(400)
})

/** Beside the repository where data for tests are at hand. */
const SUMS = '../shared/data/SHA256SUMS'
if (!existsSync(SUMS)) console.warn(`skipped: no ${SUMS}, the hashes of GSM8K are not checked against it`)

test.skipIf(!existsSync(SUMS))('GSM8K has the hashes of the files that the data folder was made from', () => {
  const sums = new Map(
    readFileSync(SUMS, 'utf8')
      .trim()
      .split('\n')
      .map(line => line.split(/\s+/).reverse() as [string, string]),
  )
  for (const { name, sha256: hash, bytes } of wantedFiles(entryOf(catalogue, 'gsm8k'))) {
    expect(hash).toBe(sums.get(`gsm8k/${name}`))
    const contents = readFileSync(`../shared/data/gsm8k/${name}`)
    expect([sha256(contents), contents.length]).toEqual([hash, bytes])
  }
})

describe('a catalogue', () => {
  const withFile = (file: object) => {
    const [first] = sets
    return catalogueSchema.safeParse({ ...catalogue, sets: [{ ...first, files: [file] }] }).success
  }
  const file = { split: 'test', url: 'https://sets.example/test.jsonl', sha256: null, bytes: null }

  test.each([
    ['a plain file', {}, true],
    ['an address without TLS', { url: 'http://sets.example/test.jsonl' }, false],
    ['a hash that is none', { sha256: 'abc' }, false],
    ['no source', { url: undefined }, false],
    ['two sources', { path: 'demo/test.jsonl' }, false],
    ['parts without their place in the URL', { parts: { algebra: null } }, false],
    ['a place for parts that it does not name', { url: 'https://sets.example/{part}.jsonl' }, false],
    [
      'a part that leads out of its folder',
      { url: 'https://sets.example/{part}', parts: { '../x': null } },
      false,
    ],
    ['only splits on which nobody compares models', { split: 'train' }, false],
    ['something that nobody knows', { mirror: 'x' }, false],
  ])('with %s: %o is taken: %s', (_, change, taken) => {
    expect(withFile({ ...file, ...change })).toBe(taken)
  })

  test('finds a set by its name and offers the nearest', () => {
    expect(entryOf(catalogue, 'mmlu').title).toBe('MMLU')
    expect(() => entryOf(catalogue, 'gsm-symbolik')).toThrow(
      expect.objectContaining({
        code: 'SET_UNKNOWN',
        exitCode: 2,
        fix: expect.stringMatching(/^Did you mean gsm-symbolic\?/),
      }),
    )
    expect(() => entryOf(catalogue, 'unheard-of-benchmark')).toThrow(
      expect.objectContaining({ fix: expect.stringMatching(/^Use one of gsm8k, /) }),
    )
  })

  test('gives the splits that are asked for, and names them when one is not there', () => {
    const gsm8k = entryOf(catalogue, 'gsm8k')
    expect(wantedFiles(gsm8k, ['train']).map(({ name }) => name)).toEqual(['train.jsonl'])
    expect(() => wantedFiles(gsm8k, ['test', 'dev'])).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: 'GSM8K has no split "dev"',
        fix: expect.stringContaining('test,train'),
      }),
    )
  })
})
