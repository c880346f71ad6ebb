import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { LossgapError } from '../../src/errors.js'
import { diskFiles, type Files } from '../../src/io/files.js'
import { VERSION } from '../../src/version.js'
import { fixture } from '../models/fixtures.js'
import { commandLine, expectError } from './run.js'

const { at, run, set } = commandLine()
const BIGRAM = fixture('bigram')

/** Letters mostly in the order that the bigram table expects, so that they cost less than guessing. */
const LETTERS = 'bcdefghi klmno tuvwxyz '
const inOrder = (start: number, length: number) =>
  Array.from({ length }, (_, k) => LETTERS[(start + k) % LETTERS.length]).join('')

function bufferOf(path: string): ArrayBuffer {
  const bytes = readFileSync(path)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

describe('lossgap', () => {
  it('--help lists the commands', async () => {
    const { exit, out, err } = await run(['--help'])
    for (const command of ['demo', 'audit', 'score', 'doctor'])
      expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'))
    expect([exit, err]).toEqual([0, ''])
  })

  it('score --help lists its options', async () => {
    const { exit, out } = await run(['score', '--help'])
    for (const option of [
      '--device',
      '--bos',
      '--window',
      '--batch-tokens',
      '--cache',
      '--template',
      '--out',
      '--debug',
    ])
      expect(out).toContain(option)
    expect(exit).toBe(0)
  })

  it('--version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(await run(['--version'])).toEqual({ exit: 0, out: `${version}\n`, err: '' })
    expect(VERSION).toBe(version)
  })
})

describe('doctor', () => {
  it('shows what this machine can run', async () => {
    const { exit, out, err } = await run(['doctor'])
    expect(out).toMatch(new RegExp(`^lossgap +${VERSION}$`, 'm'))
    expect(out).toMatch(/^runtime +onnxruntime-node \d+\.\d+\.\d+; built for .*cpu/m)
    expect(out).toContain(`cache      ${at('cache')}`)
    expect([exit, err]).toEqual([0, ''])
  })

  it('checks how a model is read', async () => {
    const { exit, out } = await run(['doctor', fixture('attention'), '--threads', '1'])
    expect(out).toContain(fixture('attention'))
    expect(out).toMatch(/float32 on cpu, vocabulary 32 \(tokenizer 32\), context 64/)
    expect(out).toMatch(/BOS none, sha256 [0-9a-f]{16}…/)
    expect(out).toMatch(/^ok .*alone or in a padded batch/m)
    expect(exit).toBe(0)
  })

  it('refuses a model that cannot be scored', async () => {
    expectError(
      await run(['doctor', fixture('no-logits')]),
      4,
      `${fixture('no-logits')} has no logits output [batch, sequence, vocabulary]; its outputs are last_hidden_state`,
      /language-model head/,
    )
  })
})

describe('score', () => {
  it('writes the scores and prints the losses', async () => {
    const out = at('scores.parquet')
    // "abc": 2·ln 2 + ln 2. "aab": ln 2 + 2·ln 2. Together 6·ln 2 = 4.1589 nats for 4 tokens of 4 bytes.
    const path = set('texts.jsonl', 'abc', 'aab', 'b')
    const outcome = await run(['score', BIGRAM, path, '--out', out, '--threads', '1'])
    expect(outcome.exit).toBe(0)
    const [heading, line] = outcome.out.split('\n')
    expect(heading!.split(/ {2,}/)).toEqual([
      'set', 'items', 'left out', 'tokens', 'nats/token', 'per item', 'bits/byte', 'perplexity',
    ]) // biome-ignore format: a row
    // 1.5·ln 2 = 1.0397 nats a token, 1.5 bits a byte, perplexity 2^1.5 = 2.83. "b" has nothing to predict.
    expect(line!.split(/ {2,}/).slice(1)).toEqual(['2', '1', '4', '1.0397', '1.0397', '1.5000', '2.83'])
    expect(outcome.err).toContain(`Scores written to ${out}\n`)
    expect((await parquetReadObjects({ file: bufferOf(out) })).map(row => row.item_id)).toEqual([
      '0',
      '0',
      '1',
      '1',
    ])
  })

  it('writes the signals of each item, none of them for a text without a token to predict', async () => {
    const path = set('signals-of.jsonl', 'abc', 'b')
    const [out, signals] = [at('with.parquet'), at('deep/signals.jsonl')]
    const outcome = await run(['score', BIGRAM, path, '--out', out, '--signals', signals, '--no-cache'])
    expect(outcome.err).toContain(`Signals written to ${signals}\n`)
    const [first, second] = readFileSync(signals, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    // "abc": 2·ln 2 + ln 2 over two tokens, of which one is the lowest fifth.
    expect(first).toMatchObject({ set: path, id: '0', tokens: 2 })
    expect(first['mean log-probability']).toBeCloseTo(-1.5 * Math.LN2, 6)
    expect(first['Min-K%']).toBeCloseTo(-2 * Math.LN2, 6)
    expect(second).toEqual({
      ...{ set: path, id: '1', tokens: 0, 'mean log-probability': null, 'Min-K%': null },
      ...{ 'Min-K%++': null, 'longest run': null },
    })
  })

  it('refuses signals in the place of the scores', async () => {
    const argv = [
      'score',
      BIGRAM,
      set('same.jsonl', 'abc'),
      '--out',
      at('x.parquet'),
      '--signals',
      at('./x.parquet'),
    ]
    expectError(await run(argv), 2, /^--signals and --out are the same file/, /of its own/)
  })

  it('refuses a signals file that is a folder before anything is scored', async () => {
    const outcome = await run([
      'score',
      BIGRAM,
      set('s.jsonl', 'abc'),
      '--out',
      at('o.parquet'),
      '--signals',
      at('.'),
    ])
    expectError(outcome, 3, /^--signals: .* is a folder$/, /--signals .*signals\.jsonl$/)
  })

  it('keeps scores in the cache, and says what it found there', async () => {
    const path = set('cached.jsonl', 'bcd', 'xyz')
    const argv = ['score', BIGRAM, path, '--out', at('cached.parquet'), '--cache', at('own-cache')]
    expect((await run(argv)).err).not.toContain('in the cache')
    const first = readFileSync(at('cached.parquet'))
    expect((await run(argv)).err).toContain(`bigram: 2 of 2 texts are in the cache\n`)
    expect(readFileSync(at('cached.parquet')).equals(first)).toBe(true)
  })

  it('--no-cache keeps nothing', async () => {
    const path = set('fresh.jsonl', 'bcdefgh')
    await run(['score', BIGRAM, path, '--out', at('fresh.parquet'), '--no-cache'], {
      cacheFolder: at('unused'),
    })
    expect(readdirSync(at('.'))).not.toContain('unused')
  })

  it('says what a reader of the scores should know', async () => {
    cpSync(BIGRAM, at('bare'), { recursive: true })
    rmSync(at('bare/config.json'))
    const path = set('noted.jsonl', 'bcd')
    const { exit, err } = await run(['score', at('bare'), path, '--out', at('noted.parquet')])
    expect(exit).toBe(0)
    expect(err).toContain(`${at('bare')} states no context length: windows of 1024 tokens are assumed`)
  })

  it('takes --device auto, which says so where it falls back to the CPU', async () => {
    const path = set('auto.jsonl', 'bcd')
    const out = at('auto.parquet')
    const { exit, err } = await run(['score', BIGRAM, path, '--out', out, '--device', 'auto', '--no-cache'])
    expect(exit).toBe(0)
    const metadata = parquetMetadata(bufferOf(out))
    const manifest = JSON.parse(metadata.key_value_metadata!.find(({ key }) => key === 'lossgap')!.value!)
    const fallback = /^CUDA is not available \(.+\); running on the CPU$/m
    if (manifest.provider === 'cpu') expect(err).toMatch(fallback)
    else expect(err).not.toMatch(fallback)
  })

  it('shows how it goes on: a line at a time, or a bar that is drawn over', async () => {
    const path = set('progress.jsonl', 'bcdef', 'xyz')
    let time = 0
    const now = () => {
      time += 2000
      return time
    }
    const argv = ['score', BIGRAM, path, '--out', at('p.parquet'), '--no-cache', '--batch-tokens', '1']
    const plain = await run(argv, { now })
    // 4 + 2 tokens; the reporter looks at its clock thrice, two seconds apart: 6 tokens in 4 seconds.
    expect(plain.err).toContain('bigram: 2 texts, 6 tokens to score\n')
    expect(plain.err).toMatch(/bigram: 2\/2 texts, 2 tokens\/s, took 4 s\n/)
    expect(plain.err).not.toContain('\u001b')
    const bar = await run(argv, { now, interactive: true })
    expect(bar.err).toContain(`\r\u001b[2K${'░'.repeat(24)} bigram: 2 texts, 6 tokens to score`)
    expect(bar.err).toContain(
      `\r\u001b[2K${'█'.repeat(16)}${'░'.repeat(8)} bigram: 1/2 texts, 2 tokens/s, 1 s left`,
    )
    expect(bar.err).toContain(`\r\u001b[2K${'█'.repeat(24)} bigram: 2/2 texts`)
  })
})

describe('Ctrl-C', () => {
  it('stops after the batch that is running; the next run goes on from there', async () => {
    const path = set('long.jsonl', ...Array.from({ length: 12 }, (_, i) => inOrder(i, 20)))
    const stop = new AbortController()
    const argv = [
      'score',
      BIGRAM,
      path,
      '--out',
      at('long.parquet'),
      '--batch-tokens',
      '1',
      '--cache',
      at('stopped'),
    ]
    let clock = 0
    const now = () => {
      clock++
      // Progress is reported at the start and after each batch: five batches are done at the sixth look.
      if (clock === 6) stop.abort()
      return 0
    }
    const first = await run(argv, { signal: stop.signal, now })
    expectError(
      first,
      130,
      `Stopped at 5 of 12 texts of ${BIGRAM}; their scores are kept`,
      'Run the same command again to go on from there',
    )
    expect(readdirSync(at('.'))).not.toContain('long.parquet')
    const second = await run(argv)
    expect(second.exit).toBe(0)
    expect(second.err).toContain(`bigram: 5 of 12 texts are in the cache\n`)
    expect(second.err).toContain('7 texts, 133 tokens to score') // 7 · 19
  })
})

describe('audit', () => {
  it('reports in JSON, and writes the report and the scores', async () => {
    const test = set('test.jsonl', ...Array.from({ length: 20 }, (_, i) => inOrder(i, 20)))
    const ref = set('ref.jsonl', ...Array.from({ length: 22 }, (_, i) => inOrder(i, 25)))
    const argv = ['audit', BIGRAM, '--test', test, '--ref', ref, '--out', at('report'), '--threads', '1']
    const outcome = await run([...argv, '--format', 'json'])
    expect(outcome.exit).toBe(0)
    const report = JSON.parse(outcome.out)
    expect(report.schema).toBe('lossgap/audit/1')
    expect(report.sets.map((record: { loss: { items: number } }) => record.loss.items)).toEqual([20, 22])
    // Twenty items are too few for any verdict.
    expect(report.verdict.level).toBe('inconclusive')
    expect(readFileSync(at('report/report.json'), 'utf8')).toBe(outcome.out)
    expect(readdirSync(at('report'))).toEqual([
      'report.json',
      'run.json',
      'scores.parquet',
      'test-texts.jsonl',
    ])
    // The same command gives the same bytes.
    expect((await run([...argv, '--format', 'json'])).out).toBe(outcome.out)
    const console = await run(argv)
    expect(console.out).toMatch(/inconclusive/i)
    // The audit of something else does not take its place.
    const other = ['audit', BIGRAM, '--test', ref, '--ref', test, '--out', at('report')]
    const there = `report.json is the audit of ${BIGRAM} on ${test}`
    expectError(await run(other), 2, `--out: ${at('report')}/${there}`, /another folder/)
    expect(readFileSync(at('report/report.json'), 'utf8')).toBe(outcome.out)
    // A sampled set has its sample in its name.
    const sampled = [...argv.slice(0, -4), '--sample', '19', '--out', at('sampled')]
    expect((await run(sampled)).exit).toBe(0)
    expect((await run(sampled)).exit).toBe(0)
  })

  it('refuses the audited model as a reference before it scores', async () => {
    const argv = ['audit', BIGRAM, '--test', 'none.jsonl', '--ref', 'none-too.jsonl']
    expectError(await run([...argv, '--reference-model', BIGRAM]), 2, /is given twice/, /once/)
  })

  it('scores in parts with --sequential, and says so on both outputs', async () => {
    const texts = (length: number) =>
      Array.from({ length: 200 }, (_, i) =>
        inOrder(i % LETTERS.length, length + Math.floor(i / LETTERS.length)),
      )
    const test = set('parts-test.jsonl', ...texts(10))
    const ref = set('parts-ref.jsonl', ...texts(40))
    const argv = ['audit', BIGRAM, '--test', test, '--ref', ref, '--threads', '1', '--out', at('parts')]
    const { exit, out, err } = await run([...argv, '--sequential'])
    expect(exit).toBe(0)
    // Long and short texts are told apart, so no item can help: the first look is the last.
    expect(err).toContain('No verdict on the test set is possible here')
    expect(out).toContain('Scored in parts (--sequential)\n')
    const { sequential, verdict } = JSON.parse(readFileSync(at('parts/report.json'), 'utf8'))
    expect(verdict.level).toBe('inconclusive')
    expect(sequential).toMatchObject({ stoppedBecause: 'barred', stoppedAt: 1 })
    expect(sequential.looks[0].items).toEqual([100, 100])
    expect((await run(argv)).out).not.toContain('--sequential')
  })

  it('has printed the report when the disk is full', async () => {
    const test = set('full-test.jsonl', ...Array.from({ length: 20 }, (_, i) => inOrder(i, 20)))
    const ref = set('full-ref.jsonl', ...Array.from({ length: 22 }, (_, i) => inOrder(i, 25)))
    const disk = diskFiles()
    const files: Files = {
      ...disk,
      write: async (path, contents) => {
        if (!path.endsWith('report.json')) return disk.write(path, contents)
        throw new LossgapError(
          'FILE_UNREADABLE',
          `${path} cannot be used: the disk is full`,
          'Free some space',
        )
      },
    }
    const argv = ['audit', BIGRAM, '--test', test, '--ref', ref, '--out', at('full'), '--format', 'json']
    const { exit, out, err } = await run(argv, { files })
    expect(JSON.parse(out).schema).toBe('lossgap/audit/1')
    expect(err).toContain(`error ${at('full/report.json')} cannot be used: the disk is full\n`)
    expect(exit).toBe(3)
  })
})
