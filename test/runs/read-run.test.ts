import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AuditReport } from '../../src/audit-report.js'
import { LossgapError } from '../../src/errors.js'
import { diskFiles } from '../../src/io/files.js'
import { readRun } from '../../src/runs/read-run.js'
import { INEXACT_SPANS } from '../../src/scoring/score-sets.js'
import { commandLine, expectError } from '../cli/run.js'
import { fixture } from '../models/fixtures.js'

const { at, run, set } = commandLine()
const BIGRAM = fixture('bigram')
const LETTERS = 'bcdefghi klmno tuvwxyz '
const text = (start: number) =>
  Array.from({ length: 20 }, (_, k) => LETTERS[(start + k) % LETTERS.length]).join('')
const copyOf = (name: string) => {
  cpSync(at('run'), at(name), { recursive: true })
  return (file: string) => at(`${name}/${file}`)
}
const reportOf = (folder: string): AuditReport =>
  JSON.parse(readFileSync(at(`${folder}/report.json`), 'utf8'))
const read = (folder: string, report = reportOf(folder), texts = true) =>
  readRun(at(`${folder}/report.json`), report, diskFiles(), { texts })

async function failure(folder: string, report?: AuditReport): Promise<LossgapError> {
  const error = await read(folder, report).catch(caught => caught)
  expect(error).toBeInstanceOf(LossgapError)
  return error
}

beforeAll(async () => {
  // The first twelve of each begin at another place, so that their texts differ.
  const test = set('test.jsonl', ...Array.from({ length: 12 }, (_, i) => text(i)))
  const ref = set('ref.jsonl', ...Array.from({ length: 14 }, (_, i) => `${text(i)} k`))
  const argv = ['audit', BIGRAM, '--test', test, '--ref', ref, '--threads', '1', '--out', at('run')]
  const { exit, err } = await run([...argv, '--html', at('run.html')])
  expect(exit, err).toBe(0)
}, 60_000)

describe('a run folder', () => {
  test('gives items with texts and tokens whose losses are the report’s', async () => {
    const { items, missing, report } = await read('run')
    expect(missing).toEqual([])
    expect(items!.length).toBe(12)
    const familiarity = items!.map(item => item.familiarity)
    expect([...familiarity].sort((a, b) => b - a)).toEqual(familiarity)
    const mean = items!.reduce((sum, { loss }) => sum + loss, 0) / 12
    expect(mean).toBeCloseTo(report.sets[0]!.loss.itemWeighted, 12)
    for (const { loss, tokens, text } of items!) {
      const { logProb, byteEnd } = tokens!
      expect(-logProb.reduce((a, b) => a + b, 0) / logProb.length).toBeCloseTo(loss, 12)
      expect(byteEnd.at(-1)).toBe(text!.length)
    }
  })

  test('is written with the same bytes again, and lists the hash of each file', async () => {
    const { files } = JSON.parse(readFileSync(at('run/run.json'), 'utf8'))
    expect(Object.keys(files)).toEqual(['report.json', 'scores.parquet', 'test-texts.jsonl'])
    for (const [name, hash] of Object.entries(files))
      expect(await diskFiles().sha256(at(`run/${name}`))).toBe(hash)
  })

  test.each(['report.json', 'scores.parquet', 'test-texts.jsonl'])(
    'is refused where %s was changed',
    async name => {
      const file = copyOf(`changed-${name}`)
      appendFileSync(file(name), ' ')
      const { code, message } = await failure(`changed-${name}`)
      expect(code).toBe('HASH_MISMATCH')
      expect(message).toContain(`${name} is not the file that was written with`)
    },
  )

  test('of an earlier version has no texts, and a report that says so', async () => {
    const file = copyOf('earlier')
    rmSync(file('run.json'))
    const { items, missing } = await read('earlier')
    expect(items!.every(item => item.text === undefined && item.tokens === undefined)).toBe(true)
    expect(missing).toEqual([
      expect.stringContaining('There is no run.json'),
      expect.stringContaining('neither texts nor tokens are shown'),
    ])
  })

  test('without scores has no items, and says which file is missing', async () => {
    const file = copyOf('bare')
    rmSync(file('scores.parquet'))
    const { items, missing } = await read('bare')
    expect(items).toBeUndefined()
    expect(missing).toEqual([expect.stringContaining('scores.parquet is not beside the report')])
  })

  test('with texts left out has neither texts nor tokens', async () => {
    const { items, missing } = await read('run', undefined, false)
    expect(items!.every(item => item.text === undefined && item.tokens === undefined)).toBe(true)
    expect(missing).toEqual(['The texts of the items were left out on request.'])
  })

  test('shows no token where the tokenizer rewrites texts', async () => {
    const report = reportOf('run')
    const model = { ...report.model, notes: [`3 texts are ${INEXACT_SPANS}`] }
    const { items, missing } = await read('run', { ...report, model })
    expect(items!.every(item => item.text !== undefined && item.tokens === undefined)).toBe(true)
    expect(missing).toEqual([expect.stringContaining('cannot be placed in them exactly')])
  })

  test.each([
    [
      'model',
      (report: AuditReport) => ({
        ...report,
        model: { ...report.model, identity: { ...report.model.identity, modelSha256: 'f' } },
      }),
      /another model/,
    ],
    [
      'set',
      (report: AuditReport) => ({ ...report, sets: report.sets.map(one => ({ ...one, sha256: 'f' })) }),
      /no scores of .*test\.jsonl as the report knows it/,
    ],
    [
      'loss',
      (report: AuditReport) => ({
        ...report,
        sets: report.sets.map(one => ({
          ...one,
          loss: { ...one.loss, tokenWeighted: one.loss.tokenWeighted + 1e-6 },
        })),
      }),
      /its loss on/,
    ],
    [
      'count',
      (report: AuditReport) => ({
        ...report,
        sets: report.sets.map(one => ({ ...one, loss: { ...one.loss, items: 11 } })),
      }),
      /has 12 items of/,
    ],
  ] as const)('of another %s than the report is refused, manifest or not', async (name, change, what) => {
    const file = copyOf(`other-${name}`)
    rmSync(file('run.json'))
    const { code, message } = await failure(`other-${name}`, change(reportOf(`other-${name}`)))
    expect([code, message]).toEqual(['REPORT_INVALID', expect.stringMatching(what)])
  })

  test('whose texts were exchanged, manifest and all, does not align', async () => {
    const file = copyOf('exchanged')
    const rows = readFileSync(file('test-texts.jsonl'), 'utf8').replaceAll('"}', ' and more"}')
    writeFileSync(file('test-texts.jsonl'), rows)
    const manifest = JSON.parse(readFileSync(file('run.json'), 'utf8'))
    manifest.files['test-texts.jsonl'] = await diskFiles().sha256(file('test-texts.jsonl'))
    writeFileSync(file('run.json'), JSON.stringify(manifest))
    expect((await failure('exchanged')).message).toMatch(/the tokens of item "0" do not fit its text/)
  })

  test.each(['no JSON', '{"format":"other"}'])('with a manifest that is %s is refused', async manifest => {
    const file = copyOf('manifest')
    writeFileSync(file('run.json'), manifest)
    expect((await failure('manifest')).message).toMatch(/run\.json is no manifest of a run/)
  })
})

describe('lossgap report', () => {
  test('writes beside the report what audit --html wrote, and a model card', async () => {
    const { exit, out, err } = await run(['report', at('run')])
    expect([exit, out, err]).toEqual([0, `Written to ${at('run/report.html')}\n`, ''])
    expect(readFileSync(at('run/report.html'), 'utf8')).toBe(readFileSync(at('run.html'), 'utf8'))
    await run(['report', at('run/report.json'), '--model-card', at('card.md')])
    expect(readFileSync(at('card.md'), 'utf8')).toMatch(/^## Benchmark exposure\n/)
  })

  test('shows a report alone without items, and says what is missing', async () => {
    const file = copyOf('alone')
    for (const name of ['run.json', 'scores.parquet', 'test-texts.jsonl']) rmSync(file(name))
    const { exit, err } = await run(['report', file('report.json'), '--out', at('alone.html')])
    expect(exit).toBe(0)
    expect(err).toContain('scores.parquet is not beside the report')
    const { document } = parseHTML(readFileSync(at('alone.html'), 'utf8'))
    expect(document.querySelector('#items')!.textContent).toContain('scores.parquet is not beside the report')
    expect(document.querySelector('#verdict')!.textContent).toContain('INCONCLUSIVE')
  })

  test('--no-texts leaves every text out of the file', async () => {
    await run(['report', at('run'), '--no-texts', '--out', at('textless.html')])
    expect(readFileSync(at('run.html'), 'utf8')).toContain(JSON.stringify(text(3)))
    expect(readFileSync(at('textless.html'), 'utf8')).not.toContain(text(3))
  })

  test.each(['report.json', 'run.json', 'scores.parquet', 'test-texts.jsonl'])(
    'refuses to write over the %s of an audit',
    async name => {
      const file = copyOf('not-over')
      const before = readFileSync(file(name))
      const isOf = `${file(name)} is a file of the audit ${file('report.json')}, which would be overwritten`
      for (const option of ['--out', '--model-card'])
        expectError(
          await run(['report', at('run'), at('not-over'), option, file(name)]),
          2,
          `${option}: ${isOf}`,
          `Name another path for ${option}`,
        )
      expect(readFileSync(file(name)).equals(before)).toBe(true)
    },
  )

  test('refuses the same file for the page and the model card', async () => {
    const argv = ['report', at('run'), '--out', at('one.md'), '--model-card', at('one.md')]
    expectError(await run(argv), 2, `--model-card and --out are the same file, ${at('one.md')}`, /of its own/)
    expect(existsSync(at('one.md'))).toBe(false)
  })

  test('names what is wrong', async () => {
    expectError(await run(['report', at('nothing')]), 3, /nothing/, /./)
    expectError(
      await run(['report', at('run'), at('run/report.json')]),
      2,
      /are audits of the same models on the same test and reference set/,
      'Name one of them: in both, one question would be counted twice',
    )
    expectError(
      await run([
        'audit',
        BIGRAM,
        '--test',
        at('test.jsonl'),
        '--ref',
        at('ref.jsonl'),
        '--html',
        at('x.html'),
      ]),
      2,
      '--html shows the run that --out keeps, which is not given',
      'Name a folder with --out too',
    )
  })
})
