import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { estimateOrder } from '../../src/order/estimate.js'
import { planOrder } from '../../src/order/plan.js'
import { type OrderCost, scoreShards } from '../../src/order/score-order.js'
import type { Progress } from '../../src/scoring/run-jobs.js'
import { loadSet } from '../../src/sets/index.js'
import { createRandom } from '../../src/statistics/random.js'
import { RULE } from '../generators/models.js'
import { temporaryFolder } from '../models/fixtures.js'
import { countingModel } from '../scoring/counting.js'

const { folder } = temporaryFolder()
const fixture = (name: string) => new URL(`../fixtures/order/${name}`, import.meta.url).pathname
const set = await loadSet({ path: `${fixture('items.jsonl')}#0:40` }, diskFiles())
const plan = (permutations = 9) =>
  planOrder(
    { word: { kind: 'canonical' }, shards: 8, permutations, published: [] },
    set,
    undefined,
    'items',
    RULE.alpha,
    createRandom('order'),
  )

describe('checkpoints that were trained on one file, as it is or shuffled anew every time', () => {
  const pOf = async (name: string) => {
    const scored = await scoreShards(await countingModel(fixture(name)), plan(), {}, () => {})
    return estimateOrder(plan(), scored, RULE, 1).estimate!
  }
  test('the one knows the order', async () => {
    const { pValue, pRanks, pT, effect } = await pOf('ordered')
    expect(pValue).toBeLessThan(0.01)
    expect(Math.max(pRanks, pT)).toBe(pValue)
    expect(effect).toBeGreaterThan(0)
  })
  test('the other does not, though it knows the items', async () => {
    expect((await pOf('shuffled')).pValue).toBeGreaterThan(0.05)
  })
})

describe('a run', () => {
  test('tells what it costs, goes on where it was stopped, and is done once', async () => {
    const cacheFolder = join(folder, 'cache')
    const costs: OrderCost[] = []
    const stop = new AbortController()
    const model = await countingModel(fixture('shuffled'), (_, calls) => {
      if (calls === 60) stop.abort()
    })
    const options = { window: 64, cacheFolder }
    const stopped = scoreShards(model, plan(), { ...options, signal: stop.signal }, cost => costs.push(cost))
    await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' })
    expect(costs).toHaveLength(1)
    expect(costs[0]!.passes).toBe(80)
    expect(costs[0]!.tokensRead).toBeGreaterThan(1.5 * costs[0]!.tokens)

    const again = await countingModel(fixture('shuffled'))
    const seen: Progress[] = []
    const resumed = await scoreShards(
      again,
      plan(),
      { ...options, onProgress: one => seen.push(one) },
      () => {},
    )
    const whole = await countingModel(fixture('shuffled'))
    expect(resumed).toEqual(await scoreShards(whole, plan(), { window: 64 }, () => {}))
    // No batch twice, but those of the text that was being scored.
    const longest = Math.ceil(Math.max(...whole.batches.flat().map(({ ids }) => ids.length)))
    expect(longest).toBe(64)
    const spared = whole.batches.length - again.batches.length
    expect(spared).toBeGreaterThan(60 - 16)
    expect(spared).toBeLessThanOrEqual(60)

    expect(seen.filter(({ tokens, tokensDone }) => tokensDone >= tokens)).toHaveLength(1)
    expect(seen.at(-1)).toMatchObject({
      texts: 80,
      textsDone: 80,
      model: expect.stringContaining('order test'),
    })
    const third = await countingModel(fixture('shuffled'))
    expect(await scoreShards(third, plan(), options, () => {})).toEqual(resumed)
    expect(third.batches).toHaveLength(0)
    // More orders of the same shards only add to what is there.
    await scoreShards(third, plan(10), options, () => {})
    expect(third.batches.length).toBeLessThan(whole.batches.length / 5)
  })

  test('a model that sees no further than a token does not get a p-value for it', () => {
    const shards = Array.from({ length: 8 }, (_, s) => ({
      canonical: -100 - s,
      permuted: Array(9).fill(-100 - s),
    }))
    expect(estimateOrder(plan(), { shards, tokens: 900 }, RULE, 1)).toMatchObject({
      eligible: false,
      ineligibleBecause: [{ code: 'order_not_read' }],
      estimate: null,
    })
  })
})
