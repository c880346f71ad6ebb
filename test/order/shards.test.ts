import { describe, expect, test } from 'vitest'
import { planOrder } from '../../src/order/plan.js'
import { cutShards, textsOf } from '../../src/order/shards.js'
import { createRandom } from '../../src/statistics/random.js'
import type { ItemSet } from '../../src/types.js'

const random = createRandom('items')
const itemsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const text = Array.from({ length: 6 }, () => `w${random.integer(90)}`).join(' ')
    return { id: `item ${i} of the file`, text: `${text} ${i % 7}x`, cluster: `${i}`, line: i + 1 }
  })

describe('shards', () => {
  test.each([
    [10, 3],
    [80, 10],
    [81, 20],
    [4, 2],
  ])('of %i items, %i: all items once, in order, evenly', (count, shards) => {
    const items = itemsOf(count)
    const cut = cutShards(items, shards)
    expect(cut.flat()).toEqual(items)
    expect(cut).toHaveLength(shards)
    const sizes = cut.map(shard => shard.length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })
  test('texts: the file as it is, then the same lines in other orders', () => {
    const items = itemsOf(6)
    const [own, ...others] = textsOf(items, 30, createRandom('s'))
    expect(own).toBe(items.map(({ text }) => text).join('\n'))
    for (const other of others) expect(other.split('\n').sort()).toEqual(own!.split('\n').sort())
    expect(new Set(others).size).toBeGreaterThan(20)
  })
  test('more orders begin with the same ones', () => {
    const items = itemsOf(6)
    expect(textsOf(items, 30, createRandom('s')).slice(0, 11)).toEqual(textsOf(items, 10, createRandom('s')))
  })
  test('each of the six orders of three items is as frequent', () => {
    const counts = new Map<string, number>()
    for (const text of textsOf(itemsOf(3), 6000, createRandom('six')).slice(1))
      counts.set(text, (counts.get(text) ?? 0) + 1)
    expect(counts.size).toBe(6)
    // 1000 ± 4 · √(6000 · 1/6 · 5/6).
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(116)
  })
})

describe('a plan', () => {
  const set: ItemSet = {
    name: 'F',
    path: 'F',
    itemsSha256: '',
    sha256: 'a'.repeat(64),
    template: '',
    items: itemsOf(40),
    exclusions: [],
  }
  const plan = (shards: number, permutations: number, items = set.items) =>
    planOrder(
      { word: { kind: 'canonical' }, shards, permutations, published: [] },
      { ...set, items },
      undefined,
      'F',
      0.01,
      createRandom('plan'),
    )
  test('may be carried out where neighbours are strangers', () => {
    expect(plan(8, 19)).toMatchObject({
      record: { eligible: true, items: 40, wordOf: 'user' },
      check: { status: 'pass' },
    })
  })
  test('may not where the file is sorted, and says why', () => {
    const sorted = [...set.items].sort((a, b) => (a.text < b.text ? -1 : 1))
    expect(plan(8, 19, sorted).record).toMatchObject({
      eligible: false,
      ineligibleBecause: [{ code: 'order_not_random' }],
    })
  })
  test.each([
    [21, 19, 'two items or more'],
    [1, 999, 'two shards or more'],
    // 3 ** −4 = 0.0123 is above 0.01; 3 ** −5 = 0.0041 is not.
    [4, 2, 'as small as'],
  ])('of %i shards and %i permutations is refused', (shards, permutations, says) => {
    expect(() => plan(shards, permutations)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(says) }),
    )
  })
  test('of five shards and two permutations is not', () => {
    expect(plan(5, 2).shards).toHaveLength(5)
  })
})
