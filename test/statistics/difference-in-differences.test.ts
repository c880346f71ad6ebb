import { describe, expect, test } from 'vitest'
import {
  GENERIC_TAU_PRIOR,
  OWN_BASE_TAU_PRIOR,
  TAU_FLOOR,
} from '../../src/statistics/between-model-variance.js'
import {
  differenceInDifferences,
  type ModelLosses,
  pairedDifferenceInDifferences,
} from '../../src/statistics/difference-in-differences.js'
import { normalCdf, normalQuantile } from '../../src/statistics/distributions.js'
import { createRandom } from '../../src/statistics/random.js'
import { welchTest } from '../../src/statistics/welch.js'
import { expectCalibrated, expectClose, golden, NULL_DRAWS, normal } from './expectations.js'

const { inputs, expected } = golden('did_reference_models')
const suspect: ModelLosses = { name: 'suspect', test: inputs.suspect_test, ref: inputs.suspect_ref }
const references: ModelLosses[] = inputs.refmodels_test.map((test: number[], k: number) => ({
  name: `reference ${k}`,
  test,
  ref: inputs.refmodels_ref[k],
}))
const options = { alpha: 0.01, equivalenceAlpha: 0.05 }

describe('three reference models', () => {
  const result = differenceInDifferences(suspect, references, options)
  test('agree with scipy', () => {
    expect(TAU_FLOOR).toBe(inputs.tau_floor)
    expectClose(result.suspectGap, expected.delta1_suspect)
    expectClose(
      result.referenceGaps.map(reference => reference.gap),
      expected.g_k,
    )
    expectClose(result.did, expected.did)
    expectClose(result.variance.items, expected.var_items)
    expectClose(result.variance.models, expected.var_models)
    expectClose(result.standardError, expected.se)
    expectClose(result.df, expected.df)
    expectClose(-result.t, expected.t)
    expectClose(result.pValue, expected.p_less)
    expectClose(result.upperBound, expected.upper95_leak)
    expectClose(
      result.leaveOneOut.map(({ effect }) => -effect),
      expected.leave_one_ref_out,
    )
  })
  test('orient the effect so that a leak is positive', () => {
    expect(result.effect).toBe(-result.did)
    expect(result.estimate).toBe(result.effect)
    expect(result.leaveOneOut.map(({ without }) => without)).toEqual([
      'reference 0',
      'reference 1',
      'reference 2',
    ])
  })
  test('have bounds that agree with the p-value', () => {
    expect(result.interval).toMatchObject({ lower: result.lowerBound, level: 0.98 })
    const atBound = differenceInDifferences(suspect, references, { ...options, alpha: result.pValue })
    expect(Math.abs(atBound.lowerBound)).toBeLessThan(1e-9)
  })
  test('say where τ came from', () => {
    expect(result.tau.kind).toBe('estimated')
    expectClose((result.tau as { value: number }).value, Math.sqrt(expected.tau2_used))
    // Three copies of one model have gaps without spread; the floor stands in for it.
    const copies = [references[0]!, references[0]!, references[0]!]
    expect(differenceInDifferences(suspect, copies, options).tau).toEqual({ kind: 'floor', value: TAU_FLOOR })
  })
})

describe('one and two reference models', () => {
  test.each([1, 2])('add the prior τ²(1 + 1/K) and use the normal distribution (K = %i)', count => {
    const result = differenceInDifferences(suspect, references.slice(0, count), {
      ...options,
      tauPrior: GENERIC_TAU_PRIOR,
    })
    expect(result.df).toBe(Number.POSITIVE_INFINITY)
    expect(result.tau).toEqual({ kind: 'prior', value: 0.02 })
    expectClose(result.variance.models, 0.0004 * (1 + 1 / count))
    expectClose(result.pValue, normalCdf(-result.effect / result.standardError))
    expectClose(result.upperBound, result.effect + normalQuantile(0.95) * result.standardError)
    expect(result.leaveOneOut).toHaveLength(count === 1 ? 0 : 2)
  })
  test('refuse to assume that models do not differ', () => {
    expect(() => differenceInDifferences(suspect, references.slice(0, 1), options)).toThrow(
      /need a positive prior for τ/,
    )
  })
})

test('without reference models it is the Welch test of the gap', () => {
  const welch = welchTest(suspect.test, suspect.ref)
  const result = differenceInDifferences(suspect, [], options)
  expectClose(
    [result.did, result.standardError, result.df],
    [welch.difference, welch.standardError, welch.df],
  )
  expectClose(result.pValue, welch.pValue.less)
  expect(result).toMatchObject({ tau: { kind: 'none' }, leaveOneOut: [], referenceGaps: [] })
})

describe('properties', () => {
  const priors = { ...options, tauPrior: OWN_BASE_TAU_PRIOR }
  test('the order of the items does not matter, if all models share it', () => {
    const reorder = ({ name, test, ref }: ModelLosses) => ({ name, test: Array.from(test).reverse(), ref })
    const result = differenceInDifferences(reorder(suspect), references.map(reorder), options)
    expectClose([result.effect, result.standardError, result.df], [-expected.did, expected.se, expected.df])
  })
  test('swapping the sets negates the effect', () => {
    const swap = ({ name, test, ref }: ModelLosses) => ({ name, test: ref, ref: test })
    const result = differenceInDifferences(swap(suspect), references.map(swap), options)
    expectClose([result.effect, result.standardError], [expected.did, expected.se])
  })
  test('difficulty and shift that all models feel cancel', () => {
    const harder = ({ name, test, ref }: ModelLosses) => ({
      name,
      test: Array.from(test, (loss, i) => loss + 0.3 * i),
      ref: Array.from(ref, loss => loss + 7),
    })
    const result = differenceInDifferences(harder(suspect), references.map(harder), options)
    expectClose([result.effect, result.standardError], [-expected.did, expected.se])
  })
  test('a larger leak gives a smaller p-value', () => {
    const leaked = (by: number) => ({ ...suspect, test: Array.from(suspect.test, loss => loss - by) })
    const pValues = [-0.3, -0.2, -0.1, 0].map(
      by => differenceInDifferences(leaked(by), references.slice(0, 1), priors).pValue,
    )
    expect(pValues).toEqual(pValues.toSorted((p, q) => q - p))
  })
  test('items doubled within their cluster add no precision', () => {
    const twice = ({ name, test, ref }: ModelLosses) => ({
      name,
      test: [...Array.from(test), ...Array.from(test)],
      ref: [...Array.from(ref), ...Array.from(ref)],
    })
    const names = (values: ArrayLike<number>) =>
      Array.from({ length: 2 * values.length }, (_, i) => `${i % values.length}`)
    const result = differenceInDifferences(twice(suspect), references.map(twice), {
      ...options,
      testClusters: names(suspect.test),
      refClusters: names(suspect.ref),
    })
    expectClose([result.effect, result.standardError, result.df], [-expected.did, expected.se, expected.df])
  })
  test('paired sets: the gap is the mean difference, its error that of the differences', () => {
    const differences = [0.1, -0.2, 0.05, 0.15, -0.35]
    const clean = [0.02, 0.01, 0.03, 0, 0.04]
    const result = pairedDifferenceInDifferences(
      { name: 'suspect', differences },
      [{ name: 'base', differences: clean }],
      priors,
    )
    // D = 0.08, −0.21, 0.02, 0.15, −0.39: mean −0.07, squares off it sum to 0.0225 + 0.0196 + 0.0081 + 0.0484
    // + 0.1024 = 0.201, so the variance of the mean is 0.201/4/5; τ adds 0.005² · 2.
    expectClose([result.effect, result.suspectGap, result.referenceGaps[0]!.gap], [0.07, -0.05, 0.02])
    expectClose(result.standardError, Math.sqrt(0.201 / 20 + 2 * 0.005 ** 2))
  })
})

test('models with other items, and sets that do not vary, are refused', () => {
  const short = { ...references[0]!, test: [1, 2] }
  expect(() => differenceInDifferences(suspect, [short], options)).toThrow(RangeError)
  const flat = { name: 'flat', test: [1, 1, 1], ref: [2, 2] }
  expect(() => differenceInDifferences(flat, [], options)).toThrow(
    expect.objectContaining({ code: 'SET_TOO_SMALL' }),
  )
})

describe('rejects a true null no more often than it says', () => {
  // Each model's gap is off by a draw of its own with standard deviation τ; item difficulty is shared.
  const clean = (name: string) => {
    const random = createRandom(name)
    const round = (loss: number) => Math.round(100 * loss) / 100
    return (count: number, tau: number): ModelLosses[] => {
      const test = Array.from({ length: 120 }, () => 1 + 0.3 * normal(random))
      const ref = Array.from({ length: 70 }, () => 1.05 + 0.3 * normal(random))
      return Array.from({ length: count }, (_, k) => {
        const own = tau * normal(random)
        return {
          name: `${k}`,
          test: test.map(loss => round(loss + own + 0.1 * normal(random))),
          ref: ref.map(loss => round(loss + 0.1 * normal(random))),
        }
      })
    }
  }
  const rejections = (name: string, count: number, tau: number, tauPrior?: number) => {
    const draw = clean(name)
    return Array.from({ length: NULL_DRAWS }, () => {
      const [first, ...others] = draw(count + 1, tau)
      return differenceInDifferences(
        first!,
        others,
        tauPrior === undefined ? options : { ...options, tauPrior },
      ).pValue
    })
  }
  test('one reference whose τ is that of the prior', () => {
    expectCalibrated(rejections('K = 1', 1, GENERIC_TAU_PRIOR, GENERIC_TAU_PRIOR))
  })
  test('three references whose τ is estimated', () => {
    expectCalibrated(rejections('K = 3', 3, 0.012))
  })
  test('where an item error alone rejects far too often', () => {
    expect(
      rejections('no τ', 1, GENERIC_TAU_PRIOR, 1e-9).filter(pValue => pValue <= 0.01).length / NULL_DRAWS,
    ).toBeGreaterThan(0.05)
  })
})
