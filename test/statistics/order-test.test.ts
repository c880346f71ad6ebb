import { describe, expect, test } from 'vitest'
import { normalCdf } from '../../src/statistics/distributions.js'
import { orderTest, type ShardScores, tellsOrders } from '../../src/statistics/order-test.js'
import { createRandom } from '../../src/statistics/random.js'
import { rankCombination } from '../../src/statistics/rank-scores.js'

describe('the ranks of shards together', () => {
  test('of one shard: the rank itself', () => {
    const combine = rankCombination(1, 19)
    for (const rank of [1, 2, 10, 19, 20]) expect(combine([rank]).pValue).toBeCloseTo(rank / 20, 12)
  })
  test('of two shards and one permutation: three sums of equal scores, counted by hand', () => {
    const combine = rankCombination(2, 1)
    // (1,1) · (1,2) or (2,1) · (2,2): at least that high in 1, 3 and 4 of 4 cases.
    expect(
      [
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
      ].map(ranks => combine(ranks).pValue),
    ).toEqual([0.25, 0.75, 0.75, 1])
  })
  test('first in every shard: as rare as that is', () => {
    expect(rankCombination(20, 50)(Array(20).fill(1)).pValue / 51 ** -20).toBeCloseTo(1, 9)
  })
  test('last in one shard undoes no other shard for good', () => {
    const combine = rankCombination(20, 50)
    const { pValue, z } = combine([51, ...Array(19).fill(1)])
    expect(Number.isFinite(z)).toBe(true)
    expect(pValue).toBeLessThan(1e-12)
  })
  test('of three shards: the share of all 125 cases that sum to as much', () => {
    const combine = rankCombination(3, 4)
    let total = 0
    const seen = new Map<number, number>()
    for (let a = 1; a <= 5; a++)
      for (let b = 1; b <= 5; b++)
        for (let c = 1; c <= 5; c++) {
          const { z } = combine([a, b, c])
          seen.set(z, (seen.get(z) ?? 0) + 1)
          total++
        }
    const shareFrom = (sum: number) =>
      [...seen].reduce((cases, [z, more]) => cases + (z >= sum ? more : 0), 0) / total
    for (const ranks of [
      [1, 1, 2],
      [3, 3, 3],
      [5, 4, 1],
      [2, 5, 5],
    ]) {
      const { z, pValue } = combine(ranks)
      expect(pValue).toBeCloseTo(shareFrom(z), 12)
    }
  })
  test('of many shards: near the normal distribution that Stouffer leans on', () => {
    const combine = rankCombination(60, 99)
    const random = createRandom('many shards')
    for (let run = 0; run < 50; run++) {
      const { z, pValue } = combine(Array.from({ length: 60 }, () => 1 + random.integer(100)))
      expect(Math.abs(pValue - normalCdf(-z))).toBeLessThan(0.01)
    }
  })
  test.each([[[0, 1]], [[1, 21]], [[1, 1.5]], [[1]]])('refuses %j', ranks => {
    expect(() => rankCombination(2, 19)(ranks)).toThrow(RangeError)
  })
})

describe('the order test', () => {
  const canonical = [-812.4, -790.1, -805.3, -799.9, -820.7, -788.2, -801, -795.5]
  const differences = [2.1, 0.4, -0.6, 1.8, 0.9, 2.6, -0.3, 1.2]
  const shards = canonical.map((value, i): ShardScores => {
    const middle = value - differences[i]!
    return { canonical: value, permuted: [middle - 1, middle, middle + 1] }
  })
  test('t with r − 1 in the deviation: scipy.stats.ttest_1samp(differences, 0, alternative="greater")', () => {
    const { effect, df, t, pT } = orderTest(shards)
    expect(effect).toBeCloseTo(1.0125, 10)
    expect(df).toBe(7)
    expect(t).toBeCloseTo(2.51602719232708, 10)
    expect(pT).toBeCloseTo(0.020021218297170303, 10)
  })
  test('ranks count the orders that are as likely or likelier', () => {
    // Against −1, 0 and 1: 2.1, 1.8, 2.6 and 1.2 beat all three; 0.4 and 0.9 all but one; −0.6 and −0.3 one only.
    expect(orderTest(shards).ranks).toEqual([1, 2, 3, 1, 2, 1, 3, 1])
  })
  test('the larger p decides', () => {
    const { pT, pRanks, pValue } = orderTest(shards)
    expect(pValue).toBe(Math.max(pT, pRanks))
    // One shard that is likelier by far blows up the deviation: t sees less, the ranks see it as the others.
    const outlier = orderTest(shards.with(0, { canonical: -512.4, permuted: [-815.5, -814.5, -813.5] }))
    expect(outlier.pRanks).toBe(pRanks)
    expect(outlier.pValue).toBe(outlier.pT)
    expect(outlier.pT).toBeGreaterThan(pT)
  })
  test('what differs by rounding only is a tie, held against the order of the file', () => {
    const rounded = shards.with(0, { canonical: -800, permuted: [-800.0004, -800.0006, -801] })
    expect(orderTest(rounded).ranks[0]).toBe(3)
    const blind = canonical.map(
      (value): ShardScores => ({
        canonical: value,
        permuted: [value, value - 1e-4, value + 1e-4],
      }),
    )
    expect(tellsOrders(blind)).toBe(false)
    expect(tellsOrders(blind.with(3, shards[3]!))).toBe(true)
  })
  test('a file that was shifted as a whole gives the same', () => {
    const moved = shards.map(({ canonical, permuted }) => ({
      canonical: canonical + 64,
      permuted: permuted.map(value => value + 64),
    }))
    expect(orderTest(moved).t).toBeCloseTo(orderTest(shards).t, 9)
    expect(orderTest(moved).pRanks).toBe(orderTest(shards).pRanks)
  })
  test('refuses what has no answer', () => {
    expect(() => orderTest([shards[0]!])).toThrow('two items')
    expect(() => orderTest(shards.with(1, { canonical: -1, permuted: [-2] }))).toThrow(RangeError)
    expect(() => orderTest(shards.map(() => ({ canonical: -1, permuted: [-2, -2, -2] })))).toThrow(RangeError)
  })
})
