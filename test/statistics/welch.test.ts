import { describe, expect, test } from 'vitest'
import { createRandom } from '../../src/statistics/random.js'
import { welchTest } from '../../src/statistics/welch.js'
import {
  expectCalibrated,
  expectClose,
  golden,
  NULL_DRAWS,
  normals,
  readGolden,
  shuffled,
} from './expectations.js'

const { inputs, expected } = golden('welch_t')

test('agrees with scipy, and is not the pooled test', () => {
  const result = welchTest(inputs.a, inputs.b)
  expectClose(result.difference, expected.diff)
  expectClose(result.standardError, expected.se)
  expectClose(result.t, expected.t)
  expectClose(result.df, expected.df)
  expectClose(result.pValue.less, expected.p_less)
  expectClose(result.pValue.greater, expected.p_greater)
  expectClose(result.pValue.twoSided, expected.p_two_sided)
  expectClose([result.interval.lower, result.interval.upper], expected.ci95)
  expectClose(result.hedgesG, expected.hedges_g)
  expect(Math.abs(result.pValue.less - expected.pooled_student_p_less)).toBeGreaterThan(1e-3)
})

test('agrees with scipy on 60 against 35 tied values', () => {
  const { samples, welch } = readGolden('distributions.json')
  const { pValue } = welchTest(samples.x, samples.y)
  expectClose([pValue.less, pValue.greater, pValue.twoSided], [welch.less, welch.greater, welch['two-sided']])
})

describe('properties', () => {
  test('the order of the items does not matter', () => {
    const result = welchTest(inputs.a, inputs.b)
    const again = welchTest(shuffled(inputs.a), shuffled(inputs.b))
    expectClose([again.t, again.df, again.pValue.less], [result.t, result.df, result.pValue.less])
  })
  test('swapping the sets negates the difference and swaps the alternatives', () => {
    const result = welchTest(inputs.a, inputs.b)
    const swapped = welchTest(inputs.b, inputs.a)
    expectClose([swapped.difference, swapped.pValue.less], [-result.difference, result.pValue.greater])
    expectClose(
      [swapped.interval.lower, swapped.interval.upper],
      [-result.interval.upper, -result.interval.lower],
    )
  })
  test('a larger gap gives a smaller p-value', () => {
    const pValues = [0, 0.1, 0.2, 0.4].map(
      shift =>
        welchTest(
          inputs.a.map((x: number) => x - shift),
          inputs.b,
        ).pValue.less,
    )
    expect(pValues).toEqual(pValues.toSorted((p, q) => q - p))
    expect(new Set(pValues).size).toBe(4)
  })
  test('one set may be constant', () => {
    // s²_a = 0, so SE² = s²_b/3 = 1/3 and df = n_b − 1 = 2; t = (0 − 2)/√(1/3) = −2√3.
    const result = welchTest([0, 0, 0, 0], [1, 2, 3])
    expectClose([result.t, result.df], [-2 * Math.sqrt(3), 2])
  })
})

test('what has no standard error is refused, with the reason', () => {
  expect(() => welchTest([0.1, 0.1, 0.1], [0.3, 0.3])).toThrow(
    /Neither set varies: all 3 values are 0.1 and all 2 are 0.3/,
  )
  expect(() => welchTest([1], [1, 2])).toThrow(expect.objectContaining({ code: 'SET_TOO_SMALL' }))
  expect(() => welchTest([1, Number.NaN], [1, 2])).toThrow(RangeError)
})

test('rejects a true null no more often than it says, with unequal sizes, spreads and ties', () => {
  const random = createRandom('welch null')
  const pValues = Array.from(
    { length: NULL_DRAWS },
    () => welchTest(normals(random, 40), normals(random, 15, 0, 2)).pValue.less,
  )
  expectCalibrated(pValues)
  // A test that never rejects would pass the line above: at 5%, three standard errors below is 3.5%.
  expect(pValues.filter(pValue => pValue <= 0.05).length / NULL_DRAWS).toBeGreaterThan(0.035)
})
