import { describe, expect, test } from 'vitest'
import { delongAuc } from '../../src/statistics/delong.js'
import { fitLogistic, linearScores } from '../../src/statistics/logistic.js'
import { createRandom } from '../../src/statistics/random.js'
import { denseRows, selectRows, sparseRows } from '../../src/statistics/sparse-rows.js'
import { expectClose, golden } from './expectations.js'

const { inputs, expected } = golden('logistic_l2_irls')
const rows = denseRows(inputs.X)

test('agrees with Newton iterations in numpy', () => {
  const model = fitLogistic(rows, inputs.y, { lambda: inputs.lambda })
  expectClose(model.intercept, expected.intercept)
  expectClose(model.coefficients, expected.coef)
  expectClose(model.objective, expected.objective)
  const scores = linearScores(model, rows)
  expectClose(scores, expected.linear_scores)
  const of = (label: number) => scores.filter((_, i) => inputs.y[i] === label)
  expectClose(delongAuc(of(1), of(0)).auc, expected.auc_in_sample)
})

describe('thousands of sparse columns', () => {
  const random = createRandom('sparse')
  const count = 3000
  const labels = Array.from({ length: count }, () => random.integer(2))
  const texts = labels.map(label => {
    const columns = new Set<number>()
    // Low columns are common, as words are; the first hundred lean towards label 1.
    while (columns.size < 70) columns.add(Math.floor(3000 * random.uniform() ** 3))
    if (label === 1) columns.add(random.integer(100))
    return [...columns].map(column => [column, 1] as const)
  })
  const sparse = sparseRows(texts, 3000)
  const start = performance.now()
  const model = fitLogistic(sparse, labels, { lambda: 10 })
  const milliseconds = performance.now() - start

  test('take no more than seconds', () => {
    expect(milliseconds).toBeLessThan(3000)
  })
  test('end where the gradient, summed here entry by entry, vanishes', () => {
    const gradient = Array.from(model.coefficients, weight => 10 * weight)
    let residuals = 0
    texts.forEach((text, i) => {
      const margin = text.reduce((sum, [column]) => sum + model.coefficients[column]!, model.intercept)
      const residual = 1 / (1 + Math.exp(-margin)) - labels[i]!
      residuals += residual
      for (const [column] of text) gradient[column]! += residual
    })
    // The gradient starts at several hundred; what is left is rounding.
    expect(Math.abs(residuals)).toBeLessThan(1e-8)
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-8)
  })
})

test('rows are selected whole and in order', () => {
  const model = fitLogistic(rows, inputs.y, { lambda: 1 })
  const all = linearScores(model, rows)
  expectClose(linearScores(model, selectRows(rows, [7, 0, 3])), [all[7]!, all[0]!, all[3]!])
})

test('separable labels have a finite fit, and a heavier penalty a flatter one', () => {
  const slope = (lambda: number) =>
    fitLogistic(denseRows([[-2], [-1], [1], [2]]), [0, 0, 1, 1], { lambda }).coefficients[0]!
  expect(slope(0.01)).toBeGreaterThan(slope(1))
  expect(slope(1)).toBeGreaterThan(slope(100))
  expect(slope(1e6)).toBeGreaterThan(0)
})

test('columns without entries get weight 0; without columns only the log odds remain', () => {
  expect(
    fitLogistic(sparseRows([[[0, 1]], [[0, -1]], []], 2), [1, 0, 1], { lambda: 1 }).coefficients[1],
  ).toBe(0)
  // Three of four labels are 1: the intercept is ln 3.
  expectClose(fitLogistic(denseRows([[], [], [], []]), [1, 1, 0, 1], { lambda: 1 }).intercept, Math.log(3))
})

test('labels that nothing tells apart end at weights of 0, whatever is left by rounding', () => {
  // The same values under either label, so the minimum is at 0 by symmetry; tenths do not add up exactly.
  for (let count = 3; count < 60; count++) {
    const half = Array.from({ length: count }, (_, i) => [0.1 * i, Math.sqrt(i + 2), 0.3])
    const labels = [...half.map(() => 1), ...half.map(() => 0)]
    const both = denseRows([...half, ...half.toReversed()])
    for (const tolerance of [1e-2, 1e-12]) {
      const { coefficients } = fitLogistic(both, labels, { lambda: 10, tolerance })
      expect(Math.max(...Array.from(coefficients, Math.abs))).toBeLessThan(1e-12)
    }
  }
})

test('so does a constant column, and an intercept alone, at any share of the labels', () => {
  for (let ones = 1; ones < 40; ones++)
    for (const columns of [[], [0.7]]) {
      const labels = Array.from({ length: 40 }, (_, i) => (i < ones ? 1 : 0))
      const model = fitLogistic(denseRows(labels.map(() => columns)), labels, { lambda: 10 })
      expectClose(model.intercept, Math.log(ones / (40 - ones)))
    }
})

test('what has no single minimum is refused', () => {
  expect(() => fitLogistic(rows, inputs.y, { lambda: 0 })).toThrow(RangeError)
  expect(() => fitLogistic(rows, new Array(10).fill(1), { lambda: 1 })).toThrow(/either label/)
  expect(() => fitLogistic(rows, [1, 0], { lambda: 1 })).toThrow(RangeError)
  expect(() =>
    fitLogistic(
      rows,
      inputs.y.map((y: number) => 2 * y),
      { lambda: 1 },
    ),
  ).toThrow(/0 or 1/)
  expect(() => denseRows([[1], [1, 2]])).toThrow(RangeError)
})
