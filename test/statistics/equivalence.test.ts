import { expect, test } from 'vitest'
import {
  effectBelow,
  equivalenceOfMeans,
  equivalenceOfPairs,
  equivalenceTest,
} from '../../src/statistics/equivalence.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectCalibrated, expectClose, golden, NULL_DRAWS, normals } from './expectations.js'

test('two sets agree with scipy', () => {
  const { inputs, expected } = golden('tost_welch')
  const result = equivalenceOfMeans(inputs.a, inputs.b, { low: inputs.low, high: inputs.high, alpha: 0.05 })
  expectClose([result.estimate, result.standardError, result.df], [expected.diff, expected.se, expected.df])
  expectClose(
    [result.pValueLow, result.pValueHigh, result.pValue],
    [expected.p_lower, expected.p_upper, expected.p_tost],
  )
  expectClose([result.interval.lower, result.interval.upper], expected.ci90)
})

test('pairs agree with scipy', () => {
  const { inputs, expected } = golden('tost_paired')
  const result = equivalenceOfPairs(inputs.d, { low: -inputs.margin, high: inputs.margin, alpha: 0.05 })
  expectClose([result.estimate, result.standardError, result.df], [expected.mean, expected.se, expected.df])
  expectClose(
    [result.pValueLow, result.pValueHigh, result.pValue],
    [expected.p_lower, expected.p_upper, expected.p_tost],
  )
})

test('the interval lies inside the margin exactly when p < α', () => {
  for (const estimate of [-0.04, -0.02, 0, 0.01, 0.03, 0.06]) {
    const margin = { low: -0.05, high: 0.05, alpha: 0.05 }
    const { interval, pValue } = equivalenceTest({ estimate, standardError: 0.015, df: 9 }, margin)
    expect(pValue < 0.05).toBe(interval.lower > margin.low && interval.upper < margin.high)
  }
})

test('the ceiling is the upper half of the equivalence test', () => {
  const estimate = { estimate: 0.01, standardError: 0.015, df: 9 }
  const { pValueHigh, interval } = equivalenceTest(estimate, { low: -0.05, high: 0.05, alpha: 0.05 })
  expect(effectBelow(estimate, 0.05, 0.05)).toEqual({ pValue: pValueHigh, upperBound: interval.upper })
  for (const value of [-0.02, 0.01, 0.03, 0.2]) {
    const { pValue, upperBound } = effectBelow({ ...estimate, estimate: value }, 0.05, 0.05)
    expect(pValue < 0.05).toBe(upperBound < 0.05)
  }
})

test('a margin that goes downwards is refused', () => {
  expect(() =>
    equivalenceTest({ estimate: 0, standardError: 1, df: 9 }, { low: 1, high: -1, alpha: 0.05 }),
  ).toThrow(RangeError)
})

test('calls sets at the margin equivalent no more often than it says', () => {
  const random = createRandom('equivalence null')
  expectCalibrated(
    Array.from({ length: NULL_DRAWS }, () => {
      const margin = { low: -1, high: 1, alpha: 0.05 }
      return equivalenceOfMeans(normals(random, 40, 1, 0.5), normals(random, 15, 0, 1), margin).pValue
    }),
  )
})
