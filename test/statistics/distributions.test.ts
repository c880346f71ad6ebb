import { describe, expect, test } from 'vitest'
import {
  betaQuantile,
  normalCdf,
  normalQuantile,
  normalSf,
  pValuesOfT,
  tCdf,
  tQuantile,
  tSf,
} from '../../src/statistics/distributions.js'
import { expectClose, readGolden } from './expectations.js'

interface Goldens {
  readonly t: { t: number; df: number; cdf: number; sf: number }[]
  readonly tQuantile: { probability: number; df: number; t: number }[]
  readonly normal: { z: number; cdf: number; sf: number }[]
  readonly normalQuantile: { probability: number; z: number }[]
  readonly betaQuantile: { probability: number; a: number; b: number; x: number }[]
}

const scipy: Goldens = readGolden('distributions.json')

describe('distributions agree with scipy', () => {
  test.each(scipy.t)('t at $t, $df df', ({ t, df, cdf, sf }) => {
    expectRelative(tCdf(t, df), cdf)
    expectRelative(tSf(t, df), sf)
  })
  test.each(scipy.tQuantile)('t quantile of $probability, $df df', ({ probability, df, t }) => {
    expectClose(tQuantile(probability, df), t)
  })
  test.each(scipy.normal)('normal at $z', ({ z, cdf, sf }) => {
    expectRelative(normalCdf(z), cdf)
    expectRelative(normalSf(z), sf)
  })
  test.each(scipy.normalQuantile)('normal quantile of $probability', ({ probability, z }) => {
    expectClose(normalQuantile(probability), z)
  })
  test.each(scipy.betaQuantile)('beta($a, $b) quantile of $probability', ({ probability, a, b, x }) => {
    expectClose(betaQuantile(probability, a, b), x)
  })
})

test('with infinite df the t distribution is the normal one', () => {
  expect(tCdf(-2, Number.POSITIVE_INFINITY)).toBe(normalCdf(-2))
  expect(tSf(-2, Number.POSITIVE_INFINITY)).toBe(normalSf(-2))
  expect(tQuantile(0.99, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.99))
})

test('a p-value that underflows is tiny, not zero', () => {
  const { less, greater, twoSided } = pValuesOfT(-60, Number.POSITIVE_INFINITY)
  expect(less).toBeGreaterThan(0)
  expect(twoSided).toBeGreaterThan(0)
  expect(greater).toBe(1)
})

test('what is not defined throws instead of giving NaN', () => {
  expect(() => normalQuantile(0)).toThrow(RangeError)
  expect(() => tQuantile(1.2, 5)).toThrow(RangeError)
  expect(() => tCdf(Number.NaN, 5)).toThrow(RangeError)
  expect(() => betaQuantile(0.5, -1, 2)).toThrow(RangeError)
})

/** Tails must be right relative to their size, however small they are. */
function expectRelative(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1)).toBeLessThanOrEqual(1e-10)
}
