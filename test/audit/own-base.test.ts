import { describe, expect, test } from 'vitest'
import { isOwnBase } from '../../src/audit/own-base.js'
import type { Lineage } from '../../src/models/lineage.js'

const same: Lineage = { kind: 'same', comparedWeights: 24, cosine: 0.98 }
const different: Lineage = { kind: 'different', comparedWeights: 24, cosine: 0.014 }
const unknown: Lineage = { kind: 'unknown', comparedWeights: 0, cosine: null }

test.each([
  ['no reference model', [], false, [], false],
  ['weights that agree', ['base'], false, [same], true],
  ['weights that agree, and it is said', ['base'], true, [same], true],
  ['weights that do not', ['other'], false, [different], false],
  ['weights that cannot be compared', ['base'], false, [unknown], false],
  ['weights that cannot be compared, but it is said', ['base'], true, [unknown], true],
  ['several reference models, one of them the base', ['base', 'other'], false, [same, different], false],
] as const)('%s', (_, references, stated, lineages, expected) => {
  expect(isOwnBase(references, stated, lineages)).toBe(expected)
})

describe('refused', () => {
  test('what is said when the weights say otherwise', () => {
    expect(() => isOwnBase(['other'], true, [different])).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('median cosine of 0.01') }),
    )
  })
  test.each([
    [0, []],
    [2, [same, same]],
  ])('what is said of %i reference models', (count, lineages) => {
    expect(() => isOwnBase(Array(count).fill('m'), true, lineages)).toThrow(
      `--own-base goes with one --reference-model, got ${count}`,
    )
  })
})
