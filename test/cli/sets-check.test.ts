import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { setCheckReportSchema } from '../../src/set-checks/report.js'
import { fixture } from '../models/fixtures.js'
import { commandLine, expectError } from './run.js'

const { at, run } = commandLine()

function file(name: string, rows: readonly object[]): string {
  writeFileSync(at(name), rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  return at(name)
}

const SOURCE = [
  {
    id: 'en',
    question: 'Nadia bakes twelve loaves and sells each for $3 to Omar. What does Omar pay?',
    answer: '12*3=<<12*3=36>>36\n#### 36',
  },
  {
    id: 'zh',
    question: '小明每天早上烤十二个面包，每个卖三元，全部卖给小红。小红要付多少钱？',
    answer: '12*3=<<12*3=36>>36\n#### 36',
  },
]
const REWORDED = [
  {
    id: 'en-1',
    parent: 'en',
    question:
      'For each of the 12 loaves out of Nadia’s oven, which Omar pays for, she sells at a price of $3. Total?',
    answer: 'In all Omar pays 12*3=<<12*3=36>>36\n#### 36',
  },
  {
    id: 'zh-1',
    parent: 'zh',
    question: '小红把小明早上做好的12个面包都买走了，单价是3元，请问小红一共付了多少钱？',
    answer: '她付12*3=<<12*3=36>>36\n#### 36',
  },
]

describe('lossgap sets check --pairs', () => {
  test('passes a faithful paraphrase', async () => {
    const { exit, out, err } = await run([
      ...['sets', 'check', file('good.jsonl', REWORDED), '--pairs', file('source.jsonl', SOURCE)],
    ])
    expect(err).toBe('')
    expect(out).toMatch(/^PASS\n/)
    expect(out).toContain('✓ pairs: 2 of 2 pairs are kept')
    expect(exit).toBe(0)
  })
  test('fails a broken one with exit 3, names each item, and writes the table', async () => {
    const [en, zh] = REWORDED as [(typeof REWORDED)[0], (typeof REWORDED)[0]]
    const broken = [
      { ...en, question: en.question.replace('$3', '$4') },
      { ...zh, answer: zh.answer.replace('#### 36', '#### 63') },
    ]
    const set = file('broken.jsonl', broken)
    const { exit, out, err } = await run([
      ...['sets', 'check', set, '--pairs', file('source.jsonl', SOURCE)],
      ...['--format', 'json', '--out', at('results')],
    ])
    expect(exit).toBe(3)
    expect(err).toMatch(/^error The set does not pass: pairs; arithmetic\nfix {3}/)
    const report = setCheckReportSchema.parse(JSON.parse(out))
    expect(report.drop).toEqual([
      { id: 'en-1', reasons: ['numerals_changed: lacks 3; adds 4'] },
      {
        id: 'zh-1',
        reasons: [
          'answer_changed: the answer is 63 instead of 36',
          'the final answer is the result of no step',
        ],
      },
    ])
    const sha256 = createHash('sha256').update(readFileSync(set)).digest('hex')
    expect(report.files[0]).toMatchObject({ role: 'set', sha256, items: 2 })
    expect(report.pairs).toMatchObject({ matched: 2, kept: 0, dropRate: 1 })
    expect(readFileSync(at('results/check.json'), 'utf8')).toBe(out)
    const items = readFileSync(at('results/items.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(items.map(({ id, line, keep, source }) => [id, line, keep, source])).toEqual([
      ['en-1', 1, false, 'en'],
      ['zh-1', 2, false, 'zh'],
    ])
  })
})

describe('lossgap sets check', () => {
  test('without anything to check against is a usage error', async () => {
    expectError(
      await run(['sets', 'check', file('good.jsonl', REWORDED)]),
      2,
      /Nothing to check/,
      /--against TEST/,
    )
  })
  test('gives the same bytes again', async () => {
    const words = (seed: number) =>
      Array.from({ length: 30 }, (_, i) => ({
        text: `item ${(i * seed) % 31} has ${i * seed} and word${(i * 7 * seed) % 13}`,
      }))
    const argv = [
      'sets',
      'check',
      file('a.jsonl', words(3)),
      '--against',
      file('b.jsonl', words(5)),
      '--format',
      'json',
    ]
    const first = await run(argv)
    expect(setCheckReportSchema.parse(JSON.parse(first.out)).balance.length).toBeGreaterThan(0)
    expect((await run(argv)).out).toBe(first.out)
  })
})

test('the table says where a mean is over some of the items only', async () => {
  const rows = (name: string, answered: number) =>
    Array.from({ length: 8 }, (_, i) => ({
      text: `${name} item ${i} goes on with word${i}${i < answered ? ` #### ${i}` : ''}`,
    }))
  const [set, test] = [file('some.jsonl', rows('a', 3)), file('every.jsonl', rows('b', 8))]
  const { out } = await run(['sets', 'check', set, '--against', test])
  // Mean of ln 1, ln 2 and ln 3; those of every item need no count.
  expect(out).toMatch(/ {2}log answer +0\.60 \(3 of 8\) +1\.33 {2}/)
  expect(out).toMatch(/ {2}has an answer +0\.38 +1\.00 {2}/)
})

test('an audit refuses a set check that does not say which rows were checked', async () => {
  writeFileSync(at('old.json'), JSON.stringify({ schema: 'lossgap/set-check/1', status: 'pass' }))
  const set = file('any.jsonl', SOURCE)
  expectError(
    await run([...['audit', fixture('bigram'), '--test', set, '--ref', set], '--set-check', at('old.json')]),
    3,
    /another version of lossgap \(lossgap\/set-check\/1/,
    /sets check --out/,
  )
})

describe('lossgap sets check --encoder', () => {
  const ENCODER = resolve(import.meta.dirname, '../fixtures/encoder')
  const pairsOf = () => [file('reworded.jsonl', REWORDED), '--pairs', file('source.jsonl', SOURCE)]

  test('is what --least-cosine is a limit of: alone it is refused, not ignored', async () => {
    expectError(
      await run(['sets', 'check', ...pairsOf(), '--least-cosine', '0.5']),
      2,
      '--least-cosine is a limit on what --encoder measures, and there is no --encoder',
      /--encoder/,
    )
  })
  test('compares the meaning of each pair, and names the encoder by its hash', async () => {
    const { out } = await run([
      ...['sets', 'check', ...pairsOf(), '--encoder', ENCODER, '--least-cosine', '0.5', '--format', 'json'],
      ...['--out', at('compared')],
    ])
    const report = setCheckReportSchema.parse(JSON.parse(out))
    const check = report.checks.find(({ name }) => name === 'meaning')
    expect(check?.values).toMatchObject({ encoder: ENCODER, leastCosine: 0.5 })
    expect(report.parameters.encoder).toEqual({
      modelSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      leastCosine: 0.5,
    })
    const rows = readFileSync(at('compared/items.jsonl'), 'utf8').trim().split('\n')
    // Each row has the cosine that decided, and the check counts those below the limit.
    const cosines = rows.map(row => (JSON.parse(row) as { cosine: number }).cosine)
    expect(cosines.every(value => value >= -1 && value <= 1)).toBe(true)
    expect(check?.values.below).toBe(cosines.filter(value => value < 0.5).length)
  })

  test.each([
    ['without pairs', ['--against', 'source.jsonl', '--encoder', ENCODER], 2, /--encoder compares pairs/],
    ['with a limit that is no cosine', ['--encoder', ENCODER, '--least-cosine', '2'], 2, /below 1/],
    ['with a language model', ['--encoder', fixture('bigram')], 4, /no output of sentence vectors/],
    ['with a folder that is not there', ['--encoder', '/no/such/folder'], 4, /No model at/],
  ])('%s: says so', async (_, options, code, message) => {
    const pairs = options.includes('--against') ? [file('reworded.jsonl', REWORDED)] : pairsOf()
    const { exit, err } = await run(['sets', 'check', ...pairs, ...options])
    expect(err).toMatch(message)
    expect(exit).toBe(code)
  })
})

describe('how a check ends', () => {
  const argv = ['sets', 'check', file('end.jsonl', REWORDED), '--pairs', file('end-source.jsonl', SOURCE)]
  test('is told by --help, code by code', async () => {
    const { out } = await run(['sets', 'check', '--help'])
    expect(out).toMatch(/^Exit codes:\n {2}0 .*\n {2}2 .*\n {2}3 .*\n {2}130 stopped$/m)
  })
  test('between two checks at Ctrl-C, with 130 and no report', async () => {
    const stop = new AbortController()
    stop.abort()
    const outcome = await run([...argv, '--out', at('end')], { signal: stop.signal })
    expectError(outcome, 130, 'Stopped while checking, at 1 of 6; nothing was written', /again/)
    expect(existsSync(at('end/check.json'))).toBe(false)
  })
  test.each([
    ['#2:1', 2, /is empty$/],
    ['#1:9', 3, /past the end: the file has 2 rows$/],
    ['.gone', 3, /does not exist$/],
  ])(
    'with rows %s: %i for what the command line shows, 3 for what the file does',
    async (range, exit, what) => {
      expectError(await run(['sets', 'check', `${argv[2]}${range}`, ...argv.slice(3)]), exit, what, /./)
    },
  )
})

describe('a set made of the test set', () => {
  const words = 'harbour lantern copper seldom walks under green slow bridge keeps seven early'.split(' ')
  const items = (name: string) =>
    Array.from({ length: 12 }, (_, i) => ({
      question: `Why does the ${[...words.slice(i), ...words.slice(0, i)].join(' ')} number ${name}${i}?`,
      answer: `Since ${i}`,
    }))
  const write = (name: string, rows: readonly object[]) => {
    writeFileSync(at(name), rows.map(row => `${JSON.stringify(row)}\n`).join(''))
    return at(name)
  }
  const against = write('made-test.jsonl', items('t'))
  test('fails by what its rows, or the manifest beside it, say of their parents', {
    timeout: 60_000,
  }, async () => {
    const said = write(
      'made-said.jsonl',
      items('x').map((item, i) => ({ ...item, parent_split: i === 3 ? 'test' : 'train' })),
    )
    const one = await run(['sets', 'check', said, '--against', against])
    expect(one.exit).toBe(3)
    expect(one.out.replace(/\s+/g, ' ')).toContain(
      '✗ parents: 1 of 12 items were made from items of the test split',
    )
    const built = await run([
      'sets',
      'build',
      '--by',
      'choices',
      '--split',
      'test',
      '--out',
      at('made-built.jsonl'),
      '--from',
      write(
        'mc-test.jsonl',
        items('q').map((item, i) => ({ ...item, choices: ['Arun', 'Belo', `Cairn ${i}`], answer: i % 3 })),
      ),
    ])
    expect(built.exit, built.err).toBe(0)
    const rows = readFileSync(at('made-built.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    // Without the field, as other programs may write the set.
    write(
      'made-built.jsonl',
      rows.map(({ parent_split: _, ...rest }) => rest),
    )
    const told = await run(['sets', 'check', at('made-built.jsonl'), '--against', against])
    expect(told.out.replace(/\s+/g, ' ')).toContain('✗ parents: 12 of 12 items')
  })
})
