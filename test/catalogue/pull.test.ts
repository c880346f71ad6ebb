import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ReadThrough } from '../../src/catalogue/install.js'
import { type PullRequest, pullSet } from '../../src/catalogue/pull.js'
import type { CatalogueEntry } from '../../src/catalogue/schema.js'
import { readThrough } from '../../src/cli/read-through.js'
import { diskFiles, type Files } from '../../src/io/files.js'
import { fileServer, ORIGIN, sha256, temporaryFolder } from './server.js'

const server = fileServer()
const folder = temporaryFolder()

/** 400 kB that repeat nowhere: a byte out of its place shows. */
const BODY = Buffer.from(
  Array.from({ length: 8000 }, (_, i) => JSON.stringify({ text: `item number ${i} of the set` })).join('\n'),
)
const CHANGED = Buffer.from(BODY.toString().replaceAll('item', 'row!'))

function entry(...files: CatalogueEntry['files']): CatalogueEntry {
  return {
    name: 'tiny',
    title: 'Tiny',
    language: 'en',
    licence: 'MIT',
    published: '2020-01-01',
    homepage: null,
    format: 'jsonl',
    template: '{text}',
    fields: {},
    evaluated: 'test',
    canonicalOrder: 'yes',
    verified: true,
    note: '',
    files,
  }
}

const TEST = { split: 'test', url: `${ORIGIN}/test.jsonl`, sha256: null, bytes: null } as const
const UNKNOWN = entry(TEST)
const KNOWN = entry({ ...TEST, sha256: sha256(BODY) })

let places = 0

/** Pulls into a fresh folder, again and again if wanted. */
function place(of: CatalogueEntry) {
  const to = join(folder, String(places++))
  const at = (name: string) => join(to, 'tiny', name)
  const progress: [number, number | null][] = []
  return {
    to,
    at,
    progress,
    names: () => (existsSync(join(to, 'tiny')) ? readdirSync(join(to, 'tiny')).sort() : []),
    lock: () => JSON.parse(readFileSync(at('test.jsonl.lock.json'), 'utf8')).files,
    pull: (
      changes: Partial<PullRequest> & {
        signal?: AbortSignal
        as?: CatalogueEntry
        during?: () => void
        readThrough?: ReadThrough
        files?: Files
      } = {},
    ) =>
      pullSet(
        { entry: changes.as ?? of, to, datasets: folder, ...changes },
        {
          files: changes.files ?? diskFiles(),
          fetch: server.fetch,
          signal: changes.signal ?? new AbortController().signal,
          readThrough: changes.readThrough ?? readThrough(diskFiles()),
          onBytes: (_, done, total) => {
            progress.push([done, total])
            server.taken(done)
            changes.during?.()
          },
        },
      ),
  }
}

describe('a whole download', () => {
  test('is installed, recorded and reported', async () => {
    server.answers({ body: BODY, etag: '"one"' })
    const { pull, at, names, lock, progress } = place(KNOWN)
    const [file] = await pull()
    expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
    expect(file).toEqual({
      split: 'test',
      path: at('test.jsonl'),
      sha256: sha256(BODY),
      bytes: BODY.length,
      origin: 'fetched',
    })
    expect(names()).toEqual(['test.jsonl', 'test.jsonl.lock.json'])
    expect(lock()).toEqual({
      'test.jsonl': { url: TEST.url, by: 'fetch', sha256: sha256(BODY), bytes: BODY.length, unpacked: null },
    })
    expect(progress[0]).toEqual([0, BODY.length])
    expect(progress.at(-1)).toEqual([BODY.length, BODY.length])
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity')
    expect(server.requests[0]?.headers.range).toBeUndefined()
  })

  test('may have a length that nobody tells', async () => {
    server.answers({ body: BODY, noLength: true })
    const { pull, at, progress } = place(KNOWN)
    await pull()
    expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
    expect(progress.every(([, total]) => total === null)).toBe(true)
  })

  test.each([
    ['known', KNOWN],
    ['recorded', UNKNOWN],
  ])('is not fetched again where its hash is %s', async (_, of) => {
    server.answers({ body: BODY })
    const { pull } = place(of)
    await pull()
    expect(server.requests).toHaveLength(1)
    const [file] = await pull()
    expect(file).toMatchObject({ origin: 'was there', sha256: sha256(BODY) })
    expect(server.requests).toHaveLength(1)
  })

  test('leaves alone what else has its name', async () => {
    server.answers({ body: BODY })
    const { pull, at } = place(KNOWN)
    await pull()
    writeFileSync(at('test.jsonl'), 'my own notes')
    await expect(pull()).rejects.toMatchObject({ code: 'HASH_MISMATCH', message: /was changed/ })
    await expect(pull({ as: UNKNOWN })).rejects.toMatchObject({ code: 'HASH_MISMATCH' })
    const other = place(UNKNOWN)
    mkdirSync(other.at('.'), { recursive: true })
    writeFileSync(other.at('test.jsonl'), BODY)
    await expect(other.pull()).rejects.toMatchObject({ code: 'HASH_MISMATCH', message: /no hash is known/ })
    expect(readFileSync(at('test.jsonl'), 'utf8')).toBe('my own notes')
    expect(server.requests).toHaveLength(1)
  })
})

describe('a download that stopped', () => {
  const HALF = 150_000

  test('goes on where it stopped, and sends nothing twice', async () => {
    const { pull, at, names } = place(KNOWN)
    server.answers({ body: BODY, etag: '"one"', dropAfter: HALF })
    await expect(pull()).rejects.toMatchObject({ code: 'FETCH_FAILED', exitCode: 3 })
    expect(names()).toEqual(['test.jsonl.part', 'test.jsonl.part.json'])
    expect(readFileSync(at('test.jsonl.part')).equals(BODY.subarray(0, HALF))).toBe(true)
    const before = server.sent()
    server.answers({ body: BODY, etag: '"one"' })
    await pull()
    expect(server.requests[1]?.headers).toMatchObject({ range: `bytes=${HALF}-`, 'if-range': '"one"' })
    expect(server.sent() - before).toBe(BODY.length - HALF)
    expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
    expect(names()).toEqual(['test.jsonl', 'test.jsonl.lock.json'])
  })

  test.each([
    ['says so', { etag: '"two"' }, 2],
    ['gives the range all the same', { etag: '"two"', ignoresIfRange: true }, 3],
  ])('starts anew where the file has changed and the server %s', async (_, next, requests) => {
    const { pull, at } = place(UNKNOWN)
    server.answers({ body: BODY, etag: '"one"', dropAfter: HALF })
    await expect(pull()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    server.answers({ body: CHANGED, ...next })
    await pull()
    expect(server.requests[1]?.headers['if-range']).toBe('"one"')
    expect(server.requests).toHaveLength(requests)
    expect(readFileSync(at('test.jsonl')).equals(CHANGED)).toBe(true)
  })

  test.each([['W/"weak"'], [undefined]])('starts anew where the ETag was %s', async etag => {
    const { pull, at } = place(KNOWN)
    server.answers({ body: BODY, etag, dropAfter: HALF })
    await expect(pull()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    server.answers({ body: BODY, etag })
    await pull()
    expect(server.requests[1]?.headers.range).toBeUndefined()
    expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
  })

  test('starts anew where the new file ends before the old part does', async () => {
    const { pull, at } = place(UNKNOWN)
    server.answers({ body: BODY, etag: '"one"', dropAfter: HALF })
    await expect(pull()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    const short = BODY.subarray(0, BODY.indexOf('\n') + 1)
    server.answers({ body: short, etag: '"one"' })
    await pull()
    expect(readFileSync(at('test.jsonl')).equals(short)).toBe(true)
  })

  test('is installed without a request where all of it had come', async () => {
    const { pull, at } = place(KNOWN)
    mkdirSync(at('.'), { recursive: true })
    writeFileSync(at('test.jsonl.part'), BODY)
    writeFileSync(
      at('test.jsonl.part.json'),
      JSON.stringify({ url: TEST.url, etag: null, total: BODY.length }),
    )
    await pull()
    expect(server.requests).toHaveLength(0)
    expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
  })

  test('keeps what has come when it is stopped by its reader, and goes on from there', async () => {
    const { pull, at, names, progress } = place(KNOWN)
    server.answers({ body: BODY, etag: '"one"', hangAfter: HALF })
    const stop = new AbortController()
    const pulling = pull({ signal: stop.signal })
    while ((progress.at(-1)?.[0] ?? 0) < HALF) await new Promise(resolve => setTimeout(resolve, 5))
    stop.abort()
    await expect(pulling).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 130 })
    expect(names()).toEqual(['test.jsonl.part', 'test.jsonl.part.json'])
    expect(readFileSync(at('test.jsonl.part')).equals(BODY.subarray(0, HALF))).toBe(true)
    server.answers({ body: BODY, etag: '"one"' })
    await pull()
    expect(server.requests[1]?.headers.range).toBe(`bytes=${HALF}-`)
    expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
  })
})

test('a second process at the same file does not go unnoticed, even where no hash is known', async () => {
  server.answers({ body: BODY })
  const { pull, at, names } = place(UNKNOWN)
  const pulling = pull({ during: () => appendFileSync(at('test.jsonl.part'), 'more') })
  await expect(pulling).rejects.toMatchObject({ code: 'FETCH_FAILED', message: /another process/ })
  expect(names()).toEqual([])
})

describe('a wrong hash', () => {
  test('is refused: nothing is installed and nothing kept', async () => {
    server.answers({ body: CHANGED, etag: '"one"' })
    const { pull, names } = place(KNOWN)
    const error = await pull().catch(cause => cause)
    expect(error).toMatchObject({ code: 'HASH_MISMATCH', exitCode: 3 })
    expect(error.message).toContain(sha256(BODY))
    expect(error.message).toContain(sha256(CHANGED))
    expect(names()).toEqual([])
  })

  test('is one that an earlier pull recorded', async () => {
    server.answers({ body: BODY })
    const { pull, at, names } = place(UNKNOWN)
    await pull()
    await diskFiles().remove(at('test.jsonl'))
    server.answers({ body: CHANGED })
    const error = await pull().catch(cause => cause)
    expect(error).toMatchObject({ code: 'HASH_MISMATCH' })
    expect(error.message).toContain('by an earlier pull')
    expect(names()).toEqual(['test.jsonl.lock.json'])
    server.answers({ body: BODY })
    await pull()
    expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
  })
})

describe('a server that does not give the file', () => {
  test.each([404, 500])('is named with its answer %i and the way around it', async status => {
    server.answers({ status, body: Buffer.from('<html>') })
    const { pull, names, to, at } = place(KNOWN)
    const error = await pull().catch(cause => cause)
    expect(error).toMatchObject({ code: 'FETCH_FAILED', exitCode: 3 })
    expect(error.message).toMatch(`Cannot fetch ${TEST.url}: the server answered ${status}`)
    expect(error.fix).toContain(`lossgap sets pull tiny --split test --from test.jsonl --to ${to}`)
    expect(error.fix).toContain(at('test.jsonl'))
    expect(names()).toEqual([])
  })

  test('does not spoil the part that came before', async () => {
    const { pull, names } = place(KNOWN)
    server.answers({ body: BODY, etag: '"one"', dropAfter: 1000 })
    await expect(pull()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    server.answers({ status: 503, body: Buffer.from('busy') })
    await expect(pull()).rejects.toMatchObject({ code: 'FETCH_FAILED' })
    expect(names()).toEqual(['test.jsonl.part', 'test.jsonl.part.json'])
  })

  test('may not be there at all', async () => {
    // Port 1 is reserved (tcpmux) and nothing listens on it; .invalid leads nowhere (RFC 6761).
    const files = diskFiles()
    const request = { entry: KNOWN, to: join(folder, 'refused'), datasets: folder }
    const ports = {
      files,
      signal: new AbortController().signal,
      onBytes: () => {},
      readThrough: async () => {},
    }
    const refused = (_: string, init: RequestInit) => fetch('http://127.0.0.1:1/test.jsonl', init)
    await expect(pullSet(request, { ...ports, fetch: refused })).rejects.toMatchObject({
      code: 'FETCH_FAILED',
      message: expect.stringMatching(`Cannot fetch ${TEST.url}: .*(ECONNREFUSED|bad port)`),
    })
  })
})

describe('files that were fetched by other means', () => {
  const own = join(folder, 'own')
  mkdirSync(join(own, 'deep'), { recursive: true })
  writeFileSync(join(own, 'test.jsonl'), BODY)
  writeFileSync(join(own, 'bad.jsonl'), CHANGED)

  test('are checked, installed and left where they were', async () => {
    const { pull, at, lock } = place(KNOWN)
    const [file] = await pull({ from: join(own, 'test.jsonl') })
    expect(file).toMatchObject({ origin: 'copied', sha256: sha256(BODY) })
    expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
    expect(readFileSync(join(own, 'test.jsonl')).equals(BODY)).toBe(true)
    expect(lock()['test.jsonl']).toMatchObject({ by: 'hand', url: TEST.url })
    expect(server.requests).toHaveLength(0)
  })

  test('are not mixed with what another process writes meanwhile', async () => {
    const { pull, at, names } = place(KNOWN)
    const disk = diskFiles()
    const append: Files['append'] = async (path, length) => {
      const writer = await disk.append(path, length)
      return {
        ...writer,
        write: chunk => writer.write(chunk),
        close: async () => {
          await writer.close()
          appendFileSync(at('test.jsonl.part'), 'more')
        },
      }
    }
    const pulling = pull({ from: join(own, 'test.jsonl'), files: { ...disk, append } })
    await expect(pulling).rejects.toMatchObject({ code: 'FETCH_FAILED', message: /another process/ })
    expect(names()).toEqual([])
  })

  test('are refused where they are others', async () => {
    const { pull, names } = place(KNOWN)
    await expect(pull({ from: join(own, 'bad.jsonl') })).rejects.toMatchObject({ code: 'HASH_MISMATCH' })
    expect(names()).toEqual([])
    expect(readFileSync(join(own, 'bad.jsonl')).equals(CHANGED)).toBe(true)
  })

  test('are found in a folder, under either name, or listed as missing', async () => {
    const train = { ...TEST, split: 'train', url: `${ORIGIN}/deep/data.jsonl` } as const
    const both = entry(TEST, train)
    const { pull } = place(both)
    await expect(pull({ from: own })).rejects.toMatchObject({
      code: 'FILE_MISSING',
      message: expect.stringContaining('lacks 1 of 2 files: train.jsonl'),
    })
    await expect(pull({ from: join(own, 'test.jsonl') })).rejects.toMatchObject({ code: 'USAGE' })
    writeFileSync(join(own, 'deep', 'data.jsonl'), CHANGED)
    const pulled = await pull({ from: own })
    expect(pulled.map(file => file.sha256)).toEqual([sha256(BODY), sha256(CHANGED)])
    await expect(pull({ from: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'FILE_MISSING' })
  })
})

test('packed files are checked as they come and installed unpacked', async () => {
  const packed = gzipSync(BODY)
  server.answers({ body: packed })
  const gz = { ...TEST, url: `${ORIGIN}/test.jsonl.gz`, sha256: sha256(packed), gzip: true } as const
  const { pull, at, names, lock } = place(entry(gz))
  const [file] = await pull()
  expect(file).toMatchObject({ sha256: sha256(BODY), bytes: BODY.length })
  expect(readFileSync(at('test.jsonl')).equals(BODY)).toBe(true)
  expect(names()).toEqual(['test.jsonl', 'test.jsonl.lock.json'])
  expect(lock()['test.jsonl']).toMatchObject({
    sha256: sha256(packed),
    unpacked: { sha256: sha256(BODY), bytes: BODY.length },
  })
  expect((await pull())[0]).toMatchObject({ origin: 'was there' })
  expect(server.requests).toHaveLength(1)
})

test('what is no gzip file is an error, and nothing is installed', async () => {
  const cut = gzipSync(BODY).subarray(0, 500)
  server.answers({ body: cut })
  const { pull, names } = place(entry({ ...TEST, gzip: true }))
  await expect(pull()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  expect(names()).toEqual([])
})

test('each part of a split is a file of its own', async () => {
  server.answers({ body: BODY })
  const parts = { algebra: sha256(BODY), geometry: null }
  const { pull, at } = place(entry({ ...TEST, url: `${ORIGIN}/{part}/test.jsonl`, parts }))
  const pulled = await pull()
  expect(pulled.map(({ path }) => path)).toEqual([at('test/algebra.jsonl'), at('test/geometry.jsonl')])
  expect(server.requests.map(({ url }) => url)).toEqual(['/algebra/test.jsonl', '/geometry/test.jsonl'])
})

describe('pulls of two splits at once', () => {
  const train = { ...TEST, split: 'train', url: `${ORIGIN}/train.jsonl` } as const
  const both = entry(TEST, train)

  test('keep both records, whoever read the lock first', async () => {
    server.answers({ body: BODY })
    const { pull, names } = place(both)
    let second: Promise<unknown> | undefined
    // The second begins and ends while the first has read the lock and is fetching.
    await pull({
      splits: ['test'],
      readThrough: async () => {
        second ??= pull({ splits: ['train'] })
        await second
      },
    })
    expect(names()).toEqual(['test.jsonl', 'test.jsonl.lock.json', 'train.jsonl', 'train.jsonl.lock.json'])
    const again = await pull()
    expect(again.map(({ origin }) => origin)).toEqual(['was there', 'was there'])
    expect(server.requests).toHaveLength(2)
  })

  test('keep the records of two parts of one split', async () => {
    server.answers({ body: BODY })
    const only = (parts: Record<string, null>) =>
      entry({ ...TEST, url: `${ORIGIN}/{part}/test.jsonl`, parts })
    const { pull } = place(only({ algebra: null, geometry: null }))
    let other: Promise<unknown> | undefined
    // The first has read every lock and not yet written its own when the second writes.
    await pull({
      as: only({ algebra: null }),
      readThrough: async () => {
        other ??= pull({ as: only({ geometry: null }) })
        await other
      },
    })
    const again = await pull()
    expect(again.map(({ origin }) => origin)).toEqual(['was there', 'was there'])
  })

  test.each(['tiny.lock.json', 'tiny.test.lock.json'])(
    'are held to what %s of earlier versions recorded',
    async earlier => {
      server.answers({ body: CHANGED })
      const { pull, at, names } = place(both)
      mkdirSync(at('.'), { recursive: true })
      const record = { url: TEST.url, by: 'fetch', sha256: sha256(BODY), bytes: BODY.length, unpacked: null }
      const old = { schema: 'lossgap/lock/1', set: 'tiny', licence: 'MIT', files: { 'test.jsonl': record } }
      writeFileSync(at(earlier), JSON.stringify(old))
      await expect(pull({ splits: ['test'] })).rejects.toMatchObject({ code: 'HASH_MISMATCH' })
      writeFileSync(at('test.jsonl'), BODY)
      expect((await pull({ splits: ['test'] }))[0]).toMatchObject({ origin: 'was there' })
      await pull({ splits: ['train'] })
      expect(names()).toEqual(['test.jsonl', earlier, 'train.jsonl', 'train.jsonl.lock.json'])
    },
  )
})

describe('a file of which no hash is known', () => {
  // Multiplying by a unit modulo 2^32 and keeping the high byte: bytes without a pattern, the same every time.
  const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => Math.imul(i + 1, 2654435761) >>> 24))
  const row = { q: 'How many?', options: ['one', 'two'], key: 1 }
  const quiz: CatalogueEntry = {
    ...entry(TEST, { ...TEST, split: 'validation', url: `${ORIGIN}/validation.jsonl` }),
    template: '{q} {options|lettered} Answer: {key|letter}',
    fields: { question: 'q', choices: 'options', answer: 'key' },
    evaluated: 'validation',
  }
  const text = (...rows: readonly object[]) => rows.map(one => `${JSON.stringify(one)}\n`).join('')
  const { key: _, ...open } = row

  test.each([
    ['noise', noise, /:1 holds bytes that are not UTF-8/],
    ['a page', Buffer.from('<!doctype html><title>Not here</title>'), /not valid JSON/],
    ['nothing', Buffer.from(''), /is empty/],
    ['blank', Buffer.from('\n\n'), /has no rows/],
    ['another set', Buffer.from(text({ question: 'a', answer: 'b' })), /has no field "q"/],
    ['a set without the answers', Buffer.from(text(row, open)), /validation\.jsonl:2 has no field "key"/],
    ['cut off', Buffer.from(text(...Array(500).fill(row)).slice(0, -9)), /seems cut off/],
    ['of another form', Buffer.from(text({ ...row, key: 'no option' })), /key/],
  ])('is refused where it is %s, and nothing is recorded', async (_, body, why) => {
    const own = join(folder, 'unknown')
    writeFileSync(own, body)
    server.answers({ body })
    const { pull, names } = place(quiz)
    for (const from of [own, undefined]) {
      const error = await pull({ splits: ['validation'], from }).catch(cause => cause)
      expect(error).toMatchObject({ code: 'FILE_UNREADABLE', exitCode: 3 })
      expect(error.message).toMatch(why)
      expect(error.message).toContain('does not read as Tiny')
      expect(error.message).not.toContain('.part')
      expect(names()).toEqual([])
    }
    expect(readFileSync(own).equals(body)).toBe(true)
  })

  test('may lack the answers where models are compared on another split', async () => {
    server.answers({ body: Buffer.from(text(open)) })
    const { pull } = place(quiz)
    expect(await pull({ splits: ['test'] })).toMatchObject([{ origin: 'fetched' }])
    await expect(pull({ splits: ['validation'] })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})

test('a lock file of another form is not overwritten', async () => {
  server.answers({ body: BODY })
  const { pull, at } = place(KNOWN)
  mkdirSync(at('.'), { recursive: true })
  writeFileSync(at('tiny.lock.json'), '{}')
  await expect(pull()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  expect(server.requests).toHaveLength(0)
})
