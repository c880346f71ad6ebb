import { describe, expect, it } from 'vitest'
import { parseSetSpec } from '../../src/sets/index.js'
import { temporaryFolder } from './written-files.js'

const { write, load, refuses, folder } = temporaryFolder()
const rows = (count: number) => Array.from({ length: count }, (_, i) => `{"text":"t${i}"}\n`).join('')

describe('parseSetSpec', () => {
  it.each([
    ['test.jsonl', 'test.jsonl', { start: 0 }],
    ['test.jsonl#0:300', 'test.jsonl', { start: 0, end: 300 }],
    ['test.jsonl#5:', 'test.jsonl', { start: 5 }],
    ['test.jsonl#:7', 'test.jsonl', { start: 0, end: 7 }],
    ['a#b/test.jsonl', 'a#b/test.jsonl', { start: 0 }],
    ['a#1.jsonl#2:3', 'a#1.jsonl', { start: 2, end: 3 }],
  ])('%s', (argument, path, range) => {
    expect(parseSetSpec(argument)).toEqual({ path, rows: range })
  })

  it.each(['', '5', ':', 'a:b', '-1:3', '0-300', '1:2:3', '0:3.5'])('refuses the range #%s', suffix => {
    expect(() => parseSetSpec(`x.jsonl#${suffix}`)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `"x.jsonl#${suffix}": there is no such file, and "#${suffix}" is not a row range`,
        fix: 'Write the range as x.jsonl#0:300, x.jsonl#300: or x.jsonl#:300',
      }),
    )
  })

  it.each(['3:3', '4:3', ':0'])('refuses the empty range #%s', suffix => {
    expect(() => parseSetSpec(`x.jsonl#${suffix}`)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `"x.jsonl#${suffix}": the row range #${suffix} is empty`,
        fix: 'The second number is the first row that is left out, so it must be larger than the first',
      }),
    )
  })
})

describe('row ranges', () => {
  it('are half-open, counted over data rows, and leave ids and lines as they are in the file', async () => {
    write('ten.jsonl', `\n${rows(10)}`)
    const set = await load('ten.jsonl#3:5')
    expect(set.name).toBe(`${folder}/ten.jsonl#3:5`)
    expect(set.path).toBe(`${folder}/ten.jsonl`)
    expect(set.items).toEqual([
      { id: '3', text: 't3', cluster: '3', line: 5 },
      { id: '4', text: 't4', cluster: '4', line: 6 },
    ])
    expect((await load('ten.jsonl#8:')).items.map(({ id }) => id)).toEqual(['8', '9'])
    expect((await load('ten.jsonl#:2')).items.map(({ id }) => id)).toEqual(['0', '1'])
    expect((await load('ten.jsonl#0:10')).items).toHaveLength(10)
  })

  it('past the end say how many rows there are', async () => {
    write('three.jsonl', rows(3))
    const what = (range: string) => `three.jsonl${range} asks for rows past the end: the file has 3 rows`
    await refuses('three.jsonl#1:4', {
      code: 'SET_TOO_SMALL',
      what: what('#1:4'),
      fix: 'Use three.jsonl#1:3',
    })
    await refuses('three.jsonl#3:', { code: 'SET_TOO_SMALL', what: what('#3:'), fix: 'Begin below 3' })
    await refuses('three.jsonl#3:4', { code: 'SET_TOO_SMALL', what: what('#3:4'), fix: 'Begin below 3' })
  })

  it('leave faults outside of them alone', async () => {
    write('faulty.jsonl', `${rows(2)}not json\n\xff\n`)
    expect((await load('faulty.jsonl#0:2')).items).toHaveLength(2)
    await refuses('faulty.jsonl#0:3', {
      code: 'ROW_INVALID',
      what: expect.stringMatching(/^faulty\.jsonl:3 is not valid JSON/),
      fix: 'Mend or delete the line',
    })
  })

  it('work for CSV too', async () => {
    write('five.csv', 'text\na\nb\nc\nd\ne\n')
    expect((await load('five.csv#1:3')).items.map(({ id, text, line }) => [id, text, line])).toEqual([
      ['1', 'b', 3],
      ['2', 'c', 4],
    ])
    await refuses('five.csv#1:6', {
      code: 'SET_TOO_SMALL',
      what: 'five.csv#1:6 asks for rows past the end: the file has 5 rows',
      fix: 'Use five.csv#1:5',
    })
  })

  it('give way to a file that has such a name', async () => {
    write('odd#0:1.jsonl', rows(3))
    expect((await load('odd#0:1.jsonl')).items).toHaveLength(3)
    expect((await load('odd#0:1.jsonl#0:2')).items).toHaveLength(2)
    write('whole.jsonl#0:1', 'x')
    await refuses('whole.jsonl#0:1', {
      code: 'FORMAT_UNKNOWN',
      what: 'whole.jsonl#0:1 has ".jsonl#0:1"; sets are read from .jsonl, .ndjson, .csv, .tsv, .parquet',
      fix: 'Convert the file, or give it the extension of its format',
    })
  })
})
