import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandLine, expectError } from './run.js'

const { at, run } = commandLine()
const ROWS = [
  {
    question: 'Ida buys 12 pens. How many pens does she need?',
    answer: 'She needs 12 + 1 = <<12+1=13>>13 pens\n#### 13',
  },
  { question: '天空是蓝色。', answer: '是。' },
]
const set = (name: string, rows: readonly object[] = ROWS) => {
  writeFileSync(at(name), rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  return at(name)
}
const lines = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

describe('sets paraphrase', () => {
  it('writes the reworded rows and a manifest, and counts what is left out', async () => {
    const source = set('source.jsonl')
    const { exit, out, err } = await run([
      ...['sets', 'paraphrase', source, '--out', at('out.jsonl')],
      ...['--split', 'test', '--licence', 'MIT', '--seed', '4'],
    ])
    expect([exit, out]).toEqual([
      0,
      'items in   2\nreworded   1\nleft out   1\n  1 no rule for this Chinese text\n',
    ])
    expect(err).toContain(`Written to ${at('out.jsonl')}, with ${at('out.manifest.json')}`)
    const rows = lines(at('out.jsonl'))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ parent: rows[0].id, cluster: rows[0].id, parent_split: 'test' })
    expect(rows[0].question).not.toBe(ROWS[0]!.question)
    expect(rows[0].answer).toMatch(/<<12\+1=13>>13 pens\n#### 13$/)
    const manifest = JSON.parse(readFileSync(at('out.manifest.json'), 'utf8'))
    const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
    expect(manifest).toMatchObject({
      kind: 'paraphrase',
      generator: { name: 'rules', options: { fields: 'question,answer', seed: 4 } },
      source: { file: 'source.jsonl', sha256: sha256(source), split: 'test', items: 2, licence: 'MIT' },
      output: { file: 'out.jsonl', sha256: sha256(at('out.jsonl')), items: 1 },
      exclusions: [{ reason: 'no rule for this Chinese text', ids: [expect.any(String)] }],
    })
    expect(manifest.notes.join()).toContain('1 of the items is Chinese')
  })

  it('rewords the fields that are named only', async () => {
    await run(['sets', 'paraphrase', set('one.jsonl'), '--out', at('q.jsonl'), '--fields', 'question'])
    expect(lines(at('q.jsonl'))[0].answer).toBe(ROWS[0]!.answer)
  })

  it('gives the same bytes for the same seed', async () => {
    for (const name of ['a.jsonl', 'b.jsonl'])
      await run(['sets', 'paraphrase', set('s.jsonl'), '--out', at(name)])
    expect(readFileSync(at('a.jsonl'), 'utf8')).toBe(readFileSync(at('b.jsonl'), 'utf8'))
  })

  it('replaces what is there with --force only', async () => {
    const argv = ['sets', 'paraphrase', set('there.jsonl'), '--out', at('mine.jsonl')]
    writeFileSync(at('mine.jsonl'), 'mine\n')
    expectError(await run(argv), 2, `--out: ${at('mine.jsonl')} is there already`, /--force/)
    expect(readFileSync(at('mine.jsonl'), 'utf8')).toBe('mine\n')
    expect((await run([...argv, '--force'])).exit).toBe(0)
    expect(lines(at('mine.jsonl'))).toHaveLength(1)
  })

  it('rewords the question of multiple choice, and neither options nor key', async () => {
    const item = {
      question: 'Ida buys 12 pens. How many pens does she need?',
      choices: ['How many pens she buys', 'She needs 13 pens', '12'],
      answer: 0,
    }
    await run(['sets', 'paraphrase', set('mc.jsonl', [item]), '--out', at('mc-out.jsonl')])
    const [row] = lines(at('mc-out.jsonl'))
    expect(row.question).not.toBe(item.question)
    expect([row.choices, row.answer]).toEqual([item.choices, 0])
  })

  it('stops at Ctrl-C between rows, and writes nothing', async () => {
    const stop = new AbortController()
    stop.abort()
    const argv = ['sets', 'paraphrase', set('stop.jsonl'), '--out', at('stopped.jsonl')]
    expectError(
      await run(argv, { signal: stop.signal }),
      130,
      'Stopped while rewording, at 0 of 2; nothing was written',
      'Run the same command again',
    )
    expect(existsSync(at('stopped.jsonl'))).toBe(false)
  })

  it('says in its help what is sampled for', async () => {
    const { out } = await run(['sets', 'paraphrase', '--help'])
    expect(out.replace(/\s+/g, ' ')).toContain('--sample <n> reword a random choice of n items')
    expect(out).not.toMatch(/\bscore\b/)
  })

  it('refuses what it could not write before it rewords', async () => {
    const source = set('in.jsonl')
    mkdirSync(at('folder.jsonl'))
    expectError(
      await run(['sets', 'paraphrase', source, '--out', at('folder.jsonl')]),
      3,
      /^--out: .*folder\.jsonl is a folder$/,
      /^Name a file in it/,
    )
    expectError(
      await run(['sets', 'paraphrase', source, '--out', source]),
      2,
      /is a set that is read for it$/,
      'Name another file',
    )
    expectError(
      await run(['sets', 'paraphrase', source, '--out', at('x.csv')]),
      2,
      /a set is written as JSONL, got .*x\.csv$/,
      /jsonl/,
    )
    expect(lines(source)).toEqual(ROWS)
  })

  it('names a field that is not there, and says why nothing came out', async () => {
    expectError(
      await run(['sets', 'paraphrase', set('f.jsonl'), '--out', at('f-out.jsonl'), '--fields', 'prompt']),
      3,
      /f\.jsonl:1 has no field "prompt" to reword \(fields: question, answer\)$/,
      /--fields question,answer/,
    )
    expectError(
      await run(['sets', 'paraphrase', set('zh.jsonl', ROWS.slice(1)), '--out', at('zh-out.jsonl')]),
      3,
      /^The item of .*zh\.jsonl could not be reworded \(1 no rule for this Chinese text\)$/,
      /--by/,
    )
    expect(existsSync(at('zh-out.jsonl'))).toBe(false)
  })
})

it('--by model without a model says what to add', async () => {
  const argv = ['sets', 'paraphrase', set('own.jsonl'), '--by', 'model']
  expectError(
    await run([...argv, '--out', at('reworded.jsonl')]),
    2,
    'Rewording by model needs a local model',
    /--model-path FOLDER/,
  )
})
