import { describe, expect, test } from 'vitest'
import { tQuantile } from '../../src/statistics/distributions.js'
import { itemsNeeded, minimumDetectableEffect, powerAt } from '../../src/statistics/power.js'
import { createRandom } from '../../src/statistics/random.js'
import { welchTest } from '../../src/statistics/welch.js'
import { expectClose, golden, normals } from './expectations.js'

const { inputs, expected } = golden('mde')
const target = { alpha: inputs.alpha_one_sided, power: inputs.power }

describe('smallest effect', () => {
  test('agrees with scipy for two sets and for pairs', () => {
    const standardError = inputs.sd * Math.sqrt(1 / inputs.n1 + 1 / inputs.n2)
    expectClose(
      minimumDetectableEffect({ standardError, df: inputs.n1 + inputs.n2 - 2 }, target),
      expected.mde_two_sample,
    )
    const paired = { standardError: inputs.sd_paired / Math.sqrt(inputs.n_paired), df: inputs.n_paired - 1 }
    expectClose(minimumDetectableEffect(paired, target), expected.mde_paired)
  })
  test('uses t quantiles below 30 df', () => {
    const withFew = minimumDetectableEffect({ standardError: 1, df: 4.2 }, target)
    expectClose(withFew, tQuantile(0.99, 4.2) + tQuantile(0.8, 4.2))
    expect(withFew).toBeGreaterThan(minimumDetectableEffect({ standardError: 1, df: 1000 }, target))
  })
  test('is found with the promised power', () => {
    const design = { standardError: 0.02, df: 500 }
    expect(
      Math.abs(powerAt(minimumDetectableEffect(design, target), design, target.alpha) - target.power),
    ).toBeLessThan(0.005)
  })
})

describe('power', () => {
  test('is α without an effect and rises with it', () => {
    const design = { standardError: 0.02, df: 60 }
    expectClose(powerAt(0, design, 0.01), 0.01)
    const powers = [0, 0.01, 0.03, 0.06].map(effect => powerAt(effect, design, 0.01))
    expect(powers).toEqual(powers.toSorted((p, q) => p - q))
  })
  test('rises with the number of items, and is what a simulation finds', () => {
    const random = createRandom('power')
    const found = (n: number) => {
      const pValues = Array.from(
        { length: 500 },
        () => welchTest(normals(random, n, -0.5, 1, 0.01), normals(random, n, 0, 1, 0.01)).pValue.less,
      )
      return pValues.filter(pValue => pValue <= 0.05).length / 500
    }
    const sizes = [10, 25, 60]
    const simulated = sizes.map(found)
    expect(simulated).toEqual(simulated.toSorted((p, q) => p - q))
    sizes.forEach((n, i) => {
      const predicted = powerAt(0.5, { standardError: Math.sqrt(2 / n), df: 2 * n - 2 }, 0.05)
      // Three standard errors of 500 simulations are at most 0.067.
      expect(Math.abs(simulated[i]! - predicted)).toBeLessThan(0.07)
    })
  })
})

describe('items needed', () => {
  const design = { itemSd: 0.3, refPerTest: 0.5, modelVariance: 0.0001 }
  test('are just enough', () => {
    const answer = itemsNeeded(0.06, design, target)
    if (answer.kind !== 'reachable') throw new Error('expected to be reachable')
    const smallest = (n: number) => {
      const standardError = Math.sqrt((0.3 ** 2 / n) * 3 + 0.0001)
      return minimumDetectableEffect({ standardError, df: Number.POSITIVE_INFINITY }, target)
    }
    expect(smallest(answer.testItems)).toBeLessThanOrEqual(0.06)
    expect(smallest(answer.testItems - 1)).toBeGreaterThan(0.06)
  })
  test('are fewer for pairs, by the set that is not needed', () => {
    const { refPerTest: _, ...paired } = design
    const two = itemsNeeded(0.06, design, target)
    const one = itemsNeeded(0.06, paired, target)
    if (one.kind !== 'reachable' || two.kind !== 'reachable') throw new Error('expected to be reachable')
    expect(Math.abs(two.testItems - 3 * one.testItems)).toBeLessThanOrEqual(3)
  })
  test('do not exist when the models alone vary too much', () => {
    // (2.3263 + 0.8416) · √0.0001 = 0.03168.
    const answer = itemsNeeded(0.03, design, target)
    if (answer.kind !== 'unreachable') throw new Error('expected to be unreachable')
    expectClose(answer.smallestEffect, 0.01 * (expected.z_alpha + expected.z_beta))
  })
})

test('impossible wishes are refused', () => {
  expect(() => itemsNeeded(0, { itemSd: 1, modelVariance: 0 }, target)).toThrow(RangeError)
  expect(() => minimumDetectableEffect({ standardError: 1, df: 9 }, { alpha: 0.05, power: 0.01 })).toThrow(
    RangeError,
  )
})
