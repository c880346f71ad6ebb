import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './written-files.js'

const { write, load, refuses, folder } = temporaryFolder()

describe('a path', () => {
  it('that is missing is answered with the nearest name in its folder', async () => {
    write('benchmark.jsonl', '{"text":"x"}\n')
    write('unrelated.md', 'x')
    const fix = 'Did you mean benchmark.jsonl?'
    await refuses('benchmrk.jsonl', { code: 'FILE_MISSING', what: 'benchmrk.jsonl does not exist', fix })
    await refuses('benchmark.json#0:3', { code: 'FILE_MISSING', what: 'benchmark.json does not exist', fix })
    await refuses('Benchmark', {
      code: 'FILE_MISSING',
      what: 'Benchmark does not exist',
      fix: 'Check the path: no name in <folder> is like it',
    })
    await refuses('gsm/test.jsonl', {
      code: 'FILE_MISSING',
      what: 'gsm/test.jsonl does not exist',
      fix: 'Check the path: there is no folder gsm',
    })
    await refuses('unrelated.md/test.jsonl', {
      code: 'FILE_MISSING',
      what: 'unrelated.md/test.jsonl does not exist',
      fix: 'Check the path: there is no folder unrelated.md',
    })
  })

  it('that is a folder is refused, with and without a range', async () => {
    mkdirSync(join(folder, 'data'))
    const refusal = {
      code: 'FILE_UNREADABLE',
      what: 'data is a folder, not a set',
      fix: 'Name a file in it: data/test.jsonl',
    }
    await refuses('data', refusal)
    await refuses('data#0:3', refusal)
  })

  it('that may not be read says so', async ({ skip }) => {
    // root reads everything, so it steps down to nobody (65534) for the attempt.
    const root = process.getuid?.() === 0
    skip(process.platform === 'win32' || (root && process.seteuid === undefined), 'no file permissions here')
    const path = write('secret.jsonl', '{"text":"x"}\n')
    chmodSync(path, 0o000)
    chmodSync(folder, 0o755)
    await load('secret.jsonl').catch(() => {}) // loads what is needed while everything may be read
    if (root) process.seteuid?.(65534)
    try {
      await refuses('secret.jsonl', {
        code: 'FILE_UNREADABLE',
        what: 'secret.jsonl cannot be used: permission denied',
        fix: 'Give yourself access to it (chmod, chown), or use another path',
      })
    } finally {
      if (root) process.seteuid?.(0)
    }
  })

  it.each([
    ['set.txt', '".txt"'],
    ['set.jsonl.gz', '".gz"'],
    ['set', 'no extension'],
    ['.jsonlx', 'no extension'],
  ])('with an unknown extension lists those there are: %s', async (name, extension) => {
    write(name, 'x')
    await refuses(name, {
      code: 'FORMAT_UNKNOWN',
      what: `${name} has ${extension}; sets are read from .jsonl, .ndjson, .csv, .tsv, .parquet`,
      fix: 'Convert the file, or give it the extension of its format',
    })
  })

  it('to a .json file is answered with how to convert it', async () => {
    write('set.json', '[{"text":"x"}]')
    await refuses('set.json', {
      code: 'FORMAT_UNKNOWN',
      what: 'set.json is JSON; a set has one object a line (JSONL)',
      fix: "Convert it: jq -c '.[]' set.json > set.jsonl",
    })
  })

  it('may have its extension in upper case', async () => {
    write('SET.JSONL', '{"text":"x"}\n')
    expect((await load('SET.JSONL')).items).toHaveLength(1)
  })
})

describe('the first bytes', () => {
  it.each(['pointer.jsonl', 'pointer.csv', 'pointer.parquet'])('tell a Git LFS pointer: %s', async name => {
    write(name, `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`)
    await refuses(name, {
      code: 'FILE_UNREADABLE',
      what: `${name} is a Git LFS pointer: the file itself has not been downloaded`,
      fix: `Run git lfs pull --include "${name}"`,
    })
  })

  it.each(['utf16le', 'utf16be'])('tell %s', async order => {
    const bytes = Buffer.from('\ufeff{"text":"x"}\n', 'utf16le')
    write('wide.jsonl', order === 'utf16le' ? bytes : bytes.swap16())
    await refuses('wide.jsonl', {
      code: 'ENCODING_INVALID',
      what: 'wide.jsonl:1 begins with a UTF-16 byte order mark; sets are read as UTF-8',
      fix: 'Convert it: iconv -f utf-16 -t utf-8',
    })
  })

  it.each(['jsonl', 'csv', 'parquet'])('tell an empty .%s file', async extension => {
    write(`empty.${extension}`, '')
    const fix = 'Put at least one item into it, or name another file'
    await refuses(`empty.${extension}`, { code: 'SET_EMPTY', what: `empty.${extension} is empty`, fix })
  })

  it.each(['blank.jsonl', 'blank.csv', 'mark.jsonl'])(
    'of a file without rows are not enough: %s',
    async name => {
      write(name, name === 'mark.jsonl' ? '\ufeff' : '\n\n\r\n')
      const fix = 'Put at least one item into it, or name another file'
      await refuses(name, { code: 'SET_EMPTY', what: `${name} has no rows`, fix })
    },
  )
})

describe('the hash of items', () => {
  const rows = [0, 1, 2, 3].map(i => `${JSON.stringify({ text: `item ${i}`, name: `n${i}`, more: 'x' })}\n`)
  it('tells ranges, templates and ids of one file apart, and not samples', async () => {
    write('four.jsonl', rows.join(''))
    const all = await load('four.jsonl')
    const hash = async (path: string, options = {}) => (await load(path, options)).itemsSha256
    expect(all.itemsSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await hash('four.jsonl#0:4')).toBe(all.itemsSha256)
    expect(await hash('four.jsonl', { sample: { count: 2, seed: 1 } })).toBe(all.itemsSha256)
    const others = [
      await hash('four.jsonl#0:3'),
      await hash('four.jsonl#1:4'),
      await hash('four.jsonl', { template: '{text} {more}' }),
      await hash('four.jsonl', { idField: 'name' }),
    ]
    expect(new Set([all.itemsSha256, ...others]).size).toBe(5)
  })
})
