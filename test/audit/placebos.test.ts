import { describe, expect, test } from 'vitest'
import { distinctPlacebos } from '../../src/audit/placebos.js'
import type { ItemSet } from '../../src/types.js'

/** A set of items whose texts are their numbers in words of its own, from `first` on. */
function set(name: string, numbers: readonly number[], word = name): ItemSet {
  return {
    ...{ name: `data/${name}.jsonl`, path: name, sha256: name, template: '{text}', exclusions: [] },
    itemsSha256: `${word} ${numbers.join()}`,
    items: numbers.map((n, line) => ({ id: String(n), text: `${word} ${n}`, cluster: String(n), line })),
  }
}
const count = (length: number, from = 0) => Array.from({ length }, (_, n) => n + from)
const TEST = set('test', count(200))
const REF = set('ref', count(200))
const [a, b, c] = ['a', 'b', 'c'].map(name => set(name, count(100))) as [ItemSet, ItemSet, ItemSet]

describe('placebo sets', () => {
  test('that share nothing are taken as they are', () => {
    const { sets, notes } = distinctPlacebos(TEST, REF, [a, b, c])
    expect(sets).toEqual([a, b, c])
    expect(notes).toEqual([])
  })
  test.each([
    [
      'the same file twice',
      [a, { ...a, name: 'data/copy.jsonl' }, c],
      /placebo set copy.jsonl has the very items of the placebo set a.jsonl/,
    ],
    [
      'the test set',
      [a, b, set('c', count(200), 'test')],
      /c.jsonl has the very items of the test set test.jsonl/,
    ],
    [
      'a part of the reference set',
      [a, set('b', count(100), 'ref'), c],
      /b.jsonl shares items with the reference set ref.jsonl: 100 of its 100, 100 of 200 there/,
    ],
    [
      'rows that overlap',
      [a, b, set('c', count(100, 97), 'a')],
      /c.jsonl shares items with the placebo set a.jsonl: 3 of its 100, 3 of 100 there/,
    ],
    [
      'all of a small set within a large one',
      [set('a', count(20), 'x'), b, set('c', count(2000), 'x')],
      /c.jsonl shares items with the placebo set a.jsonl: 20 of its 2000, 20 of 20 there/,
    ],
  ])('are refused where one is %s', (_, placebos, message) => {
    expect(() => distinctPlacebos(TEST, REF, placebos as ItemSet[])).toThrow(message)
  })
  test('lose the few items that they share, counted and named', () => {
    const mixed: ItemSet = {
      ...c,
      items: [...c.items.slice(0, 98), { ...TEST.items[5]!, id: 'x' }, { ...a.items[7]!, id: 'y' }],
    }
    const { sets, notes } = distinctPlacebos(TEST, REF, [a, b, mixed])
    expect(sets[2]!.items.map(({ id }) => id)).toEqual(c.items.slice(0, 98).map(({ id }) => id))
    expect(sets[2]!.exclusions).toEqual([
      { reason: 'also in the test set test.jsonl', ids: ['x'] },
      { reason: 'also in the placebo set a.jsonl', ids: ['y'] },
    ])
    expect(notes).toEqual([
      '1 of 100 items of the placebo set c.jsonl are also in the test set test.jsonl: left out.',
      '1 of 100 items of the placebo set c.jsonl are also in the placebo set a.jsonl: left out.',
    ])
  })
})
