import { describe, expect, test } from 'vitest'
import type { ModelLosses } from '../../src/statistics/difference-in-differences.js'
import { differenceInDifferences } from '../../src/statistics/difference-in-differences.js'
import { createRandom } from '../../src/statistics/random.js'
import { againstReferenceLine } from '../../src/statistics/reference-line.js'
import { expectCalibrated, NULL_DRAWS, normal } from './expectations.js'

const options = { alpha: 0.05, equivalenceAlpha: 0.05 }

/** A model with two items per set, ± a spread around the means that it is to have. */
const model = (name: string, ref: number, test: number, spread = 0.01): ModelLosses => ({
  name,
  test: [test - spread, test + spread],
  ref: [ref - spread, ref + spread],
})

/** References on the line L_test = 0.2 + 0.9 · L_ref, exactly. */
const onLine = [1, 1.1, 1.2, 1.3, 1.4].map((x, k) => model(`reference ${k}`, x, 0.2 + 0.9 * x))

describe('against the line of five references', () => {
  test('a suspect on it has no effect, however far outside it lies', () => {
    const line = againstReferenceLine(model('suspect', 0.5, 0.2 + 0.9 * 0.5), onLine, options)!
    expect(line.slope).toBeCloseTo(0.9, 12)
    expect(line.intercept).toBeCloseTo(0.2, 12)
    expect(line.effect).toBeCloseTo(0, 12)
    expect(line.outside).toBe(true)
    // A difference of gaps takes the slope for 1, and sees a leak of 0.1 · (1.2 − 0.5) with the wrong sign.
    const gaps = differenceInDifferences(model('suspect', 0.5, 0.65), onLine, options)
    expect(gaps.effect).toBeCloseTo(-0.07, 12)
  })

  test('a suspect below it by 0.3 has that effect', () => {
    const line = againstReferenceLine(model('suspect', 1.25, 0.2 + 0.9 * 1.25 - 0.3), onLine, options)!
    expect(line.effect).toBeCloseTo(0.3, 12)
    expect(line.outside).toBe(false)
    expect(line.pValue).toBeLessThan(0.01)
  })

  test('the suspect is outside from 0.05 beyond the last reference', () => {
    const outside = (x: number) => againstReferenceLine(model('suspect', x, 1), onLine, options)!.outside
    expect([0.949, 0.951, 1.449, 1.451].map(outside)).toEqual([true, false, false, true])
  })

  test('its standard error grows with the distance, by the formula of a prediction', () => {
    // No item varies relative to the weighted references, so what is left is s = 0.008 (the floor) times √reach.
    const at = (x: number) => againstReferenceLine(model('suspect', x, 1), onLine, options)!
    const reach = (x: number) => 1 + 1 / 5 + (x - 1.2) ** 2 / 0.1
    for (const x of [1.2, 1, 0.4]) {
      expect(at(x).standardError).toBeCloseTo(0.008 * Math.sqrt(reach(x)), 12)
      expect(at(x).df).toBeCloseTo(3, 9)
    }
  })

  test('residuals above the floor take its place', () => {
    // Residuals +e, −e, 0, −e, +e are orthogonal to 1 and to x: Σ residual²/(5 − 2) = 4e²/3.
    const e = 0.03
    const bent = [e, -e, 0, -e, e].map((shift, k) => model(`r${k}`, 1 + k / 10, 1 + k / 10 + shift))
    // Orthogonal to 1: e − e + 0 − e + e = 0. To x − x̄: −2e + e + 0 − e + 2e = 0.
    const { standardError, slope } = againstReferenceLine(model('suspect', 1.2, 1.2), bent, options)!
    expect(slope).toBeCloseTo(1, 12)
    expect(standardError).toBeCloseTo(Math.sqrt((4 * e ** 2) / 3) * Math.sqrt(1.2), 12)
  })

  test('its item variance is that of the suspect beside the weighted references, times slope² on the other set', () => {
    // At x̄ all weights are 1/5. References are constant over items, so the suspect's own items vary alone:
    // variance of a mean of two values ± d is d²·2/(1·2) = d².
    const flat = [1, 1.1, 1.2, 1.3, 1.4].map((x, k) => model(`r${k}`, x, 0.5 * x, 0))
    const { standardError } = againstReferenceLine(
      { name: 'suspect', ref: [1.2 - 0.4, 1.2 + 0.4], test: [0.6 - 0.1, 0.6 + 0.1] },
      flat,
      options,
    )!
    expect(standardError).toBeCloseTo(Math.sqrt(0.1 ** 2 + 0.25 * 0.4 ** 2 + 0.008 ** 2 * 1.2), 12)
  })
})

test('there is no line through four references, nor through five of one loss', () => {
  expect(againstReferenceLine(model('suspect', 1, 1), onLine.slice(1), options)).toBeUndefined()
  const same = onLine.map(({ name }) => model(name, 1, 1))
  expect(againstReferenceLine(model('suspect', 1, 1), same, options)).toBeUndefined()
})

test('without a leak, five references of any skill and a suspect beyond them: p keeps its level', () => {
  const random = createRandom('reference line')
  const tau = 0.012
  const pValues = Array.from({ length: NULL_DRAWS }, () => {
    const difficulty = { test: draw(60), ref: draw(60) }
    function draw(n: number) {
      return Array.from({ length: n }, () => 0.3 * normal(random))
    }
    const of = (name: string, skill: number): ModelLosses => {
      const shift = tau * normal(random)
      const losses = (side: 'test' | 'ref', mean: number) =>
        difficulty[side].map(hard => mean + hard + 0.1 * normal(random))
      return { name, test: losses('test', 0.3 + 0.8 * skill + shift), ref: losses('ref', skill) }
    }
    const references = [1.2, 1.3, 1.4, 1.5, 1.6].map((skill, k) => of(`r${k}`, skill))
    return againstReferenceLine(of('suspect', 1.05), references, options)!.pValue
  })
  expectCalibrated(pValues)
})
