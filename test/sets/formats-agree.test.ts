import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import type { ItemSet } from '../../src/types.js'
import { type GeneratedRow, generateRows, toDelimited, toJsonl } from './generated-rows.js'
import { temporaryFolder } from './written-files.js'

const { write, load } = temporaryFolder()

function toParquet(rows: readonly GeneratedRow[]): Uint8Array {
  const names = ['id', 'question', 'answer', 'cluster'] as const
  const columnData = names.map(name => ({ name, data: rows.map(row => row[name]), type: 'STRING' as const }))
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 7 }))
}

/** What a set says, without the file that it came from. Lines differ between formats by design. */
function content({ template, items, exclusions }: ItemSet) {
  return { template, items: items.map(({ id, text, cluster }) => ({ id, text, cluster })), exclusions }
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('the same rows in every format (seed %i)', seed => {
  const rows = generateRows(40, seed)
  const files = {
    'rows.jsonl': toJsonl(rows),
    'windows.jsonl': `\ufeff${toJsonl(rows, '\r\n')}`,
    'rows.csv': toDelimited(rows, ','),
    'windows.csv': `\ufeff${toDelimited(rows, ',', '\r\n')}`,
    'rows.tsv': toDelimited(rows, '\t'),
    'rows.parquet': toParquet(rows),
  }

  it('give the same items', async () => {
    const texts = rows.map(({ question, answer }) => `${question} ${answer}`)
    for (const [name, contents] of Object.entries(files)) {
      write(name, contents)
      const set = await load(name)
      const kept = set.items.map(({ id, text }) => [Number(id.slice('item '.length)), text] as const)
      expect(kept.map(([i]) => texts[i])).toEqual(kept.map(([, text]) => text))
      expect(kept.length + (set.exclusions[0]?.ids.length ?? 0)).toBe(rows.length)
      expect(content(set), name).toEqual(content(await load('rows.jsonl')))
    }
  })

  it('give the same range and sample', async () => {
    const options = { sample: { count: 5, seed }, idField: 'question', template: '{id}{answer}' }
    const unique = rows.map((row, i) => ({ ...row, question: `${i} ${row.question}` }))
    write('rows.jsonl', toJsonl(unique))
    write('rows.csv', toDelimited(unique, ','))
    write('rows.parquet', toParquet(unique))
    const expected = content(await load('rows.jsonl#3:31', options))
    expect(expected.items).toHaveLength(5)
    for (const name of ['rows.csv', 'rows.parquet']) {
      expect(content(await load(`${name}#3:31`, options)), name).toEqual(expected)
    }
  })
})
