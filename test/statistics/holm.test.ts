import { expect, test } from 'vitest'
import { holmAdjust } from '../../src/statistics/holm.js'
import { expectClose, golden } from './expectations.js'

const { inputs, expected } = golden('holm')

test('agrees with the reference on 15 p-values', () => {
  const adjusted = holmAdjust(inputs.p)
  expectClose(adjusted, expected.adjusted)
  expect(adjusted.filter(pValue => pValue <= 0.05)).toHaveLength(expected.n_reject_05)
})

test('lies between the raw p-value and Bonferroni, and keeps the order', () => {
  const adjusted = holmAdjust(inputs.p)
  adjusted.forEach((pValue, i) => {
    expect(pValue).toBeGreaterThanOrEqual(inputs.p[i])
    expect(pValue).toBeLessThanOrEqual(expected.bonferroni[i] + 1e-12)
    adjusted.forEach((other, j) => {
      if (inputs.p[i] < inputs.p[j]) expect(pValue).toBeLessThanOrEqual(other)
    })
  })
})

test('one hypothesis stays as it is, none stay none', () => {
  expect(holmAdjust([0.03])).toEqual([0.03])
  expect(holmAdjust([])).toEqual([])
})

test('what is not a p-value is refused', () => {
  expect(() => holmAdjust([0.1, Number.NaN])).toThrow(RangeError)
  expect(() => holmAdjust([1.1])).toThrow(RangeError)
})
