import { describe, expect, test } from 'vitest'
import { permutationTest } from '../../src/statistics/permutation.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Sample } from '../../src/statistics/types.js'
import {
  expectCalibrated,
  expectClose,
  golden,
  NULL_DRAWS,
  normal,
  normals,
  shuffled,
} from './expectations.js'

const { inputs, expected } = golden('permutation_two_sample_exact')
const a: Sample = { values: inputs.a }
const b: Sample = { values: inputs.b }
const random = () => createRandom('permutation')

test('counts all relabellings of small sets, ties included', () => {
  const result = permutationTest(a, b, { random: random() })
  expect(result).toMatchObject({ method: 'exact', draws: expected.n_perms })
  expectClose(result.difference, expected.obs)
  expectClose(result.pValue.less, expected.p_less)
  expectClose(result.pValue.twoSided, expected.p_two_sided)
})

test('random relabellings come close to all of them', () => {
  // 30 draws are fewer than the 35 relabellings, so they are drawn; averaged over seeds their p-value is
  // (1 + B·p)/(1 + B) = (1 + 30 · 2/35)/31 = 0.08756, each with standard deviation √(30·p·(1 − p))/31 < 0.042.
  const pValues = Array.from({ length: 400 }, (_, seed) =>
    permutationTest(a, b, { random: createRandom(seed), draws: 30 }),
  )
  expect(pValues.every(result => result.method === 'monte-carlo' && result.pValue.less >= 1 / 31)).toBe(true)
  const mean = pValues.reduce((sum, result) => sum + result.pValue.less, 0) / 400
  expect(Math.abs(mean - (1 + (30 * 2) / 35) / 31)).toBeLessThan((4 * 0.042) / 20)
})

describe('properties', () => {
  const source = createRandom('properties')
  const large: Sample = { values: normals(source, 60, 0.9, 0.3, 0.01) }
  const small: Sample = { values: normals(source, 25, 1, 0.3, 0.01) }
  test('the order of the items does not matter', () => {
    const result = permutationTest(large, small, { random: random() })
    const again = permutationTest({ values: shuffled(Array.from(large.values)) }, small, { random: random() })
    expect(again.pValue).toEqual(result.pValue)
  })
  test('swapping the sets negates the difference and swaps the alternatives', () => {
    const result = permutationTest(large, small, { random: random() })
    const swapped = permutationTest(small, large, { random: random() })
    expectClose(swapped.difference, -result.difference)
    expect(swapped.pValue.less).toBe(result.pValue.greater)
  })
  test('a constant added to all values changes nothing', () => {
    const moved = (sample: Sample) => ({ values: Array.from(sample.values, value => value + 1000) })
    const result = permutationTest(moved(large), moved(small), { random: random() })
    expect(result.pValue).toEqual(permutationTest(large, small, { random: random() }).pValue)
  })
  test('the smallest p-value is 1/(1 + draws), never 0', () => {
    const far = { values: Array.from(large.values, value => value - 100) }
    expect(permutationTest(far, small, { random: random(), draws: 999 }).pValue.less).toBe(1 / 1000)
  })
})

describe('clusters', () => {
  test('labels go to whole clusters', () => {
    // Clusters of a: {1, 1} and {2}; of b: {3, 3} and {6}. Dealing two of the four clusters to a gives means
    // 4/3 (observed, against 4), (1,1,3,3) 2, (1,1,6) 8/3, (2,3,3) 8/3, (2,6) 4, (3,3,6) 4. All 16 summed,
    // the rest has means 4, 4, 8/3, 8/3, 2, 4/3. Differences: −8/3, −2, 0, 0, 2, 8/3. So p = 1/6, two-sided 2/6.
    const result = permutationTest(
      { values: [1, 2, 1], clusters: ['p', 'q', 'p'] },
      { values: [3, 6, 3], clusters: ['p', 's', 'p'] },
      { random: random() },
    )
    expect(result).toMatchObject({ method: 'exact', draws: 6 })
    expectClose(result.difference, -8 / 3)
    expectClose([result.pValue.less, result.pValue.twoSided], [1 / 6, 2 / 6])
  })
  test('a cluster per item changes nothing', () => {
    const named = (sample: Sample) => ({
      ...sample,
      clusters: Array.from(sample.values, (_, i) => `item ${i}`),
    })
    expect(permutationTest(named(a), named(b), { random: random() })).toEqual(
      permutationTest(a, b, { random: random() }),
    )
  })
})

test('sets without items and clusters that do not fit are refused', () => {
  expect(() => permutationTest({ values: [] }, b, { random: random() })).toThrow(
    expect.objectContaining({ code: 'SET_EMPTY' }),
  )
  expect(() => permutationTest({ values: [1, 2], clusters: ['p'] }, b, { random: random() })).toThrow(
    RangeError,
  )
})

test('values that are not numbers are refused, since they are neither above nor below', () => {
  expect(() => permutationTest({ values: [Number.NaN, 1] }, b, { random: random() })).toThrow(RangeError)
})

test('rejects a true null no more often than it says, with unequal sizes and ties', () => {
  const source = createRandom('permutation null')
  expectCalibrated(
    Array.from({ length: NULL_DRAWS }, (_, draw) => {
      const options = { random: source.stream(`${draw}`), draws: 199 }
      return permutationTest({ values: normals(source, 25) }, { values: normals(source, 10) }, options).pValue
        .less
    }),
  )
})

test('with clusters too, where a test of single items rejects far too often', () => {
  const source = createRandom('clustered null')
  const clustered = (clusters: number): Required<Sample> => {
    const names: string[] = []
    const values: number[] = []
    for (let c = 0; c < clusters; c++) {
      const level = normal(source)
      for (let i = 0; i <= source.integer(4); i++) {
        names.push(`${c}`)
        values.push(Math.round(10 * (level + 0.3 * normal(source))) / 10)
      }
    }
    return { values, clusters: names }
  }
  const drawn = Array.from({ length: NULL_DRAWS }, (_, draw) => {
    const first = clustered(20)
    const second = clustered(10)
    const options = { random: source.stream(`${draw}`), draws: 199 }
    return {
      clusters: permutationTest(first, second, options).pValue.less,
      items: permutationTest({ values: first.values }, { values: second.values }, options).pValue.less,
    }
  })
  expectCalibrated(drawn.map(pValue => pValue.clusters))
  expect(drawn.filter(pValue => pValue.items <= 0.05).length / NULL_DRAWS).toBeGreaterThan(0.08)
})

test('9999 draws of GSM8K size take well below two seconds', () => {
  const source = createRandom('speed')
  const start = performance.now()
  permutationTest({ values: normals(source, 1319) }, { values: normals(source, 706) }, { random: random() })
  expect(performance.now() - start).toBeLessThan(2000)
})
