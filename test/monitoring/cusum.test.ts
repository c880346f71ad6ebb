import { describe, expect, test } from 'vitest'
import { nextCusum, siegmundRunLength } from '../../src/monitoring/cusum.js'
import { borderForHorizon, bordersFor, cusumSurvival } from '../../src/monitoring/cusum-chain.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectClose, golden, normal } from '../statistics/expectations.js'

test('golden: sums, alarm and Siegmund’s run length', () => {
  const { inputs, expected } = golden('cusum')
  const sums: number[] = []
  for (const gap of inputs.G) sums.push(nextCusum(sums.at(-1) ?? 0, -gap / inputs.sigma, inputs.k))
  expectClose(sums, expected.S)
  expect(sums.findIndex(sum => sum >= inputs.h)).toBe(expected.alarm_index)
  expectClose(siegmundRunLength(inputs.h, inputs.k), expected.siegmund_arl0)
})

/** Mean run length: Σ P(no alarm by n), the far part as the geometric series that it becomes. */
function averageRunLength(border: number, drift: number): number {
  const survival = cusumSurvival({ border, drift }, 300)
  let sum = 1
  let last = 1
  for (const value of survival) {
    if (value < 1e-12) return sum
    sum += value
    last = value
  }
  const ratio = last / survival[survival.length - 2]!
  return sum + (last * ratio) / (1 - ratio)
}

describe('the Markov chain', () => {
  // Montgomery, Introduction to Statistical Quality Control, table of ARLs of the tabular CUSUM with k = ½. It is
  // two-sided: without a shift half of the one-sided one, and with a large shift the same.
  test.each([
    [4, 0, 2 * 168],
    [5, 0, 2 * 465],
    [4, 0.5, 26.6],
    [5, 0.5, 38.0],
    [4, 1, 8.38],
    [5, 1, 10.4],
    [4, 1.5, 4.75],
    [5, 2, 4.01],
    [5, 3, 2.57],
  ])('has the published run length for h = %d and a shift of %d', (border, drift, published) => {
    // Three digits are published.
    expect(Math.abs(averageRunLength(border, drift) / published - 1)).toBeLessThan(0.004)
  })

  test('agrees with simulated sequences over a short horizon', () => {
    const random = createRandom('cusum')
    const alarms = new Array<number>(12).fill(0)
    const runs = 20_000
    for (let run = 0; run < runs; run++) {
      let sum = 0
      for (let n = 0; n < 12; n++) {
        sum = nextCusum(sum, normal(random))
        if (sum < 2.5) continue
        for (let later = n; later < 12; later++) alarms[later]! += 1
        break
      }
    }
    const survival = cusumSurvival({ border: 2.5 }, 12)
    alarms.forEach((count, n) => {
      const rate = 1 - survival[n]!
      const noise = Math.sqrt((rate * (1 - rate)) / runs)
      expect(Math.abs(count / runs - rate), `n = ${n + 1}`).toBeLessThan(4 * noise + 0.001)
    })
  })
})

describe('the border for a horizon', () => {
  test.each([
    [0.0025, 30],
    [0.01, 30],
    [0.0025, 10],
    [0.0125, 1],
  ])('keeps %d over %d checkpoints, and no lower one does', (alpha, checkpoints) => {
    const alarms = (border: number) => 1 - cusumSurvival({ border }, checkpoints).at(-1)!
    const border = borderForHorizon(alpha, checkpoints)
    expect(alarms(border)).toBeLessThanOrEqual(alpha)
    expect(alarms(border - 0.01)).toBeGreaterThan(alpha)
  })
  test('of one checkpoint is the normal quantile without the slack', () => {
    // Φ⁻¹(0.99) − ½ = 1.826348; the border is rounded up to hundredths.
    expect(borderForHorizon(0.01, 1)).toBe(1.83)
  })
  test('the usual h = 5 would not keep 0.01 over 30 checkpoints', () => {
    expect(1 - cusumSurvival({ border: 5 }, 30).at(-1)!).toBeGreaterThan(0.02)
  })
})

describe('borders that rise', () => {
  test('the first one is the normal quantile without the slack, to within a cell', () => {
    // Φ⁻¹(0.99) − ½ = 1.826348; cells are 0.04 wide.
    const [border] = bordersFor([0.01])
    expect(border! - 1.826348).toBeGreaterThanOrEqual(0)
    expect(border! - 1.826348).toBeLessThan(0.04)
  })
  test('are the same however many follow: those taken off as earlier ones are those that were applied', () => {
    const alphas = Array.from({ length: 40 }, (_, n) => 0.0025 / (n + 1) ** 2)
    const all = bordersFor(alphas)
    for (const n of [1, 2, 7, 20, 39]) expect(bordersFor(alphas.slice(0, n))).toEqual(all.slice(0, n))
  })
  test('spend what they may and no more, in simulated sequences', () => {
    const alphas = [0.05, 0.03, 0.02, 0.01, 0.01]
    const borders = bordersFor(alphas)
    const random = createRandom('rising')
    const first = alphas.map(() => 0)
    const runs = 40_000
    for (let run = 0; run < runs; run++) {
      let sum = 0
      for (const [n, border] of borders.entries()) {
        sum = nextCusum(sum, normal(random))
        if (sum < border) continue
        first[n]! += 1
        break
      }
    }
    first.forEach((count, n) => {
      const alpha = alphas[n]!
      const noise = Math.sqrt((alpha * (1 - alpha)) / runs)
      expect(count / runs, `n = ${n + 1}`).toBeLessThan(alpha + 4 * noise)
      expect(count / runs, `n = ${n + 1}`).toBeGreaterThan(0.9 * alpha - 4 * noise)
    })
  })
})
