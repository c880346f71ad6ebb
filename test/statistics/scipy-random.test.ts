import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.js'
import { clopperPearson, clopperPearsonUpper } from '../../src/statistics/clopper-pearson.js'
import { conformalPValues } from '../../src/statistics/conformal.js'
import { compareAuc, delongAuc } from '../../src/statistics/delong.js'
import { differenceInDifferences } from '../../src/statistics/difference-in-differences.js'
import {
  betaQuantile,
  normalCdf,
  normalQuantile,
  normalSf,
  tCdf,
  tQuantile,
  tSf,
} from '../../src/statistics/distributions.js'
import { equivalenceOfMeans } from '../../src/statistics/equivalence.js'
import { fisherExact } from '../../src/statistics/fisher-exact.js'
import { holmAdjust } from '../../src/statistics/holm.js'
import { kolmogorovSmirnov } from '../../src/statistics/kolmogorov-smirnov.js'
import { leakedShareBound } from '../../src/statistics/leaked-share.js'
import { mannWhitneyTest } from '../../src/statistics/mann-whitney.js'
import { pairedTTest } from '../../src/statistics/paired.js'
import { permutationTest } from '../../src/statistics/permutation.js'
import { createRandom } from '../../src/statistics/random.js'
import { signFlipTest } from '../../src/statistics/sign-flip.js'
import { signedRankTest } from '../../src/statistics/signed-rank.js'
import type { PValues } from '../../src/statistics/types.js'
import { welchTest } from '../../src/statistics/welch.js'
import { Draws } from './draws.js'

/** Written by tools/goldens/scipy_random.py, which draws the same inputs in the same order. */
const { expected } = JSON.parse(
  readFileSync(new URL('../golden/scipy-random.json', import.meta.url), 'utf8'),
) as {
  expected: Record<string, number[][]>
}

const CASES = 200
const sides = ({ less, greater, twoSided }: PValues) => [less, greater, twoSided]
const exactly = { random: createRandom('unused') }

const COMPUTE: Readonly<Record<string, (d: Draws) => number[]>> = {
  welch(d) {
    const [n, m] = [d.size(5, 80), d.size(5, 80)]
    const { t, df, pValue, interval } = welchTest(d.values(n), d.values(m, d.below(400) - 200))
    return [t, df, ...sides(pValue), interval.lower, interval.upper]
  },
  paired(d) {
    const n = d.size(3, 80)
    const { t, pValue, interval } = pairedTTest(differences(d, n))
    return [t, ...sides(pValue), interval.lower, interval.upper]
  },
  mann_whitney(d) {
    const [n, m] = [d.size(9, 80), d.size(9, 80)]
    const { u, pValue } = mannWhitneyTest(d.values(n, 0, 100), d.values(m, d.below(400) - 200, 100))
    return [u, ...sides(pValue)]
  },
  mann_whitney_exact(d) {
    const [n, m] = [d.size(2, 8), d.size(2, 8)]
    const values = d.values(n + m).map((value, i) => (value * 1000 * 16 + i) / 16000)
    const { u, pValue } = mannWhitneyTest(values.slice(0, n), values.slice(n))
    return [u, ...sides(pValue)]
  },
  signed_rank(d) {
    const { positiveRanks, pValue } = signedRankTest(
      differences(d, d.size(12, 80), 100).map(value => Math.round(value * 10) / 10),
    )
    return [positiveRanks, pValue.less, pValue.greater, pValue.twoSided]
  },
  signed_rank_exact(d) {
    const n = d.size(3, 45)
    const signs = Array.from({ length: n }, () => (d.below(5) < 2 ? 1 : -1))
    const { positiveRanks, pValue } = signedRankTest(signs.map((sign, k) => (sign * (k + 1)) / 8))
    return [positiveRanks, ...sides(pValue)]
  },
  sign_flip(d) {
    const { difference, pValue, method } = signFlipTest({ values: differences(d, d.size(2, 12)) }, exactly)
    expect(method).toBe('exact')
    return [difference, ...sides(pValue)]
  },
  permutation(d) {
    const [n, m] = [d.size(2, 5), d.size(2, 6)]
    const [a, b] = [d.values(n), d.values(m, d.below(400) - 200)]
    const { difference, pValue, method } = permutationTest({ values: a }, { values: b }, exactly)
    expect(method).toBe('exact')
    return [difference, pValue.less, pValue.greater]
  },
  ks_exact(d) {
    const [n, m] = [d.size(2, 90), d.size(2, 90)]
    const result = kolmogorovSmirnov(d.values(n), d.values(m, d.below(600) - 300))
    return [result.d, result.pValue]
  },
  ks_limit(d) {
    const [n, m] = [d.size(1001, 1200), d.size(1000, 1100)]
    const result = kolmogorovSmirnov(d.values(n), d.values(m, d.below(100) - 50))
    expect(result.method).toBe('limit')
    return [result.d, result.pValue]
  },
  clopper_pearson(d) {
    const n = d.size(1, 2000)
    const k = d.below(n + 1)
    const { lower, upper } = clopperPearson(k, n)
    return [lower, upper, clopperPearsonUpper(k, n)]
  },
  equivalence(d) {
    const [n, m] = [d.size(5, 80), d.size(5, 80)]
    const [a, b] = [d.values(n), d.values(m, d.below(400) - 200)]
    const [low, high] = [-(d.below(400) + 50) / 1000, (d.below(400) + 50) / 1000]
    const { pValueLow, pValueHigh } = equivalenceOfMeans(a, b, { low, high, alpha: 0.05 })
    return [pValueLow, pValueHigh]
  },
  holm: d => holmAdjust(d.pValues(d.size(1, 12))),
  false_discovery(d) {
    const pValues = d.pValues(d.size(1, 12))
    return [...benjaminiHochberg(pValues), ...benjaminiHochberg(pValues, 'any')]
  },
  fisher(d) {
    const first = [d.below(40) + 1, d.below(60) + 1] as const
    const { greater, twoSided } = fisherExact(first, [d.below(40) + 1, d.below(60) + 1])
    return [greater, twoSided]
  },
  conformal(d) {
    const [n, m] = [d.size(5, 60), d.size(1, 8)]
    const clean = d.values(n, 0, 100)
    return [...conformalPValues(d.values(m, 0, 100), clean)]
  },
  leaked_share(d) {
    const [n, m] = [d.size(20, 120), d.size(20, 120)]
    const test = d.values(n, -d.below(900), 100)
    const { distance, lowerBound } = leakedShareBound(test, d.values(m, 0, 100), 0.05)
    return [distance, lowerBound]
  },
  delong(d) {
    const [m, n] = [d.size(4, 60), d.size(4, 60)]
    const first = { positives: d.values(m, 300, 100), negatives: d.values(n, 0, 100) }
    const second = { positives: d.values(m, 200), negatives: d.values(n) }
    const { auc, variance } = delongAuc(first.positives, first.negatives)
    const { z, pValue } = compareAuc(first, second)
    return [auc, variance, z, pValue]
  },
  difference_in_differences(d) {
    const [references, n, m] = [d.size(0, 6), d.size(10, 60), d.size(10, 60)]
    const suspect = { name: 'suspect', test: d.values(n), ref: d.values(m) }
    const models = Array.from({ length: references }, (_, k) => {
      const shift = d.below(100)
      return { name: `${k}`, test: d.values(n, shift), ref: d.values(m) }
    })
    const { effect, standardError, pValue, upperBound, df } = differenceInDifferences(suspect, models, {
      ...{ alpha: 0.01, equivalenceAlpha: 0.05, tauPrior: 0.02 },
    })
    return [effect, standardError, pValue, upperBound, Number.isFinite(df) ? df : 0]
  },
  t_distribution(d) {
    const t = (d.share() - 0.5) * 20
    const unit = d.share()
    const df = 1 + unit * (d.below(3) * 100 + 10)
    return [tCdf(t, df), tSf(t, df), tQuantile(d.share(), df)]
  },
  normal_distribution(d) {
    const z = (d.share() - 0.5) * 24
    return [normalCdf(z), normalSf(z), normalQuantile(d.share() ** 3)]
  },
  beta_quantile(d) {
    const [a, b] = [d.size(1, 300), d.size(1, 300)]
    return [betaQuantile(d.share(), a, b)]
  },
}

/** First minus second of pairs, drawn as two sets. */
function differences(d: Draws, n: number, step = 1): number[] {
  const first = d.values(n, 0, step)
  const second = d.values(n, d.below(400) - 200, step)
  return first.map((value, i) => value - second[i]!)
}

test('both sides have the same tests in the same order, 200 cases each', () => {
  expect(Object.keys(COMPUTE)).toEqual(Object.keys(expected))
  for (const cases of Object.values(expected)) expect(cases).toHaveLength(CASES)
})

test.each(Object.keys(COMPUTE).map((name, number) => ({ name, number })))(
  '$name agrees with scipy and numpy on 200 random inputs',
  ({ name, number }) => {
    const wrong = expected[name]!.flatMap((values, index) => {
      const own = COMPUTE[name]!(new Draws(number, index))
      expect(own).toHaveLength(values.length)
      return values.flatMap((value, v) => {
        const off = Math.abs(own[v]! - value)
        return off <= Math.max(1e-14, 1e-10 * Math.abs(value))
          ? []
          : [`case ${index}, value ${v}: ${own[v]} is not ${value}`]
      })
    })
    expect(wrong).toEqual([])
  },
)
