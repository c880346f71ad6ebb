import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileServer, ORIGIN, sha256 } from '../catalogue/server.js'
import { commandLine, expectError } from './run.js'

const { at, run } = commandLine()
const server = fileServer()

/** Every published URL leads to the server of this test. */
const toServer: typeof fetch = (url, init) =>
  server.fetch(String(url).replace(/^https:\/\/[^/]+/, ORIGIN), init as Parameters<typeof server.fetch>[1])
const ROWS = Buffer.from('{"question":"What is 1 + 1?","answer":"#### 2"}\n')

/** With the fields of HellaSwag. */
const ENDINGS = Buffer.from(
  `${JSON.stringify({ ind: 3, source_id: 'a~1', ctx: 'She opens', endings: ['it.', 'up.', 'a.', 'b.'], label: 1 })}\n`,
)

describe('lossgap sets pull', () => {
  test('fetches what has no known hash, records it, and says how to read it', async () => {
    server.answers({ body: ENDINGS })
    const to = at('fetched')
    const outcome = await run(['sets', 'pull', 'hellaswag', '--split', 'validation,train', '--to', to], {
      fetch: toServer,
    })
    expect(outcome.err).toContain(`${join(to, 'hellaswag/validation.jsonl')}: 0 B of ${ENDINGS.length} B\n`)
    expect(outcome.err).toContain(`: ${ENDINGS.length} B of ${ENDINGS.length} B\n`)
    expect(outcome.exit).toBe(0)
    expect(outcome.out).toContain('HellaSwag: licence MIT, published 2019-05-29')
    expect(outcome.out).toContain(sha256(ENDINGS))
    expect(outcome.out).toContain(
      `lossgap audit MODEL --test ${join(to, 'hellaswag/validation.jsonl')} --ref REFERENCE --train ${join(to, 'hellaswag/train.jsonl')} --template "{ctx} {endings|lettered} Answer: {label|letter}" --id-field ind --cluster-field source_id\n`,
    )
    for (const split of ['validation', 'train']) {
      const lock = JSON.parse(readFileSync(join(to, `hellaswag/${split}.jsonl.lock.json`), 'utf8'))
      expect(lock).toMatchObject({ set: 'hellaswag', licence: 'MIT' })
      expect(Object.keys(lock.files)).toEqual([`${split}.jsonl`])
    }
    expect(server.requests.map(({ url }) => url?.split('/').at(-1))).toEqual([
      'hellaswag_val.jsonl',
      'hellaswag_train.jsonl',
    ])
  })

  test('takes no bytes on trust where no hash is known', async () => {
    // Multiplying by an odd constant modulo 2^32 and keeping the high byte: bytes without a pattern.
    const noise = Array.from({ length: 3000 }, (_, i) => Math.imul(i + 1, 2654435761) >>> 24)
    writeFileSync(at('noise'), Buffer.from(noise))
    const to = at('noisy')
    const argv = ['sets', 'pull', 'mmlu', '--split', 'test', '--from', at('noise'), '--to', to]
    expectError(
      await run(argv),
      3,
      /^No hash is known of https:.*does not read as MMLU: test\.parquet is not a readable Parquet file/,
      /published file \(parquet/,
    )
    expect(readdirSync(join(to, 'mmlu'))).toEqual([])
  })

  test('refuses another file than the published one, with both hashes', async () => {
    server.answers({ body: ROWS })
    const to = at('wrong')
    const outcome = await run(['sets', 'pull', 'gsm8k', '--split', 'test', '--to', to], { fetch: toServer })
    expectError(
      outcome,
      3,
      new RegExp(`test\\.jsonl has SHA-256 ${sha256(ROWS)} .*expected 3730d312f6e3440559ace48831e51066`),
      /Pull it again/,
    )
    expect(existsSync(join(to, 'gsm8k/test.jsonl'))).toBe(false)
  })

  test('offline, names the address and the way around it; that way checks the file too', async () => {
    const offline: typeof fetch = async () => {
      throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') })
    }
    const to = at('offline')
    const outcome = await run(['sets', 'pull', 'gsm8k', '--split', 'test', '--to', to], { fetch: offline })
    expectError(
      outcome,
      3,
      /Cannot fetch https:\/\/raw\.githubusercontent\.com\/openai\/grade-school-math\/.*: getaddrinfo ENOTFOUND/,
      new RegExp(`--from test\\.jsonl --to .*${join(to, 'gsm8k/test.jsonl')}`),
    )
    writeFileSync(at('mine.jsonl'), ROWS)
    const byHand = ['sets', 'pull', 'gsm8k', '--split', 'test', '--from', at('mine.jsonl'), '--to', to]
    expectError(
      await run(byHand, { fetch: offline }),
      3,
      new RegExp(`^${at('mine.jsonl')} has SHA-256 ${sha256(ROWS)} .*expected 3730d312.* \\(of https://raw`),
      /^Fetch https:\/\/raw.* anew, byte for byte: the file given with --from is another one, or was changed$/,
    )
  })

  test('copies what comes with lossgap, without the network, and the copy can be read', async () => {
    const to = at("a folder's name")
    const outcome = await run(['sets', 'pull', 'demo', '--to', to], { fetch: toServer })
    expect(outcome.exit).toBe(0)
    expect(server.requests).toHaveLength(0)
    const path = `'${to.replaceAll("'", "'\\''")}/demo/test.jsonl'`
    expect(outcome.out).toContain(`--test ${path} `)
    expect(readFileSync(join(to, 'demo/test.jsonl')).equals(readFileSync('datasets/demo/test.jsonl'))).toBe(
      true,
    )
  })

  test('on a terminal, draws over one line and ends it before anything else is said', async () => {
    server.answers({ body: ENDINGS })
    const outcome = await run(['sets', 'pull', 'hellaswag', '--split', 'train', '--to', at('terminal')], {
      fetch: toServer,
      interactive: true,
    })
    // Back to the start of the line, and erase it (ECMA-48: CR, EL 2).
    expect(outcome.err.startsWith('\r\u001b[2K')).toBe(true)
    expect(outcome.err.split('\n')).toHaveLength(2)
    expect(outcome.err.endsWith('\n')).toBe(true)
    server.answers({ body: ROWS, etag: '"one"', dropAfter: 10 })
    const stop = new AbortController()
    const stopped = run(['sets', 'pull', 'mbpp', '--split', 'test', '--to', at('stopped')], {
      fetch: async (url, init) => {
        const response = await toServer(url, init)
        stop.abort()
        return response
      },
      interactive: true,
      signal: stop.signal,
    })
    const { exit, err } = await stopped
    expect(exit).toBe(130)
    expect(err).toMatch(/\nerror Stopped fetching https:/)
  })

  test('says which sets there are when it knows no such one', async () => {
    expectError(await run(['sets', 'pull', 'humanevel']), 2, /humanevel/, /^Did you mean humaneval\?/)
    expectError(
      await run(['sets', 'pull', 'mmlu', '--split', 'tset']),
      2,
      'MMLU has no split "tset"',
      /test,validation,dev/,
    )
  })
})

describe('lossgap sets list', () => {
  test('is a table with a line for each set', async () => {
    const { out, exit } = await run(['sets', 'list'])
    expect(exit).toBe(0)
    const lines = out.split('\n')
    const names: string[] = JSON.parse(readFileSync('datasets/index.json', 'utf8')).sets.map(
      (set: { name: string }) => set.name,
    )
    expect(lines.slice(1, names.length + 1).map(line => line.split(' ')[0])).toEqual(names)
    expect(lines.find(line => line.startsWith('gsm8k '))?.split(/ {2,}/)).toEqual([
      'gsm8k',
      'en',
      'test train',
      'jsonl',
      'MIT',
      '2021-10-28',
      'yes',
      '2 of 2',
      'yes',
    ])
    // 67 subjects in two splits: README of haonan-li/CMMLU.
    expect(lines.find(line => line.startsWith('cmmlu '))).toMatch(/ 134 of 134 +yes$/)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(120)
  })

  test('as JSON is the catalogue', async () => {
    const { out } = await run(['sets', 'list', '--format', 'json'])
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync('datasets/index.json', 'utf8')))
  })

  test('refuses another format', async () => {
    expect((await run(['sets', 'list', '--format', 'xml'])).exit).toBe(2)
  })
})
