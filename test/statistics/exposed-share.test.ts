import { describe, expect, test } from 'vitest'
import { exposedShare } from '../../src/statistics/exposed-share.js'
import { createRandom } from '../../src/statistics/random.js'
import { normal } from './expectations.js'

const steps = (count: number, shift = 0) => Array.from({ length: count }, (_, i) => i + shift)

describe('the share of exposed items', () => {
  test('has the margin of methods for 1,319 and 706 items at 95 %', () => {
    // All suspects below all others: the lift is 1, and 0.0885 is taken off.
    const { lowerBound, level } = exposedShare(steps(1319, -9999), steps(706), 0.05)
    expect(1 - lowerBound).toBeCloseTo(0.0885, 4)
    expect(level).toBe(0.95)
  })

  test('by hand: half of the items lie below all others', () => {
    // Suspects 2 × −5 and 2 × 5, others 0 … 9. The lift is largest at −5: 2/4 − 0.
    const { lowerBound, estimate } = exposedShare([-5, 5, -5, 5], steps(10), 0.05)
    const band = Math.sqrt(Math.log(40) / 8) + Math.sqrt(Math.log(40) / 20)
    expect(lowerBound).toBe(Math.max(0, 0.5 - band))
    // p of −5 is 1/11; p of 5 is 7/11 > 0.5 for both: 1 − min(1, 3/(4 · 0.5)) = 0.
    expect(estimate).toBe(0)
  })

  test('agrees with numpy', () => {
    // dkw_fraction_lower_bound and conformal_p of the goldens by numpy 2.4.6.
    const repeat = (values: readonly number[]) => values.flatMap(value => new Array<number>(20).fill(value))
    const { lowerBound } = exposedShare(
      repeat([0.2, 0.3, 0.35, 0.5, 0.6, 0.9]),
      repeat([0.5, 0.6, 0.7, 0.8, 0.9]),
      0.05,
    )
    expect(lowerBound).toBeCloseTo(0.24021270916708892, 12)
    // Member scores are losses with the sign turned; their p are 0.1, 0.7, 1 and 0.3: two above one half.
    const calm = [0.3, 0.5, 0.1, 0.9, 0.7, 0.5, 0.2, 0.8, 0.6].map(score => -score)
    const { estimate } = exposedShare([-0.95, -0.5, -0.05, -0.8], calm, 0.05)
    expect(estimate).toBe(1 - Math.min(1, (1 + 2) / (4 * 0.5)))
  })

  test('does not depend on the order, and ties lift together', () => {
    const others = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4]
    const items = [3, 1, 2, 1, 1, 2, 1]
    expect(exposedShare(items, others, 0.05)).toEqual(exposedShare([...items].sort(), others, 0.05))
    // The same values in the same shares: no lift at any value.
    expect(exposedShare([1, 2, 3, 1, 2, 3], [1, 2, 3], 0.5).lowerBound).toBe(0)
  })

  test.each([0, 0.05, 0.2, 0.5, 1])(
    'bounds a share of %d in at least 95 of 100 audits, and is near it',
    share => {
      const random = createRandom('share', String(share))
      let held = 0
      let sum = 0
      for (let audit = 0; audit < 200; audit++) {
        const others = Array.from({ length: 300 }, () => normal(random))
        const items = Array.from({ length: 400 }, (_, i) => normal(random) - (i < 400 * share ? 5 : 0))
        const { lowerBound, estimate } = exposedShare(items, others, 0.05)
        if (lowerBound <= share) held++
        sum += estimate / 200
      }
      expect(held).toBeGreaterThanOrEqual(190)
      // Cut at 0 it is too high by chance where there is nothing; p counts the item itself, 1/m too much.
      expect(Math.abs(sum - share)).toBeLessThan(0.03)
    },
  )
})
