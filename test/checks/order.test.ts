import { describe, expect, test } from 'vitest'
import { orderCheck } from '../../src/checks/order.js'
import { jaccard, neighbourTest } from '../../src/statistics/neighbour-test.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Item } from '../../src/types.js'

const TOPICS = ['apples pears plums', 'trains rails stations', 'rain snow clouds', 'chess pawns kings']

/** Items of four topics, with words, lengths and sources of their own, in random order. */
function file(seed: number, count = 80): Item[] {
  const random = createRandom('file', seed)
  const word = () => `w${random.integer(200)}`
  return Array.from({ length: count }, (_, i) => {
    const words = Array.from({ length: 5 + random.integer(20) }, word)
    const text = [word(), TOPICS[random.integer(4)], ...words].join(' ')
    return { id: `i${i}`, text, cluster: `c${random.integer(40)}`, line: i + 1 }
  })
}

const check = (items: readonly Item[]) => orderCheck('F', items, createRandom('check'))
const topicOf = ({ text }: Item) => TOPICS.findIndex(topic => text.includes(topic))
const ordered = (compare: (a: Item, b: Item) => number) => [...file(1)].sort(compare)

test('a file in random order is fit', () => {
  expect(check(file(1))).toMatchObject({ status: 'pass', code: 'order_random', name: 'F: order' })
})

test('of files in random order no more are barred than the limits say', () => {
  // 0.05 + 0.01 + 0.05 at most, and three standard errors of 100 files: 0.11 + 3 · 0.031.
  const barred = Array.from({ length: 100 }, (_, seed) => check(file(seed + 10, 30))).filter(
    ({ status }) => status === 'fail',
  ).length
  expect(barred / 100).toBeLessThan(0.204)
})

test.each<[string, Item[], string]>([
  ['by topic', ordered((a, b) => topicOf(a) - topicOf(b)), 'resemble each other'],
  ['by length', ordered((a, b) => a.text.length - b.text.length), 'close in length'],
  ['by alphabet', ordered((a, b) => (a.text < b.text ? -1 : 1)), 'close in alphabetical place'],
  ['by source', ordered((a, b) => (a.cluster < b.cluster ? -1 : 1)), 'close in source'],
  [
    'with numbers',
    file(1).map((item, i) => ({ ...item, text: `${i + 1}. ${item.text}` })),
    'close in number',
  ],
  [
    'with near duplicates side by side',
    file(1).flatMap(item => [item, { ...item, id: `${item.id}b`, text: `${item.text} again` }]),
    'resemble each other',
  ],
])('a file that is sorted %s is not', (_, items, because) => {
  const { status, code, text } = check(items)
  expect([status, code]).toEqual(['fail', 'order_not_random'])
  expect(text).toContain(because)
})

test('nor is one that takes its topics in turn', () => {
  const piles = TOPICS.map((_, t) =>
    file(1, 400)
      .filter(item => topicOf(item) === t)
      .slice(0, 60),
  )
  const turns = Array.from({ length: 60 }, (_, i) => piles.map(pile => pile[i]!)).flat()
  expect(check(turns).text).toContain('differ more than chance has it')
})

test('the word overlap is the mean over neighbours, by hand', () => {
  const items = ['a b', 'b c', 'c d', 'x y'].map((text, i) => ({
    id: `${i}`,
    text,
    cluster: `${i}`,
    line: i + 1,
  }))
  // 1/3, 1/3 and 0. In random orders any pair is as likely: two of six pairs share one word of three.
  const { values } = check(items)
  expect(values.overlap).toBeCloseTo(2 / 9, 12)
  expect(values.overlapInRandomOrders).toBeCloseTo(1 / 9, 1)
})

describe('neighbours', () => {
  test.each([
    [[1, 2, 3], [2, 3, 4], 0.5],
    [[1], [2], 0],
    [[1, 5, 9], [1, 5, 9], 1],
    [[], [3], 0],
    [[], [], 1],
  ])('Jaccard similarity of %j and %j', (a, b, expected) => {
    expect(jaccard(Int32Array.from(a), Int32Array.from(b))).toBeCloseTo(expected, 12)
  })
  test('all alike: every order is as extreme', () => {
    expect(neighbourTest(10, () => 0.3, createRandom(1))).toMatchObject({ pAlike: 1, pUnlike: 1 })
  })
  test('fewer than three items have no other neighbours', () => {
    expect(() => neighbourTest(2, () => 1, createRandom(1))).toThrow(RangeError)
  })
})
