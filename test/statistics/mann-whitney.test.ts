import { describe, expect, test } from 'vitest'
import { mannWhitneyTest } from '../../src/statistics/mann-whitney.js'
import { createRandom } from '../../src/statistics/random.js'
import {
  expectCalibrated,
  expectClose,
  golden,
  NULL_DRAWS,
  normals,
  readGolden,
  shuffled,
} from './expectations.js'

const tied = golden('mann_whitney_ties')

test('agrees with scipy on ties', () => {
  const result = mannWhitneyTest(tied.inputs.x, tied.inputs.y)
  expect(result.method).toBe('asymptotic')
  expectClose(result.u, tied.expected.U_x)
  expectClose(result.auc, tied.expected.auc_P_x_gt_y_plus_half_ties)
  expectClose(result.sigma, tied.expected.sigma_tie_corrected)
  expectClose(result.pValue.less, tied.expected.p_less)
  expectClose(result.pValue.greater, tied.expected.p_greater)
  expectClose(result.pValue.twoSided, tied.expected.p_two_sided)
})

test('agrees with scipy on small sets, counted exactly', () => {
  const { inputs, expected } = golden('mann_whitney_exact')
  const result = mannWhitneyTest(inputs.x, inputs.y)
  expect(result.method).toBe('exact')
  expectClose(
    [result.u, result.pValue.less, result.pValue.twoSided],
    [expected.U_x, expected.p_less, expected.p_two_sided],
  )
})

test('agrees with scipy on 60 against 35 tied values', () => {
  const { samples, mannWhitney } = readGolden('distributions.json')
  const { pValue } = mannWhitneyTest(samples.x, samples.y)
  expectClose(
    [pValue.less, pValue.greater, pValue.twoSided],
    [mannWhitney.less, mannWhitney.greater, mannWhitney['two-sided']],
  )
})

describe('properties', () => {
  const { x, y } = tied.inputs
  test('the order of the items does not matter', () => {
    expect(mannWhitneyTest(shuffled(x), shuffled(y))).toEqual(mannWhitneyTest(x, y))
  })
  test('swapping the sets mirrors the AUC and swaps the alternatives', () => {
    const result = mannWhitneyTest(x, y)
    const swapped = mannWhitneyTest(y, x)
    expectClose([swapped.auc, swapped.pValue.less], [1 - result.auc, result.pValue.greater])
  })
  test('only the order of the values matters', () => {
    const cubed = (values: number[]) => values.map(value => value ** 3)
    expect(mannWhitneyTest(cubed(x), cubed(y))).toEqual(mannWhitneyTest(x, y))
  })
  test('U counts pairs', () => {
    const random = createRandom('pairs')
    const a = normals(random, 30)
    const b = normals(random, 50)
    let u = 0
    for (const p of a) for (const q of b) u += p > q ? 1 : p === q ? 0.5 : 0
    expect(mannWhitneyTest(a, b).u).toBe(u)
  })
})

test('equal values everywhere are no evidence', () => {
  expect(mannWhitneyTest([1, 1, 1], [1, 1]).pValue).toEqual({ less: 1, greater: 1, twoSided: 1 })
})

test('sets without items are refused, values that are not numbers too', () => {
  expect(() => mannWhitneyTest([], [1])).toThrow(expect.objectContaining({ code: 'SET_EMPTY' }))
  expect(() => mannWhitneyTest([Number.NaN], [1])).toThrow(RangeError)
})

test.each([
  [40, 15],
  [7, 5],
])('rejects a true null no more often than it says, %i against %i items with ties', (n, m) => {
  const random = createRandom('mann-whitney null', n)
  const pValues = Array.from(
    { length: NULL_DRAWS },
    () => mannWhitneyTest(normals(random, n), normals(random, m)).pValue.less,
  )
  expectCalibrated(pValues)
})
