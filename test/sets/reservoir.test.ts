import { expect, it } from 'vitest'
import { FirstSeen } from '../../src/sets/first-seen.js'
import { Reservoir } from '../../src/sets/reservoir.js'

it('draws every pair equally often over seeds', () => {
  const seeds = 9000
  const counts = new Map<string, number>()
  for (let seed = 0; seed < seeds; seed++) {
    const reservoir = new Reservoir<number>({ count: 2, seed })
    for (let value = 0; value < 10; value++) reservoir.offer(value)
    const pair = reservoir.values().join()
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  expect(counts.size).toBe(45)
  const expected = seeds / 45
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // 99.99% quantile of chi-square with 44 degrees of freedom: exp(−x/2) Σ_{k<22} (x/2)^k / k! = 0.0001.
  expect(chiSquare).toBeLessThan(87.677)
})

it('keeps everything in order without a sample', () => {
  const reservoir = new Reservoir<number>(undefined)
  for (let value = 0; value < 1000; value++) reservoir.offer(value)
  expect(reservoir.values()).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  expect(reservoir.sampled).toBe(false)
})

it('remembers the first line of each of many keys', () => {
  const seen = new FirstSeen()
  for (let line = 1; line <= 20_000; line++)
    expect(seen.note(`key ${line % 15_000}`, line)).toBe(line > 15_000 ? line - 15_000 : undefined)
})
