import { describe, expect, test } from 'vitest'
import { compareAuc, delongAuc } from '../../src/statistics/delong.js'
import { mannWhitneyTest } from '../../src/statistics/mann-whitney.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectClose, golden, normals, shuffled } from './expectations.js'

const { inputs, expected } = golden('auc_delong')

test('agrees with numpy, placements included', () => {
  const result = delongAuc(inputs.pos, inputs.neg)
  expectClose(result.auc, expected.auc)
  expectClose(result.v10, expected.v10)
  expectClose(result.v01, expected.v01)
  expectClose([result.variance, result.standardError], [expected.var, expected.se])
  expectClose([result.interval.lower, result.interval.upper], expected.ci95_wald)
  expectClose([result.logitInterval!.lower, result.logitInterval!.upper], expected.ci95_logit)
})

test('two classifiers of the same items agree with numpy', () => {
  const paired = golden('delong_paired')
  const first = { positives: paired.inputs.pos_score1, negatives: paired.inputs.neg_score1 }
  const second = { positives: paired.inputs.pos_score2, negatives: paired.inputs.neg_score2 }
  const result = compareAuc(first, second)
  expectClose([result.difference, result.variance], [paired.expected.diff, paired.expected.var_diff])
  expectClose([result.z, result.pValue], [paired.expected.z, paired.expected.p_greater])
})

describe('properties', () => {
  const random = createRandom('auc')
  const positives = normals(random, 80, 0.5)
  const negatives = normals(random, 120)
  test('is the share of pairs that Mann–Whitney counts, in any order', () => {
    expectClose(delongAuc(positives, negatives).auc, mannWhitneyTest(positives, negatives).auc)
    expectClose(
      delongAuc(shuffled(positives), shuffled(negatives)).variance,
      delongAuc(positives, negatives).variance,
    )
  })
  test('swapping the sets mirrors it', () => {
    const result = delongAuc(positives, negatives)
    const swapped = delongAuc(negatives, positives)
    expectClose([swapped.auc, swapped.variance], [1 - result.auc, result.variance])
  })
  test('covers 0.5 as often as it says when the sets are alike', () => {
    // Nominal 95%; 1000 simulations have a standard error of 0.7%.
    let covered = 0
    for (let i = 0; i < 1000; i++) {
      const { interval } = delongAuc(normals(random, 50), normals(random, 30))
      if (interval.lower <= 0.5 && interval.upper >= 0.5) covered++
    }
    expect(covered / 1000).toBeGreaterThan(0.92)
    expect(covered / 1000).toBeLessThan(0.98)
  })
})

test('sets that are fully apart have no logit', () => {
  const result = delongAuc([3, 4], [1, 2])
  expect(result).toMatchObject({ auc: 1, variance: 0, logitInterval: null })
})

test('what cannot be compared is refused', () => {
  const scored = { positives: [1, 2], negatives: [0, 1] }
  expect(() => delongAuc([1], [1, 2])).toThrow(expect.objectContaining({ code: 'SET_TOO_SMALL' }))
  expect(() => compareAuc(scored, scored)).toThrow(/order all items alike/)
  expect(() => compareAuc(scored, { ...scored, positives: [1, 2, 3] })).toThrow(RangeError)
})

test('of clusters, the error is that of the clusters', () => {
  const [positives, negatives] = [
    [0.9, 0.8, 0.75, 0.6, 0.55, 0.4],
    [0.5, 0.45, 0.3, 0.6, 0.2, 0.65],
  ]
  const twice = (values: readonly number[]) => values.flatMap(value => [value, value])
  const names = (letter: string) => twice([0, 1, 2, 3, 4, 5]).map(c => `${letter}${c}`)
  const single = delongAuc(positives, negatives)
  // Every item twice is no more evidence than once.
  const doubled = delongAuc(twice(positives), twice(negatives), 0.95, {
    positives: names('p'),
    negatives: names('n'),
  })
  expect(doubled.auc).toBeCloseTo(single.auc, 12)
  expect(doubled.variance).toBeCloseTo(single.variance, 12)
  expect(delongAuc(twice(positives), twice(negatives)).variance).toBeLessThan(0.6 * single.variance)
})
