import { describe, expect, test } from 'vitest'
import { negativeControl } from '../../src/checks/negative-control.js'
import { createRandom } from '../../src/statistics/random.js'
import { normal } from '../statistics/expectations.js'

const own = (count: number) => Array.from({ length: count }, (_, i) => `item ${i}`)
const codes = (values: readonly number[], clusters: readonly string[], seed = 1) =>
  negativeControl('ref', { values, clusters }, createRandom('control', seed)).map(({ code }) => code)

describe('halves of a set', () => {
  const random = createRandom('negative control')
  const noise = Array.from({ length: 300 }, () => normal(random))

  test('that is a sample are alike, at random and in order', () => {
    expect(codes(noise, own(300))).toEqual(['halves_alike', 'no_drift'])
  })

  test('of one large cluster that is unlike the rest differ at random: no standard error can tell', () => {
    // A hundred items of one origin, two deviations away, beside two hundred of their own.
    const clusters = own(300).map((name, i) => (i % 3 === 0 ? 'one origin' : name))
    const values = noise.map((value, i) => value + (i % 3 === 0 ? 2 : 0))
    expect(codes(values, clusters)[0]).toBe('halves_differ')
  })

  test('of a file that grows harder differ in order, not at random', () => {
    expect(
      codes(
        noise.map((value, i) => value + i / 300),
        own(300),
      ),
    ).toEqual(['halves_alike', 'set_drifts'])
  })

  test('are the same halves for the same seed', () => {
    const of = (seed: number) =>
      negativeControl('ref', { values: noise, clusters: own(300) }, createRandom(seed))
    expect(of(1)).toEqual(of(1))
    expect(of(1)[0]!.values).not.toEqual(of(2)[0]!.values)
  })

  test('there are none of three clusters', () => {
    expect(codes([1, 2, 3], own(3))).toEqual([])
  })
})

test('of sound sets hardly one fails', () => {
  const random = createRandom('sound sets')
  let failed = 0
  for (let set = 0; set < 80; set++) {
    // Skewed, as losses are.
    const values = Array.from({ length: 120 }, () => Math.exp(0.5 * normal(random)))
    if (codes(values, own(120), set)[0] === 'halves_differ') failed++
  }
  // Twelve in ten thousand are expected; two or more of 80 have a chance of 0.4 %.
  expect(failed).toBeLessThanOrEqual(1)
})
