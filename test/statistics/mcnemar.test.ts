import { expect, test } from 'vitest'
import { mcnemarExact } from '../../src/statistics/mcnemar.js'

test('agrees with scipy: 14 against 5', () => {
  const { greater, twoSided } = mcnemarExact(14, 5)
  expect(greater).toBeCloseTo(0.0317840576171875, 14)
  expect(twoSided).toBeCloseTo(0.063568115234375, 14)
})

test('by hand: all of ten pairs on one side have chance 2^−10, on the other 1', () => {
  expect(mcnemarExact(10, 0).greater).toBeCloseTo(2 ** -10, 15)
  expect(mcnemarExact(0, 10).greater).toBeCloseTo(1, 15)
})

test('keeps its relative accuracy far out', () => {
  expect(mcnemarExact(200, 0).greater / 2 ** -200).toBeCloseTo(1, 10)
})

test('no pair that disagrees says nothing', () => {
  expect(mcnemarExact(0, 0)).toEqual({ greater: 1, twoSided: 1 })
})

test('half a count is refused', () => {
  expect(() => mcnemarExact(1.5, 0)).toThrow(RangeError)
})
