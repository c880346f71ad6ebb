import { expect, test } from 'vitest'
import { checkParameters } from '../../src/audit/parameters.js'
import { RULE } from '../generators/models.js'

const sound = { ...RULE, seed: 1, bos: 'auto' as const }

test('the defaults are sound', () => {
  expect(() => checkParameters(sound)).not.toThrow()
  expect(() => checkParameters({ ...sound, seed: 0, power: 0.5, alpha: 0.499 })).not.toThrow()
})

test.each([
  ['alpha must be at least 1e-9 and below 0.5, got 0', { alpha: 0 }],
  ['alpha must be at least 1e-9 and below 0.5, got 0.5', { alpha: 0.5 }],
  ['alpha must be at least 1e-9 and below 0.5, got NaN', { alpha: Number.NaN }],
  ['equivalenceAlpha must be at least 1e-9 and below 0.5, got 0.5', { equivalenceAlpha: 0.5 }],
  ['power must lie between 0.5 and 1, got 0.49', { power: 0.49 }],
  ['power must lie between 0.5 and 1, got 1', { power: 1 }],
  ['the effect floor must be above 0', { effectFloor: { absolute: 0, relative: 0.04 } }],
  ['the effect floor must be above 0', { effectFloor: { absolute: 0.05, relative: -0.1 } }],
  ['the seed must be a whole number, 0 or above, got 1.5', { seed: 1.5 }],
  ['the seed must be a whole number, 0 or above, got -1', { seed: -1 }],
])('refused: %s', (message, wrong) => {
  expect(() => checkParameters({ ...sound, ...wrong })).toThrow(
    expect.objectContaining({ code: 'USAGE', message: `In the parameters of the audit ${message}` }),
  )
})
