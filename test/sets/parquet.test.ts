import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { loadSet } from '../../src/sets/index.js'
import { temporaryFolder } from './written-files.js'

const { write, load, refuses } = temporaryFolder()
const fixture = (name: string) => join(import.meta.dirname, '../fixtures/sets', name)

/** The rows of fixtures/sets/make-parquet.py, which Apache Arrow wrote. */
const QUESTIONS = [
  'What is 2+2?',
  "Wie heißt 'Ÿ'?",
  '日本の首都は?',
  'Which emoji? 🦜',
  'line\nbreak "quoted"',
]

describe('Parquet', () => {
  it.each(['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4'])(
    'reads what Arrow wrote with %s',
    async codec => {
      const path = fixture(`${codec}.parquet`)
      const set = await loadSet({ path, template: '{question}|{choices.1}|{answer}|{right}' }, diskFiles())
      expect(set.items.map(({ text }) => text)).toEqual([
        `${QUESTIONS[0]}|5|4|true`,
        `${QUESTIONS[1]}|Ypsilon|0|false`,
        `${QUESTIONS[2]}|大阪|1|true`,
        `${QUESTIONS[3]}|🐦|2|false`,
        `${QUESTIONS[4]}|b|3|true`,
      ])
      // 2^53 + 1: an id that a double cannot hold.
      expect(set.items.map(({ id, line }) => [id, line])).toEqual([
        ['9007199254740993', 1],
        ['2', 2],
        ['3', 3],
        ['4', 4],
        ['5', 5],
      ])
      expect(set.sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'))
    },
  )

  it.each([
    [0, 5],
    [0, 2],
    [1, 2],
    [1, 4],
    [2, 4],
    [3, 5],
    [4, 5],
  ])('reads rows %i to %i, whatever the row groups (two rows each)', async (start, end) => {
    // The answers of this file are no keys of its options.
    const template = '{question} {answer}'
    const set = await loadSet({ path: `${fixture('zstd.parquet')}#${start}:${end}`, template }, diskFiles())
    expect(set.items.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5].slice(start, end))
    expect(set.items.map(({ text }) => text.replace(/ \d$/, ''))).toEqual(QUESTIONS.slice(start, end))
  })

  it.each([
    ['note', 1, 'null', 'Fill it in or delete the row'],
    ['choices', 1, 'a list', 'Name a part of it, such as {choices.0}, or list options: {choices|lettered}'],
    ['day', 1, 'a date', 'Fill it in or delete the row'],
  ])('refuses the field %s', async (field, row, kind, fix) => {
    const path = fixture('none.parquet')
    await expect(loadSet({ path, template: `{question}{${field}}` }, diskFiles())).rejects.toMatchObject({
      code: 'ROW_INVALID',
      message: `${path}:${row} field "${field}" is ${kind}; a text is made of strings, numbers and booleans`,
      fix,
    })
  })

  it('names the row whose bytes are not UTF-8', async () => {
    const path = fixture('latin1.parquet')
    await expect(loadSet({ path }, diskFiles())).rejects.toMatchObject({
      code: 'ENCODING_INVALID',
      message: `${path}:2 holds bytes that are not UTF-8`,
    })
    expect((await loadSet({ path: `${path}#0:1` }, diskFiles())).items[0]?.text).toBe('plain')
  })

  it('reports a file without rows, a file that is cut off and one that is no Parquet', async () => {
    const path = fixture('no-rows.parquet')
    await expect(loadSet({ path }, diskFiles())).rejects.toMatchObject({
      code: 'SET_EMPTY',
      message: `${path} has no rows`,
    })
    write('cut.parquet', readFileSync(fixture('none.parquet')).subarray(0, 1000))
    const unreadable = { code: 'FILE_UNREADABLE', fix: 'Download or write the file again' }
    await refuses('cut.parquet', {
      ...unreadable,
      what: expect.stringMatching(/^cut\.parquet is not a readable Parquet file: .+/),
    })
    const damaged = readFileSync(fixture('zstd.parquet'))
    damaged.fill(0xff, 4, 200)
    write('damaged.parquet', damaged)
    await refuses('damaged.parquet', {
      ...unreadable,
      what: expect.stringMatching(/^damaged\.parquet is not a readable Parquet file: .+/),
    })
  })

  it('reads what our own writer wrote', async () => {
    const data = ['one', 'two']
    write(
      'own.parquet',
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'text', data, type: 'STRING' }] })),
    )
    expect((await load('own.parquet')).items.map(({ text }) => text)).toEqual(data)
  })
})
