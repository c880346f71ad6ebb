import { describe, expect, test } from 'vitest'
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.js'
import { conformalPValues } from '../../src/statistics/conformal.js'
import { fisherExact } from '../../src/statistics/fisher-exact.js'
import { leakedShareBound } from '../../src/statistics/leaked-share.js'
import { createRandom } from '../../src/statistics/random.js'
import { storeyNullShare } from '../../src/statistics/storey.js'
import { expectClose, golden, normals } from './expectations.js'

describe('false discovery rate', () => {
  const { inputs, expected } = golden('bh')
  test('agrees with the paper of 1995 and with scipy', () => {
    const adjusted = benjaminiHochberg(inputs.p)
    expectClose(adjusted, expected.adjusted)
    expect(adjusted.filter(p => p <= 0.05)).toHaveLength(expected.n_reject_q05)
    expectClose(benjaminiHochberg(inputs.p, 'any'), expected.by_adjusted)
  })
  test('with Storey’s share of nulls', () => {
    const { inputs, expected } = golden('storey')
    const share = storeyNullShare(inputs.p, inputs.lambda)
    expectClose(share, expected.pi0_plus1)
    expectClose(
      benjaminiHochberg(inputs.p).map(p => share * p),
      expected.adaptive_bh_adjusted_plus1,
    )
    // All p above λ: (1 + 3)/(3·0.5) is cut at 1.
    expect(storeyNullShare([0.9, 0.8, 0.7])).toBe(1)
  })
  test('refuses what is not a p-value', () => {
    expect(benjaminiHochberg([])).toEqual([])
    expect(() => benjaminiHochberg([0.2, Number.NaN])).toThrow(RangeError)
    expect(() => storeyNullShare([])).toThrow(RangeError)
  })
})

describe('conformal p-values', () => {
  test('agree with a count by hand', () => {
    const { inputs, expected } = golden('conformal_p')
    expectClose(conformalPValues(inputs.test_scores, inputs.calibration_scores_clean), expected.p)
  })
  test('are uniform where nothing leaked', () => {
    const random = createRandom('conformal')
    const below = Array.from(
      { length: 2000 },
      () => conformalPValues(normals(random, 1, 0, 1, 0.001), normals(random, 19, 0, 1, 0.001))[0]! <= 0.1,
    ).filter(Boolean).length
    // 200 expected with a standard error of 13.4.
    expect(Math.abs(below - 200)).toBeLessThan(41)
  })
  test('need clean items', () => {
    expect(() => conformalPValues([1], [])).toThrow(expect.objectContaining({ code: 'SET_EMPTY' }))
  })
})

describe('share that leaked', () => {
  const { inputs, expected } = golden('dkw_fraction_lower_bound')
  const repeated = (base: number[]) =>
    base.flatMap(value => new Array<number>(inputs.repeat_each).fill(value))
  test('agrees with the reference', () => {
    const { distance, margin, lowerBound } = leakedShareBound(
      repeated(inputs.test_base),
      repeated(inputs.ref_base),
      inputs.alpha,
    )
    expectClose([distance, margin, lowerBound], [expected.D_plus, expected.epsilon, expected.pi_lower])
  })
  test('is hardly ever above the truth', () => {
    const random = createRandom('leaked share')
    const above = Array.from({ length: 300 }, () => {
      // Three tenths of the items lie far below.
      const test = normals(random, 200, 0, 1, 0.001).map((value, i) => (i < 60 ? value - 9 : value))
      return leakedShareBound(test, normals(random, 200, 0, 1, 0.001), 0.05).lowerBound > 0.3
    }).filter(Boolean).length
    // At most 5 %: 15 with a standard error of 3.8.
    expect(above).toBeLessThanOrEqual(26)
  })
})

describe('Fisher’s exact test', () => {
  test('agrees with scipy', () => {
    const { inputs, expected } = golden('fisher_exact')
    const { oddsRatio, greater, twoSided } = fisherExact(inputs.table[0], inputs.table[1])
    expectClose(
      [oddsRatio, greater, twoSided],
      [expected.odds_ratio_sample, expected.p_greater, expected.p_two_sided],
    )
  })
  test('by hand: one of two against none of two is half of all tables', () => {
    // a = 1 with margins 2, 2 and 1, 3: C(1,1)·C(3,1)/C(4,2) = 1/2.
    expectClose(fisherExact([1, 1], [0, 2]).greater, 0.5)
    expect(() => fisherExact([-1, 0], [2, 3])).toThrow(RangeError)
  })
})
