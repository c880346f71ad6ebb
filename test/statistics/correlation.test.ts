import { describe, expect, test } from 'vitest'
import { correlation, firstDifferences } from '../../src/statistics/correlation.js'
import { createRandom } from '../../src/statistics/random.js'

describe('correlation', () => {
  test('agrees with scipy: few pairs, all pairings tried', () => {
    const found = correlation([10, 20, 30, 40, 50, 60, 70], [1, 3, 2, 5, 5, 4, 7])!
    expect(found.pearson.r).toBeCloseTo(0.8718127501157389, 12)
    expect(found.pearson.pValue).toBeCloseTo(0.01746031746031746, 12)
    expect(found.pearson.interval!.lower).toBeCloseTo(0.34574530722474944, 10)
    expect(found.pearson.interval!.upper).toBeCloseTo(0.9808908472831793, 10)
    expect(found.spearman.r).toBeCloseTo(0.8468812149338255, 12)
    expect(found.spearman.pValue).toBeCloseTo(0.024603174603174603, 12)
  })
  test('agrees with scipy: more pairs, by t', () => {
    const y = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    const found = correlation(Uint8Array.from(y.keys()), y)!
    expect(found.pearson.r).toBeCloseTo(0.4973872890601886, 12)
    expect(found.pearson.pValue).toBeCloseTo(0.09990321605591239, 12)
    expect(found.spearman.r).toBeCloseTo(0.5265313520914635, 12)
    expect(found.spearman.pValue).toBeCloseTo(0.07863046813632459, 12)
  })
  test('of a straight line is 1 or −1, without an interval, and as likely by chance as two orders of all', () => {
    expect(correlation([1, 2, 3, 4], [2, 4, 6, 8])!.pearson).toEqual({ r: 1, pValue: 2 / 24, interval: null })
    expect(correlation([1, 2, 3, 4], [4, 3, 2, 1])!.spearman).toEqual({ r: -1, pValue: 2 / 24 })
    expect(correlation([1, 2, 3], [0.1, 0.2, 0.3])!.spearman.pValue).toBeCloseTo(1 / 3, 12)
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    expect(correlation(nine, nine)!.spearman.pValue).toBeCloseTo(2 / 362880, 12)
  })
  test('is not there where nothing varies, or with two pairs', () => {
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeUndefined()
    expect(correlation([1, 2], [1, 2])).toBeUndefined()
  })
  test('refuses values without a partner', () => {
    expect(() => correlation([1, 2, 3], [1, 2])).toThrow(RangeError)
  })
})

test('two walks that have nothing to do with each other correlate by their trends, not by their steps', () => {
  const random = createRandom('walks')
  let levels = 0
  let steps = 0
  for (let run = 0; run < 300; run++) {
    const walk = () => {
      let at = 0
      return Array.from({ length: 20 }, () => {
        at += random.uniform() - 0.5
        return at
      })
    }
    const [x, y] = [walk(), walk()]
    if (correlation(x, y)!.pearson.pValue <= 0.05) levels++
    if (correlation(firstDifferences(x), firstDifferences(y))!.pearson.pValue <= 0.05) steps++
  }
  expect(levels).toBeGreaterThan(90)
  // Binomial(300, 0.05) exceeds 26 once in 200 times.
  expect(steps).toBeLessThanOrEqual(26)
})
