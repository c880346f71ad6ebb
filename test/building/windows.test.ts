import { describe, expect, test } from 'vitest'
import { windows } from '../../src/building/windows.js'
import { createRandom } from '../../src/statistics/random.js'
import type { SourceRow } from '../../src/types.js'
import { requestOf, rowsOf } from './rows.js'

const WORDS = 'harbour lantern copper seldom walks under green slow bridge keeps seven early ferries'.split(
  ' ',
)
const HAN = [...'河流经过城市北边的山谷船只每天早晨从码头出发傍晚回来运送木材和粮食']

/** Documents of sentences with 4 to 9 words (or Han characters), every sentence unlike the others. */
function corpus(count: number, sentences: number, words = WORDS, gap = ' ', stop = '.'): SourceRow[] {
  const random = createRandom('corpus')
  const sentence = (d: number, s: number) => {
    const picked = Array.from({ length: 3 + random.integer(6) }, () => words[random.integer(words.length)]!)
    return `${gap === ' ' ? 'The' : '第'}${gap}${picked.join(gap)}${gap}${d}x${s}${stop}`
  }
  return rowsOf(
    Array.from({ length: count }, (_, d) => ({
      title: `Document ${d}`,
      text: Array.from({ length: sentences }, (_, s) => sentence(d, s)).join(gap),
      date: `2024-${String((d % 12) + 1).padStart(2, '0')}-15`,
    })),
  )
}

const wordsOf = (text: unknown) => String(text).split(/\s+/).length
/** Twenty texts of 10, 15, …, 105 words. */
const like = Array.from({ length: 20 }, (_, i) =>
  Array.from({ length: 10 + 5 * i }, (_, w) => `word${w}`).join(' '),
)

describe('windows of a dated corpus', () => {
  const rows = corpus(24, 60)
  const builder = windows({ after: '2024-06-15', like })
  const built = builder.build(requestOf(rows, { count: 40, perRow: 4 }))

  test('are whole sentences of their document, word for word', async () => {
    for (const { fields, parent, cluster } of (await built).rows) {
      const source = String(rows[Number(parent)]!.fields.text)
      const text = String(fields.text)
      const at = source.indexOf(text)
      expect(at).toBeGreaterThanOrEqual(0)
      expect(source.slice(0, at)).toMatch(/^$|\. $/)
      expect(text.endsWith('.')).toBe(true)
      expect(cluster).toBe(parent)
      expect(Object.keys(fields)).toEqual(['title', 'text', 'date'])
    }
  })
  test('never overlap', async () => {
    const seen = new Set<string>()
    // Each sentence ends with a mark of its own.
    for (const { fields } of (await built).rows)
      for (const [mark] of String(fields.text).matchAll(/\d+x\d+/g)) {
        expect(seen.has(mark)).toBe(false)
        seen.add(mark)
      }
    expect(seen.size).toBeGreaterThan(100)
  })
  test('have the lengths that are wanted, to within what whole sentences allow', async () => {
    const lengths = (await built).rows.map(({ fields }) => wordsOf(fields.text)).sort((a, b) => a - b)
    // 40 windows for 20 lengths: two of each.
    const wanted = like.flatMap(text => [wordsOf(text), wordsOf(text)])
    expect(lengths).toHaveLength(40)
    lengths.forEach((length, i) => {
      expect(Math.abs(length - wanted[i]!)).toBeLessThanOrEqual(Math.max(2, 0.15 * wanted[i]!) + 5)
    })
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
    expect(Math.abs(mean(lengths) - mean(wanted))).toBeLessThan(3)
  })
  test('come only from documents after the day', async () => {
    const { rows: made, exclusions } = await built
    for (const { fields } of made) expect(String(fields.date) > '2024-06-15').toBe(true)
    // June's are of the day itself; months 1 to 6 of two years' worth of documents.
    expect(exclusions[0]).toEqual({
      reason: 'dated 2024-06-15 or before',
      ids: rows.filter((_, d) => d % 12 < 6).map(({ id }) => id),
    })
  })
  test('are the same with the same seed', async () => {
    expect(await builder.build(requestOf(rows, { count: 40, perRow: 4 }))).toEqual(await built)
    const other = await builder.build(requestOf(rows, { count: 40, perRow: 4, seed: 2 }))
    expect(other.rows).not.toEqual((await built).rows)
  })
})

test('Chinese is measured in characters and cut at its own marks', async () => {
  const rows = corpus(20, 40, HAN, '', '。')
  const target = Array.from({ length: 20 }, (_, i) =>
    HAN.join('')
      .repeat(4)
      .slice(0, 20 + 3 * i),
  )
  const { rows: made } = await windows({ after: '2023-12-31', like: target }).build(requestOf(rows))
  expect(made).toHaveLength(20)
  const lengths = made.map(({ fields }) => [...String(fields.text)].length).sort((a, b) => a - b)
  lengths.forEach((length, i) => {
    expect(Math.abs(length - (20 + 3 * i))).toBeLessThanOrEqual(0.15 * (20 + 3 * i) + 3)
  })
  for (const { fields } of made) expect(String(fields.text)).toMatch(/^第[^。]*。.*。$/)
})

test('languages are matched each to its own, in proportion', async () => {
  const rows = [...corpus(20, 40), ...corpus(20, 40, HAN, '', '。')].map((row, i) => ({ ...row, id: `${i}` }))
  const chinese = Array.from({ length: 5 }, () => HAN.join(''))
  const { rows: made } = await windows({
    after: '2020-01-01',
    like: [...like.slice(0, 15), ...chinese],
  }).build(requestOf(rows, { count: 20 }))
  // 15 of 20 texts are English.
  expect(made.filter(({ fields }) => String(fields.text).startsWith('The'))).toHaveLength(15)
  expect(made.filter(({ fields }) => String(fields.text).startsWith('第'))).toHaveLength(5)
  const english = await windows({ after: '2020-01-01', like }).build(requestOf(rows))
  expect(english.exclusions[0]).toMatchObject({
    reason: 'in a language that the set to match has no text in',
  })
  expect(english.exclusions[0]!.ids).toHaveLength(20)
})

test.each([
  [undefined, 'no date that can be read (YYYY-MM-DD)'],
  ['15 May 2024', 'no date that can be read (YYYY-MM-DD)'],
  ['2024-02-31', 'no date that can be read (YYYY-MM-DD)'],
  ['2024-04', 'dated 2024-04-20 or before'],
  ['2024', 'dated 2024-04-20 or before'],
  ['2024-04-20T23:59:59Z', 'dated 2024-04-20 or before'],
  [new Date('2024-04-19T00:00:00Z'), 'dated 2024-04-20 or before'],
])('a document of %s is left out', async (date, reason) => {
  const [first, second] = corpus(2, 30)
  const rows = [
    { ...first!, fields: { ...first!.fields, date } },
    { ...second!, fields: { ...second!.fields, date: '2024-05' } },
  ]
  const { rows: made, exclusions } = await windows({ after: '2024-04-20', like }).build(requestOf(rows))
  expect(exclusions).toEqual([{ reason, ids: ['0'] }])
  expect(made.map(({ parent }) => parent)).toEqual(['1'])
})

test('too few documents: lengths keep their proportion, and the note says what is missing', async () => {
  const { rows: made, notes } = await windows({ after: '2020-01-01', like }).build(
    requestOf(corpus(5, 60), { count: 40 }),
  )
  expect(made).toHaveLength(5)
  expect(notes.join('\n')).toContain(
    '40 windows (english, in words) were wanted; 5 documents with at most 1 each give 5',
  )
  const longest = Math.max(...made.map(({ fields }) => wordsOf(fields.text)))
  const shortest = Math.min(...made.map(({ fields }) => wordsOf(fields.text)))
  expect(shortest).toBeLessThan(30)
  expect(longest).toBeGreaterThan(80)
})

test('no run that long: said, not made shorter', async () => {
  const long = [Array.from({ length: 900 }, () => 'word').join(' ')]
  const {
    rows: made,
    notes,
    exclusions,
  } = await windows({ after: '2020-01-01', like: long }).build(requestOf(corpus(3, 20)))
  expect(made).toEqual([])
  expect(notes.join()).toContain('3 windows (english, in words) of 900 to 900 were not made')
  expect(exclusions).toEqual([
    { reason: 'no free run of whole sentences of a length that was wanted', ids: ['0', '1', '2'] },
  ])
})

test('says what it needs', () => {
  const rows = corpus(2, 3)
  expect(windows({ like }).accepts(rows)).toMatch(/--after/)
  expect(windows({ after: '2024-01-01' }).accepts(rows)).toMatch(/--like/)
  expect(windows({ after: '2024-01-01', like }).accepts(rows)).toBe(true)
  expect(windows({ after: '2024-01-01', like }).accepts(rowsOf([{ text: 'No date.' }]))).toMatch(/a date/)
})
