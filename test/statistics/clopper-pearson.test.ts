import { expect, test } from 'vitest'
import { clopperPearson, clopperPearsonUpper } from '../../src/statistics/clopper-pearson.js'
import { expectClose, golden } from './expectations.js'

const { inputs, expected } = golden('clopper_pearson')

test('agrees with scipy', () => {
  const { lower, upper } = clopperPearson(inputs.k, inputs.n)
  expectClose([lower, upper], expected.ci95)
  expectClose(clopperPearsonUpper(0, 59), expected.k0_n59_upper95_onesided)
})

test('ends at 0 and 1 where all trials agree', () => {
  // With no success in n trials the bound p solves (1 − p)^n = tail.
  const none = clopperPearson(0, 20)
  expectClose([none.lower, none.upper], [0, 1 - 0.025 ** (1 / 20)])
  const all = clopperPearson(20, 20)
  expectClose([all.lower, all.upper], [0.025 ** (1 / 20), 1])
})

test('what is no proportion is refused', () => {
  for (const [k, n] of [
    [-1, 5],
    [6, 5],
    [1.5, 5],
    [0, 0],
  ] as const)
    expect(() => clopperPearson(k, n)).toThrow(RangeError)
})
