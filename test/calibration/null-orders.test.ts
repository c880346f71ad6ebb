import { describe, expect, test } from 'vitest'
import { orderTest, type ShardScores } from '../../src/statistics/order-test.js'
import { createRandom, type Random } from '../../src/statistics/random.js'
import { rankCombination } from '../../src/statistics/rank-scores.js'

/**
 * Error rates of the order test over simulated files whose order is random: what the model thinks of it is one draw
 * among those of the permutations. Three standard errors of a simulation are granted.
 */
const RUNS = 2000
const PERMUTATIONS = 50
const noise = (rate: number) => 3 * Math.sqrt((rate * (1 - rate)) / RUNS)

const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())

/** One log-probability of a shard, around 0, for each of these ways to be distributed. */
const DRAWS = {
  normal,
  'skewed downwards': (random: Random) => 1 + Math.log(1 - random.uniform()),
  'in a few steps': (random: Random) => random.integer(4),
} as const

function simulate(shards: number, draw: (random: Random) => number, advantage = 0) {
  const random = createRandom('orders', shards, draw.name, advantage)
  const combine = rankCombination(shards, PERMUTATIONS)
  return Array.from({ length: RUNS }, () =>
    orderTest(
      Array.from({ length: shards }, (_, i): ShardScores => {
        // Shards of unequal length, so of unequal spread.
        const level = -800 - 40 * (i % 5)
        const spread = 1 + (i % 5)
        const score = () => level + spread * draw(random)
        return {
          canonical: score() + advantage * spread,
          permuted: Array.from({ length: PERMUTATIONS }, score),
        }
      }),
      combine,
    ),
  )
}

const share = (runs: readonly ReturnType<typeof orderTest>[], p: 'pT' | 'pRanks' | 'pValue', alpha: number) =>
  runs.filter(run => run[p] <= alpha).length / runs.length

describe.each([8, 20, 50])('%i shards in random order', shards => {
  test.each(Object.entries(DRAWS))('scores %s: at most α are called known', (name, draw) => {
    const runs = simulate(shards, draw)
    for (const alpha of [0.01, 0.05]) {
      // t leans on a mean that is near normal, which that of eight skewed shards is not; the ranks lean on nothing.
      const held = name === 'normal' ? (['pT', 'pRanks', 'pValue'] as const) : (['pRanks', 'pValue'] as const)
      for (const p of held) {
        const found = share(runs, p, alpha)
        expect(found, `${p} found ${found} at ${alpha}`).toBeLessThanOrEqual(alpha + noise(alpha))
      }
      // A test that never finds anything would pass the lines above; ties are held against the order.
      if (name !== 'in a few steps') expect(share(runs, 'pRanks', alpha)).toBeGreaterThan(alpha / 2)
    }
  })
})

test('asking for both p-values costs little where there is something to find', () => {
  const runs = simulate(20, normal, 0.7)
  const [t, ranks, both] = (['pT', 'pRanks', 'pValue'] as const).map(p => share(runs, p, 0.01))
  expect(both).toBeGreaterThan(Math.min(t!, ranks!) - 0.1)
  expect(Math.min(t!, ranks!)).toBeGreaterThan(0.3)
})
