import { describe, expect, test } from 'vitest'
import { acceleration, bcaShare, jackknifeMeans } from '../../src/statistics/bca.js'
import { bootstrapDifference, bootstrapMean } from '../../src/statistics/bootstrap.js'
import { normalQuantile } from '../../src/statistics/distributions.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectClose, golden, normal, normals, shuffled } from './expectations.js'

const { inputs, expected } = golden('bca_bootstrap_mean')
const random = (seed = 1) => createRandom('bootstrap', seed)

describe('one mean agrees with scipy', () => {
  test('jackknife and acceleration exactly', () => {
    const jackknife = jackknifeMeans(inputs.x)
    expectClose(jackknife, expected.jackknife_means)
    const centre = jackknife.reduce((sum, value) => sum + value, 0) / jackknife.length
    expectClose(acceleration(jackknife.map(value => centre - value)), expected.acceleration)
  })
  test('the corrected shares exactly', () => {
    const { prop_below, z0, a, alpha1, alpha2 } = expected.alpha_map_exact
    expectClose(normalQuantile(prop_below), z0)
    expectClose(bcaShare(normalQuantile(0.025), z0, a), alpha1)
    expectClose(bcaShare(normalQuantile(0.975), z0, a), alpha2)
  })
  test.each([1, 2, 3])('the interval within the range of its seeds (seed %i)', seed => {
    const result = bootstrapMean({ values: inputs.x }, { random: random(seed), resamples: inputs.B })
    expect(result.method).toBe('bca')
    expectClose(result.estimate, expected.theta)
    expectWithin(result.interval.lower, expected.bca95_lo_range)
    expectWithin(result.interval.upper, expected.bca95_hi_range)
  })
  test('single items as clusters change nothing; repeated clusters give the percentile interval', () => {
    const named = { values: inputs.x, clusters: inputs.x.map((_: number, i: number) => `${i}`) }
    const options = { random: random(), resamples: 2000 }
    expect(bootstrapMean(named, options)).toEqual(bootstrapMean({ values: inputs.x }, options))
    // Every item doubled within its cluster: the means of the resamples are those of the single items, so
    // the percentile interval must lie in scipy's range for them.
    const doubled = { values: [...inputs.x, ...inputs.x], clusters: [...named.clusters, ...named.clusters] }
    const result = bootstrapMean(doubled, { random: random(), resamples: inputs.B })
    expect(result.method).toBe('percentile-clusters')
    expectWithin(result.interval.lower, expected.pct95_lo_range)
    expectWithin(result.interval.upper, expected.pct95_hi_range)
  })
})

describe('difference of two means', () => {
  const source = createRandom('difference')
  const a = { values: Array.from({ length: 40 }, () => Math.exp(normal(source))) }
  const b = { values: Array.from({ length: 25 }, () => Math.exp(normal(source))) }
  test('the order of the items does not matter', () => {
    const result = bootstrapDifference(a, b, { random: random(), resamples: 1000 })
    const again = bootstrapDifference({ values: shuffled(a.values) }, b, {
      random: random(),
      resamples: 1000,
    })
    expectClose([again.interval.lower, again.interval.upper], [result.interval.lower, result.interval.upper])
  })
  test('swapping the sets negates the interval, up to the noise of the resamples', () => {
    const { interval, estimate } = bootstrapDifference(a, b, { random: random() })
    const swapped = bootstrapDifference(b, a, { random: random(2) })
    expectClose(swapped.estimate, -estimate)
    const noise = 0.05 * (interval.upper - interval.lower)
    expect(Math.abs(swapped.interval.lower + interval.upper)).toBeLessThan(noise)
    expect(Math.abs(swapped.interval.upper + interval.lower)).toBeLessThan(noise)
  })
  test('the two sets are resampled independently', () => {
    // Of a set against itself the variances add up: half the width is about 1.96 · √(2 · s²/n) with s² over n.
    const values = normals(source, 200)
    const { interval } = bootstrapDifference({ values }, { values }, { random: random() })
    const centre = values.reduce((sum, value) => sum + value, 0) / 200
    const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 200
    const expectedWidth = 2 * 1.96 * Math.sqrt((2 * variance) / 200)
    expect(Math.abs((interval.upper - interval.lower) / expectedWidth - 1)).toBeLessThan(0.05)
  })
  test('skewness moves the interval as acceleration says', () => {
    // With a alone skewed to the right, both ends lie above those of the symmetric normal interval; with b
    // alone they lie below, since b counts negatively.
    const skewed = Array.from({ length: 60 }, () => Math.exp(normal(source)))
    const flat = normals(source, 400, 0, 0.01, 0.001)
    const midpoint = ({ interval, estimate }: ReturnType<typeof bootstrapDifference>) =>
      (interval.lower + interval.upper) / 2 - estimate
    const percentile = (values: number[]) => ({
      values,
      clusters: ['p', 'p', ...values.slice(2).map((_, i) => `${i}`)],
    })
    const plain = midpoint(bootstrapDifference(percentile(skewed), { values: flat }, { random: random() }))
    expect(
      midpoint(bootstrapDifference({ values: skewed }, { values: flat }, { random: random() })),
    ).toBeGreaterThan(plain)
    expect(
      midpoint(bootstrapDifference({ values: flat }, { values: skewed }, { random: random() })),
    ).toBeLessThan(-plain)
  })
  test('a wider level contains a narrower one', () => {
    const at = (level: number) => bootstrapDifference(a, b, { random: random(), level }).interval
    expect(at(0.99).lower).toBeLessThan(at(0.9).lower)
    expect(at(0.99).upper).toBeGreaterThan(at(0.9).upper)
  })
  test('covers the true difference of skewed sets', () => {
    // Nominal 95%. 400 audits have a standard error of 1.1%, and BCa falls short by a few percent at this
    // size and skewness; 89% would mean that something is wrong.
    let covered = 0
    for (let audit = 0; audit < 400; audit++) {
      const first = { values: Array.from({ length: 30 }, () => Math.exp(0.5 * normal(source))) }
      const second = { values: Array.from({ length: 50 }, () => Math.exp(0.5 * normal(source))) }
      const { interval } = bootstrapDifference(first, second, {
        random: source.stream(`${audit}`),
        resamples: 500,
      })
      if (interval.lower <= 0 && interval.upper >= 0) covered++
    }
    expect(covered / 400).toBeGreaterThan(0.89)
    expect(covered / 400).toBeLessThan(0.99)
  })
  test('clusters widen the interval', () => {
    const levels = normals(source, 20)
    const values = levels.flatMap(level => normals(source, 5, level, 0.1))
    const clusters = levels.flatMap((_, c) => new Array<string>(5).fill(`${c}`))
    const other = { values: normals(source, 50, 0, 0.1, 0.01) }
    const width = ({ interval }: ReturnType<typeof bootstrapDifference>) => interval.upper - interval.lower
    const clustered = bootstrapDifference({ values, clusters }, other, { random: random(), resamples: 2000 })
    const single = bootstrapDifference({ values }, other, { random: random(), resamples: 2000 })
    // Five almost equal items per cluster: the standard error grows by about √5 = 2.2.
    expect(width(clustered) / width(single)).toBeGreaterThan(1.8)
  })
})

test('constant sets have an interval without width', () => {
  const { interval } = bootstrapMean({ values: [2, 2, 2] }, { random: random(), resamples: 100 })
  expect(interval).toEqual({ lower: 2, upper: 2, level: 0.95 })
})

test('fewer than two clusters are refused', () => {
  const options = { random: random() }
  expect(() => bootstrapMean({ values: [1, 2], clusters: ['p', 'p'] }, options)).toThrow(
    expect.objectContaining({ code: 'SET_TOO_SMALL' }),
  )
})

function expectWithin(value: number, [low, high]: readonly [number, number]): void {
  expect(value).toBeGreaterThanOrEqual(low)
  expect(value).toBeLessThanOrEqual(high)
}
