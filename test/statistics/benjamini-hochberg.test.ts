import { expect, test } from 'vitest'
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.js'
import { normalCdf } from '../../src/statistics/distributions.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectClose, golden, normal } from './expectations.js'

test('agrees with scipy', () => {
  const { inputs, expected } = golden('bh')
  expectClose(benjaminiHochberg(inputs.p), expected.adjusted)
})

test('by hand: 0.01, 0.02, 0.03, 0.5 of four', () => {
  // 4·0.5/4, then min with 4·0.03/3, 4·0.02/2, 4·0.01/1.
  expectClose(benjaminiHochberg([0.5, 0.01, 0.03, 0.02]), [0.5, 0.04, 0.04, 0.04])
})

test('leaves one p-value as it is, none as none, and refuses what is none', () => {
  expect(benjaminiHochberg([0.2])).toEqual([0.2])
  expect(benjaminiHochberg([])).toEqual([])
  for (const p of [-0.1, 1.1, Number.NaN]) expect(() => benjaminiHochberg([p])).toThrow(RangeError)
})

test('keeps the share of false calls at q, also where all tests share their noise', () => {
  const random = createRandom('false discoveries')
  for (const common of [0, 0.7]) {
    let share = 0
    const runs = 1500
    for (let run = 0; run < runs; run++) {
      const shared = normal(random)
      const pValues = Array.from({ length: 20 }, (_, i) => {
        const noise = Math.sqrt(common) * shared + Math.sqrt(1 - common) * normal(random)
        return normalCdf(-(noise + (i < 5 ? 3 : 0)))
      })
      const called = benjaminiHochberg(pValues).map(q => q <= 0.1)
      const all = called.filter(Boolean).length
      share += all === 0 ? 0 : called.slice(5).filter(Boolean).length / all
    }
    expect(share / runs).toBeLessThanOrEqual(0.1 + 3 * Math.sqrt((0.1 * 0.9) / runs))
  }
})
