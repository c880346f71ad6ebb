import { describe, expect, it } from 'vitest'
import { planBatches } from '../../src/scoring/batches.js'
import { createRandom } from '../../src/statistics/random.js'

const segments = (...lengths: number[]) => lengths.map((length, i) => ({ ids: new Int32Array(length), i }))
const plan = (lengths: number[], budget: number) =>
  planBatches(segments(...lengths), budget).map(batch => batch.map(({ i }) => i))

describe('planBatches', () => {
  it('puts the longest first, equal lengths in their order, and fills up to the budget', () => {
    // 5 + 5 padded tokens fit into 12, a third 5 does not; then 3 + 3 + 3 + 3 exactly.
    expect(plan([3, 5, 2, 5, 3, 3], 12)).toEqual([
      [1, 3],
      [0, 4, 5, 2],
    ])
  })

  it('counts padding: a short segment costs as much as the longest of its batch', () => {
    expect(plan([10, 1, 1], 20)).toEqual([[0, 1], [2]])
  })

  it('gives a segment above the budget a batch of its own', () => {
    expect(plan([9, 30, 9], 20)).toEqual([[1], [0, 2]])
    expect(plan([4, 4], 1)).toEqual([[0], [1]])
  })

  it('has no batch for nothing', () => {
    expect(plan([], 10)).toEqual([])
  })

  it('keeps every segment once and the budget always', () => {
    const random = createRandom('batches', 7)
    for (let round = 0; round < 200; round++) {
      const lengths = Array.from({ length: 1 + Math.floor(random.uniform() * 30) }, () =>
        Math.ceil(random.uniform() * 40),
      )
      const budget = Math.ceil(random.uniform() * 100)
      const batches = planBatches(segments(...lengths), budget)
      const order = batches.flat()
      expect(order.map(({ i }) => i).sort((a, b) => a - b)).toEqual([...lengths.keys()])
      for (let k = 1; k < order.length; k++)
        expect(order[k]!.ids.length).toBeLessThanOrEqual(order[k - 1]!.ids.length)
      for (const batch of batches)
        if (batch.length > 1) expect(batch.length * batch[0]!.ids.length).toBeLessThanOrEqual(budget)
    }
  })
})
