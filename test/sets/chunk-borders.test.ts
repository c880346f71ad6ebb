import { describe, expect, it } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { loadSet } from '../../src/sets/index.js'
import { generateRows, toDelimited, toJsonl } from './generated-rows.js'
import { temporaryFolder } from './written-files.js'

const { write, load, folder } = temporaryFolder()
const CHUNK_BYTES = [1, 2, 3, 7, 64 * 1024]

describe.each([1, 2, 3])('chunk borders (seed %i)', seed => {
  const rows = generateRows(25, seed)

  it.each([
    ['rows.jsonl', toJsonl(rows)],
    ['mark.jsonl', `\ufeff${toJsonl(rows, '\r\n')}`.trimEnd()],
    ['rows.csv', toDelimited(rows, ',')],
    ['mark.csv', `\ufeff${toDelimited(rows, ',', '\r\n')}`.trimEnd()],
  ])('change nothing in %s, lines included', async (name, contents) => {
    write(name, contents)
    const [first, ...others] = await Promise.all(CHUNK_BYTES.map(bytes => load(name, {}, bytes)))
    expect(first?.items.length).toBeGreaterThan(15)
    for (const other of others) expect(other).toEqual(first)
    expect(await load(`${name}#5:20`, {}, 3)).toEqual(await load(`${name}#5:20`))
  })
})

describe('chunk borders', () => {
  it.each([1, 2, 3, 7, 64 * 1024])(
    'do not hide or invent bytes that are not UTF-8 (%i bytes a chunk)',
    async bytes => {
      for (const name of ['bad.jsonl', 'bad.csv']) {
        const text = name === 'bad.csv' ? 'text\n日本🦜\n' : '{"text":"日本🦜"}\n{"text":"🦜"}\n'
        write(name, Buffer.concat([Buffer.from(text), Buffer.from([0xf0, 0x9f, 0xa6, 0x0a])]))
        await expect(loadSet({ path: `${folder}/${name}` }, diskFiles(bytes))).rejects.toMatchObject({
          code: 'ENCODING_INVALID',
          message: `${folder}/${name}:3 holds bytes that are not UTF-8`,
        })
      }
    },
  )

  it('do not break lines of several megabytes', async () => {
    const long = '🦜日'.repeat(500_000)
    write('long.jsonl', toJsonl([{ text: 'short' }, { text: long }, { text: 'after' }]))
    const { items } = await load('long.jsonl', {}, 10_007)
    expect(items.map(({ text, line }) => [text.length, line])).toEqual([
      [5, 1],
      [long.length, 2],
      [5, 3],
    ])
    expect(items[1]?.text === long).toBe(true)
  })
})
