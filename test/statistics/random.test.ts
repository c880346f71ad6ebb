import { expect, test } from 'vitest'
import { createRandom } from '../../src/statistics/random.js'

const draw = (random: ReturnType<typeof createRandom>, count: number) =>
  Array.from({ length: count }, () => random.uniform())

test('the same seed gives the same draws, another seed others', () => {
  expect(draw(createRandom('gsm8k', 7), 20)).toEqual(draw(createRandom('gsm8k', 7), 20))
  expect(draw(createRandom('gsm8k', 7), 20)).not.toEqual(draw(createRandom('gsm8k', 8), 20))
})

test('parts of a seed do not run together', () => {
  expect(draw(createRandom('a', 'bc'), 5)).not.toEqual(draw(createRandom('ab', 'c'), 5))
  expect(draw(createRandom('1'), 5)).not.toEqual(draw(createRandom(1), 5))
})

test('a stream does not depend on what was drawn before it', () => {
  const random = createRandom(1)
  const before = draw(random.stream('permutation'), 10)
  draw(random, 100)
  draw(random.stream('bootstrap'), 100)
  expect(draw(random.stream('permutation'), 10)).toEqual(before)
  expect(draw(random.stream('bootstrap'), 10)).not.toEqual(before)
})

test('uniform draws fill [0, 1) evenly', () => {
  const values = draw(createRandom('uniform'), 50_000)
  expect(values.every(value => value >= 0 && value < 1)).toBe(true)
  // Mean 1/2 with standard error √(1/12/50 000) = 0.0013; variance 1/12 with standard error about 0.0003.
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * 0.0013)
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.0013)
})

test('integers and shuffles are equally likely', () => {
  const random = createRandom('chi-squared')
  const integers = new Array<number>(7).fill(0)
  for (let i = 0; i < 70_000; i++) integers[random.integer(7)]!++
  // The 99.9% quantile of chi-squared is 22.46 with 6 df, 20.52 with 5 df.
  expect(chiSquared(integers)).toBeLessThan(22.46)

  const orders = new Map<string, number>()
  for (let i = 0; i < 30_000; i++) {
    const values = ['a', 'b', 'c']
    random.shuffle(values)
    orders.set(values.join(''), (orders.get(values.join('')) ?? 0) + 1)
  }
  expect(orders.size).toBe(6)
  expect(chiSquared([...orders.values()])).toBeLessThan(20.52)
})

test('bounds that cannot be drawn from are refused', () => {
  for (const below of [0, -1, 1.5, Number.NaN, 2 ** 40])
    expect(() => createRandom(1).integer(below)).toThrow(RangeError)
})

function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}
