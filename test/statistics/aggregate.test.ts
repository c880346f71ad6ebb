import { describe, expect, test } from 'vitest'
import { aggregateLoss, itemSample } from '../../src/statistics/aggregate.js'
import type { ItemLoss } from '../../src/types.js'
import { expectClose, golden, shuffled } from './expectations.js'

const { inputs, expected } = golden('loss_aggregation')

interface GoldenItem {
  readonly nll_sum: number
  readonly tokens: number
  readonly bytes: number
  readonly cluster: string
}

const items: ItemLoss[] = inputs.items.map((item: GoldenItem, i: number) => ({
  id: `item ${i}`,
  cluster: item.cluster,
  nats: item.nll_sum,
  tokens: item.tokens,
  bytes: item.bytes,
}))

test('agrees with numpy', () => {
  const result = aggregateLoss(items)
  expectClose(result.tokenWeighted, expected.token_weighted)
  expectClose(result.itemWeighted, expected.item_weighted)
  expectClose(result.natsPerByte, expected.nats_per_byte)
  expectClose(result.bitsPerByte, expected.bits_per_byte)
  expectClose(result.perplexity, expected.ppl_token_weighted)
  expectClose(result.tokenWeightedError!, expected.cluster_linearised_se_token_weighted)
  expect(result).toMatchObject({ itemCount: 4, clusterCount: 3, nats: 112.5, tokens: 95, bytes: 419 })
})

test('the error of the item-weighted loss is that of clusters', () => {
  // Losses 1.2, 0.9 (cluster a), 1.32 (b), 0.9 (c), mean 1.08. Cluster sums of the residuals: 0.12 − 0.18,
  // 0.24, −0.18. √(3/2 · (0.0036 + 0.0576 + 0.0324))/4 = √0.1404/4.
  expectClose(aggregateLoss(items).itemWeightedError!, Math.sqrt(0.1404) / 4)
})

describe('properties', () => {
  test('the order of the items does not matter', () => {
    const result = aggregateLoss(items)
    const again = aggregateLoss(shuffled(items))
    expectClose(
      [again.tokenWeighted, again.tokenWeightedError!],
      [result.tokenWeighted, result.tokenWeightedError!],
    )
  })
  test('items that share clusters leave both losses, not their errors', () => {
    const apart = aggregateLoss(items.map(item => ({ ...item, cluster: item.id })))
    expectClose(apart.tokenWeighted, expected.token_weighted)
    expect(apart.itemWeightedError).not.toBe(aggregateLoss(items).itemWeightedError)
  })
  test('both units come from the same nats', () => {
    expectClose(itemSample(items, 'nats-per-token').values, [1.2, 0.9, 1.32, 0.9])
    expectClose(itemSample(items, 'nats-per-byte').values, [24 / 88, 9 / 41, 66 / 230, 13.5 / 60])
  })
})

test('what is absent is not a number', () => {
  const oneCluster = aggregateLoss(items.map(item => ({ ...item, cluster: 'same' })))
  expect(oneCluster.tokenWeightedError).toBeNull()
  expect(oneCluster.itemWeightedError).toBeNull()
  expect(() => aggregateLoss([])).toThrow(expect.objectContaining({ code: 'SET_EMPTY' }))
  expect(() => aggregateLoss([{ ...items[0]!, tokens: 0 }])).toThrow(/Item "item 0" has no predicted token/)
})
