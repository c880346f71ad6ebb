import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { sharedStatus } from '../../src/set-checks/item-checks.js'
import { nearDuplicatesAcross, nearDuplicatesWithin } from '../../src/set-checks/near-duplicates.js'
import { nearCheck, overlapChecks } from '../../src/set-checks/overlaps.js'
import { sharedRuns } from '../../src/set-checks/run-overlap.js'
import { jaccard, shinglesOf } from '../../src/set-checks/shingles.js'
import { loadSet } from '../../src/sets/index.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Item } from '../../src/types.js'

const item = (id: string, text: string): Item => ({ id, text, cluster: id, line: 1 })
const never = () => false

/**
 * Two texts whose Jaccard similarity is exactly `shared`/(2n − shared) with n shingles each: they begin alike for
 * shared + 4 words and then use words of their own. Every word occurs once.
 */
function planted(p: number, shingles: number, shared: number, word: (n: number) => string, glue: string) {
  const text = (side: string) =>
    Array.from({ length: shingles + 4 }, (_, w) =>
      w < shared + 4 ? word(p * 1000 + w) : word(p * 1000 + w + (side === 'a' ? 300 : 600)),
    ).join(glue)
  return { a: item(`a${p}`, text('a')), b: item(`b${p}`, text('b')) }
}

const PAIRS = 400
const words = (n: number) => `w${n}x`
/** Scattered over 20,000 Han characters. */
const han = (n: number) => String.fromCodePoint(0x4e00 + ((Math.imul(n, 0x9e3779b1) >>> 0) % 20_000))

describe('near duplicates', () => {
  test.each([
    ['words', words, ' '],
    ['Han characters', han, ''],
  ])('planted at Jaccard exactly 0.8, of %s, are found with recall 0.95 or more', (_, word, glue) => {
    // 90 shingles each, 80 shared: 80/(180 − 80) = 0.8. The bands find 0.986: fewer than 380 of 400 has odds of 1e-6.
    const pairs = Array.from({ length: PAIRS }, (_, p) => planted(p, 90, 80, word, glue))
    expect(jaccard(shinglesOf(pairs[0]!.a.text), shinglesOf(pairs[0]!.b.text))).toBe(0.8)
    const { found, incomplete } = nearDuplicatesAcross(
      pairs.map(({ b }) => b),
      pairs.map(({ a }) => a),
      never,
    )
    expect(found.length).toBeGreaterThanOrEqual(0.95 * PAIRS)
    for (const { id, of, jaccard } of found) expect([of, jaccard]).toEqual([id.replace('b', 'a'), 0.8])
    expect(incomplete).toEqual([])
  })
  test('just below 0.8 are not reported, since candidates are verified', () => {
    // 79/(180 − 79) = 0.782.
    const pairs = Array.from({ length: 100 }, (_, p) => planted(p, 90, 79, words, ' '))
    const all = pairs.flatMap(({ a, b }) => [a, b])
    expect(nearDuplicatesWithin(all, never).found).toEqual([])
  })
  test('within a set name the earlier one, and what is declared is passed over', () => {
    const random = createRandom('near')
    const base = Array.from({ length: 60 }, () => `v${random.integer(9999)}`)
    const changed = base.with(30, 'other')
    // One word of 60 changed: 5 of 56 shingles differ on each side, 51/61 = 0.836.
    const items = [item('first', base.join(' ')), item('second', changed.join(' '))]
    expect(nearDuplicatesWithin(items, never).found).toEqual([
      { id: 'second', of: 'first', jaccard: 51 / 61 },
    ])
    expect(nearDuplicatesWithin(items, () => true).found).toEqual([])
  })
  test('of a thousand variants of one form are found without comparing all with all', () => {
    const variants = Array.from({ length: 1000 }, (_, v) =>
      item(String(v), `${words(v)} ${Array.from({ length: 50 }, (_, w) => words(w + 5000)).join(' ')}`),
    )
    // 46 of 47 + 47 − 46 = 48 shingles are common.
    const { found } = nearDuplicatesWithin(variants, never)
    expect(found.length).toBe(999)
    expect(found[0]?.jaccard).toBe(46 / 48)
  })
})

describe('a near duplicate among many look-alikes', () => {
  const { a: wanted } = planted(0, 90, 80, words, ' ')
  // All begin as it does for 83 words and then go on for 11 of their own: 79/(180 − 79) = 0.78.
  const alike = Array.from({ length: 400 }, (_, v) =>
    item(
      `like${v}`,
      [...wanted.text.split(' ').slice(0, 83), ...Array.from({ length: 11 }, (_, w) => `v${v}w${w}`)].join(
        ' ',
      ),
    ),
  )
  // The last word changed: 89/91.
  const copy = item('copy', wanted.text.replace(/\S+$/, 'other'))
  test('is compared first, wherever it stands', () => {
    for (const others of [
      [copy, ...alike],
      [...alike, copy],
    ]) {
      const { found, incomplete } = nearDuplicatesAcross([wanted], others, never, 64)
      expect(found).toEqual([{ id: wanted.id, of: 'copy', jaccard: 89 / 91 }])
      expect(incomplete).toEqual([])
    }
  })
  test('cannot be ruled out where more are candidates than are compared; small sets are compared whole', () => {
    expect(nearDuplicatesAcross([wanted], alike, never, 64)).toEqual({ found: [], incomplete: [wanted.id] })
    expect(nearDuplicatesAcross([wanted], alike, never)).toEqual({ found: [], incomplete: [] })
  })
  test('that cannot be ruled out is no pass: a warning up to 2 % of the items, then a failure', () => {
    const check = (incomplete: number) =>
      nearCheck({ found: [], incomplete: Array(incomplete).fill('x') }, 100, 'near', count =>
        sharedStatus(count, 100),
      )
    expect([0, 2, 3].map(count => check(count).status)).toEqual(['pass', 'warn', 'fail'])
    expect(check(1).code).toBe('near_duplicates_not_ruled_out')
  })
})

describe('a copy that differs in signs alone', () => {
  const text = (sign: string) =>
    `Every week ${sign}5 goes into a jar and ${sign}3 into a box until the cat wants ${sign}40 worth of food`
  test('is dropped as a near duplicate: shingles have no signs, equal texts do', () => {
    const { reasons } = overlapChecks([item('i', text('€'))], [item('o', text('$'))], 'test', never)
    expect([...reasons]).toEqual([['i', ['near duplicate of o of test (Jaccard 1.00)']]])
  })
  test('is called equal, and only that, where it is', () => {
    const { reasons } = overlapChecks(
      [item('i', text('$').toUpperCase())],
      [item('o', text('$'))],
      'test',
      never,
    )
    expect([...reasons]).toEqual([['i', ['equals o of test']]])
  })
})

describe('a declared parent hides no other item', () => {
  const text = 'one two three four five six seven eight nine ten eleven twelve thirteen'
  const others = [item('parent', text), item('other', text)]
  const isDeclared = (_: Item, other: Item) => other.id === 'parent'
  test.each([[others], [others.toReversed()]])('with the same text: %j', both => {
    const { checks, reasons } = overlapChecks([item('i', text)], both, 'train', isDeclared)
    expect([...reasons]).toEqual([['i', ['equals other of train']]])
    expect(checks.map(({ values }) => values.items)).toEqual([1, 1, 1])
    expect(sharedRuns([item('i', text)], both, isDeclared)).toMatchObject([
      { id: 'i', of: 'other', run: text },
    ])
  })
})

describe('shared runs', () => {
  const run = 'one two three four five six seven eight nine ten eleven twelve thirteen'
  test('of 13 words, punctuation and case aside', () => {
    const others = [item('o', `Before: ${run.replaceAll(' ', ', ')}!`)]
    expect(sharedRuns([item('i', run.toUpperCase())], others, never)).toMatchObject([
      { id: 'i', of: 'o', run },
    ])
    expect(sharedRuns([item('i', run.replace('seven', 'sieben'))], others, never)).toEqual([])
    expect(sharedRuns([item('i', run.split(' ').slice(1).join(' '))], others, never)).toEqual([])
    expect(sharedRuns([item('i', run)], others, () => true)).toEqual([])
  })
  test('of 20 characters in Chinese', () => {
    const others = [item('o', '春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。')]
    const found = sharedRuns([item('i', '诗云：春眠不觉晓处处闻啼鸟夜来风雨声花落知多少')], others, never)
    expect(found.map(({ id, of }) => [id, of])).toEqual([['i', 'o']])
    expect(sharedRuns([item('i', '春眠不觉晓，处处闻啼鸟。夜来风雨声')], others, never)).toEqual([])
  })
  test('of 13 words in a text with a Han character, which is no Chinese text for it', () => {
    const others = [item('o', run)]
    expect(sharedRuns([item('i', `A note on 道: ${run}`)], others, never)).toMatchObject([
      { id: 'i', of: 'o', run },
    ])
    expect(sharedRuns([item('i', run)], [item('o', `${run} 道`)], never)).toMatchObject([
      { id: 'i', of: 'o', run },
    ])
  })
  test('of words and characters together: 7 words are worth 10.8 characters of 20', () => {
    const seven = 'one two three four five six seven'
    const shared = (characters: string) =>
      sharedRuns([item('i', `${seven}${characters}`)], [item('o', `${seven} ${characters}`)], never).length
    // 7·20 + 10·13 = 270 of 260 units; with 9 characters 257.
    expect([shared('春眠不觉晓处处闻啼鸟'), shared('春眠不觉晓处处闻啼')]).toEqual([1, 0])
  })
  test('are found behind any number of items that have them', () => {
    // More than the table begins with, of links and of slots.
    const others = Array.from({ length: 3000 }, (_, i) => item(`o${i}`, `${run} and v${i}`))
    const only = (_: Item, other: Item) => other.id !== 'o2999'
    expect(sharedRuns([item('i', run)], others, only)).toMatchObject([{ id: 'i', of: 'o2999', run }])
    const last = others.at(-1)!
    const own = last.text.split(' ').slice(2).join(' ')
    expect(sharedRuns([item('i', own)], others, never)).toMatchObject([{ id: 'i', of: 'o2999', run: own }])
  })
  test.each([
    ['{question}', ['581', '602', '632']],
    ['{question} {answer}', ['18', '581', '602', '632', '712', '806']],
  ])('of GSM8K test with train, template %s', { timeout: 60_000 }, async (template, expected) => {
    const [path, train] = ['test', 'train'].map(name =>
      resolve(import.meta.dirname, `../../../shared/data/gsm8k/${name}.jsonl`),
    ) as [string, string]
    if (!existsSync(path)) return console.warn('skipped: GSM8K is not part of this repository')
    const [items, others] = await Promise.all(
      [path, train].map(file => loadSet({ path: file, template }, diskFiles())),
    )
    // Counted with a set of word tuples in Python; 3 for the questions is also what the literature reports.
    expect(sharedRuns(items!.items, others!.items, never).map(({ id }) => id)).toEqual(expected)
  })
})
