import { expect, test } from 'vitest'
import { binsOf, setRecord } from '../../src/audit/records.js'
import type { ItemLoss } from '../../src/types.js'
import { expectClose } from '../statistics/expectations.js'

const items = (...losses: readonly number[]): ItemLoss[] =>
  losses.map((loss, i) => ({ id: `${i}`, cluster: `${i}`, nats: 5 * loss, tokens: 5, bytes: 20 }))

const set = {
  name: 'a.jsonl',
  path: '',
  sha256: 'f',
  itemsSha256: 'items',
  template: '{text}',
  items: [],
  exclusions: [],
}

test('bins span the losses of all sets', () => {
  expectClose(Object.values(binsOf([items(1, 1.5), items(3.4, 2)])), [1, 0.1, 24])
})

test('equal losses have bins of width 1, not 0', () => {
  expect(binsOf([items(2, 2)])).toEqual({ start: 2, width: 1, count: 24 })
})

test('every item falls into one bin, the largest loss into the last', () => {
  const losses = items(0, 0.5, 0.99, 1, 23.9, 24)
  const { histogram } = setRecord('test', set, [], losses, { start: 0, width: 1, count: 24 })
  expect(histogram).toEqual([3, 1, ...Array(21).fill(0), 2])
})

test('losses are those of the aggregate, by name', () => {
  const losses: ItemLoss[] = [
    { id: 'a', cluster: 'x', nats: 10, tokens: 10, bytes: 30 },
    { id: 'b', cluster: 'x', nats: 60, tokens: 30, bytes: 110 },
    { id: 'c', cluster: 'y', nats: 30, tokens: 10, bytes: 60 },
  ]
  const exclusions = [{ reason: 'duplicate text', ids: ['d'] }]
  const record = setRecord('ref', set, exclusions, losses, binsOf([losses]))
  expect(record).toMatchObject({
    role: 'ref',
    name: 'a.jsonl',
    sha256: 'f',
    template: '{text}',
    exclusions,
  })
  const { items: count, clusters, tokens, bytes, itemWeightedError, ...means } = record.loss
  expect([count, clusters, tokens, bytes]).toEqual([3, 2, 50, 200])
  // Losses per token are 1, 2 and 3: mean 2, cluster sums off it −1 and 1, so SE² = 2 · (1 + 1)/9.
  expectClose(itemWeightedError!, 2 / 3)
  expectClose(Object.values(means), [2, 2, 0.5 / Math.LN2, Math.exp(2)])
  expect(Object.keys(means)).toEqual(['tokenWeighted', 'itemWeighted', 'bitsPerByte', 'perplexity'])
})
