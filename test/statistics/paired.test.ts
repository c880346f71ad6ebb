import { describe, expect, test } from 'vitest'
import { pairedTTest } from '../../src/statistics/paired.js'
import { createRandom } from '../../src/statistics/random.js'
import { signFlipTest } from '../../src/statistics/sign-flip.js'
import { signedRankTest } from '../../src/statistics/signed-rank.js'
import { expectCalibrated, expectClose, golden, NULL_DRAWS, normals } from './expectations.js'

describe('paired t', () => {
  const { inputs, expected } = golden('paired_t')
  test('agrees with scipy', () => {
    const differences = inputs.orig.map((value: number, i: number) => value - inputs.para[i])
    const { estimate, t, df, pValue, interval, cohenDz } = pairedTTest(differences)
    expectClose(
      [estimate, t, df, pValue.twoSided, pValue.less, interval.lower, interval.upper, cohenDz],
      [
        ...[expected.mean_diff, expected.t, expected.df, expected.p_two_sided, expected.p_less],
        ...[...expected.ci95, expected.cohen_dz],
      ],
    )
  })
  test('has no error where nothing varies', () => {
    expect(() => pairedTTest([0.25, 0.25, 0.25])).toThrow(expect.objectContaining({ code: 'SET_TOO_SMALL' }))
  })
})

describe('signed ranks', () => {
  test('agree with scipy on ties and a zero', () => {
    const { inputs, expected } = golden('wilcoxon_signed_rank_ties_zero')
    const result = signedRankTest(inputs.d)
    expect([result.method, result.count]).toEqual(['asymptotic', expected.n_nonzero])
    expectClose(
      [
        result.positiveRanks,
        result.negativeRanks,
        result.rankBiserial,
        result.pValue.less,
        result.pValue.twoSided,
      ],
      [
        ...[expected.Wplus, expected.Wminus, expected.rank_biserial],
        ...[expected.asym_less_cc1.p, expected.asym_two_sided_cc1.p],
      ],
    )
  })
  test('agree with scipy, counted exactly', () => {
    const { inputs, expected } = golden('wilcoxon_signed_rank_exact')
    const { positiveRanks, pValue, method } = signedRankTest(inputs.d)
    expect(method).toBe('exact')
    expectClose(
      [positiveRanks, pValue.less, pValue.twoSided],
      [expected.Wplus, expected.p_less, expected.p_two_sided],
    )
  })
  test('turn round with the differences, and need one', () => {
    const differences = [0.1, -0.2, 0.4, 0.7, -0.05, 0.3]
    const turned = signedRankTest(differences.map(d => -d))
    expect(turned.pValue.less).toBe(signedRankTest(differences).pValue.greater)
    // Of 2⁶ signs only one has all ranks positive.
    expect(signedRankTest(differences.map(Math.abs)).pValue.greater).toBe(1 / 64)
    expect(() => signedRankTest([0, 0])).toThrow(expect.objectContaining({ code: 'SET_EMPTY' }))
  })
})

describe('sign flips', () => {
  const random = createRandom('sign flips')
  test('agree with the count of all 64', () => {
    const { inputs, expected } = golden('sign_flip_exact')
    const { difference, pValue, method, draws } = signFlipTest({ values: inputs.d }, { random })
    expect([method, draws]).toEqual(['exact', expected.n])
    expectClose([difference, pValue.less], [expected.obs, expected.p_less])
  })
  test('of a cluster go together', () => {
    // Two clusters: four signs, of which only the observed is as high.
    const sample = { values: [1, 2, 3, 4], clusters: ['a', 'a', 'b', 'b'] }
    const { pValue, draws } = signFlipTest(sample, { random })
    expect([draws, pValue.greater, pValue.twoSided]).toEqual([4, 0.25, 0.5])
  })
  test('that are drawn count the observed signs, so that p is never 0', () => {
    const values = Array.from({ length: 40 }, (_, i) => 1 + i)
    const { pValue, method } = signFlipTest({ values }, { random, draws: 99 })
    expect([method, pValue.greater]).toEqual(['monte-carlo', 0.01])
  })
})

test.each([
  ['paired t', (d: number[]) => pairedTTest(d).pValue.less],
  ['signed ranks', (d: number[]) => signedRankTest(d).pValue.less],
  ['sign flips', (d: number[]) => signFlipTest({ values: d }, { random: createRandom('none') }).pValue.less],
] as const)('%s keeps its level without an effect', (name, pValueOf) => {
  const random = createRandom('paired nulls', name)
  expectCalibrated(Array.from({ length: NULL_DRAWS }, () => pValueOf(normals(random, 11, 0, 1, 0.001))))
})
