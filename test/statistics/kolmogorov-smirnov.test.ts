import { expect, test } from 'vitest'
import { kolmogorovSmirnov } from '../../src/statistics/kolmogorov-smirnov.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectCalibrated, expectClose, golden, normals } from './expectations.js'

test('agrees with scipy', () => {
  const { inputs, expected } = golden('ks_two_sample')
  const { d, pValue, method } = kolmogorovSmirnov(inputs.a, inputs.b)
  expect(method).toBe('exact')
  expectClose([d, pValue], [expected.D, expected.p_exact])
})

test('sets wholly apart have one order of each kind', () => {
  // 2 of the C(6, 3) = 20 orders put all of one set first.
  const { d, pValue } = kolmogorovSmirnov([1, 2, 3], [4, 5, 6])
  expect(d).toBe(1)
  expectClose(pValue, 2 / 20)
})

test('ties count on both sides before the distance is taken', () => {
  // At 1: 1/2 against 2/3; at 2: 1 against 1. The largest distance is 1/6.
  expectClose(kolmogorovSmirnov([1, 2], [1, 1, 2]).d, 1 / 6)
  expect(kolmogorovSmirnov([1, 1], [1, 1, 1])).toEqual({ d: 0, pValue: 1, method: 'exact' })
})

test('the limit: 2 Σ (−1)^(k−1) exp(−2k²x), for large sets', () => {
  // 1500 values each, the second moved by 60 places: D = 60/1500, x = 750 · 0.04² = 1.2.
  const a = Array.from({ length: 1500 }, (_, i) => i)
  const { d, pValue, method } = kolmogorovSmirnov(
    a,
    a.map(value => value + 59.5),
  )
  expect(method).toBe('limit')
  expectClose(d, 0.04)
  expectClose(pValue, 2 * (Math.exp(-2.4) - Math.exp(-9.6) + Math.exp(-21.6) - Math.exp(-38.4)))
})

test('rejects sets of one distribution no more often than it says', () => {
  const random = createRandom('ks')
  expectCalibrated(
    Array.from({ length: 2000 }, () => kolmogorovSmirnov(normals(random, 20), normals(random, 25)).pValue),
  )
})

test('refuses no values and what is not finite', () => {
  expect(() => kolmogorovSmirnov([], [1])).toThrow(/without items/)
  expect(() => kolmogorovSmirnov([Number.NaN], [1])).toThrow(RangeError)
})
