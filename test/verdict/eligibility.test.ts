import { describe, expect, test } from 'vitest'
import type { Check } from '../../src/audit-report.js'
import { ineligibilities } from '../../src/verdict/eligibility.js'
import { checksThatSay } from '../generators/checks.js'
import { calibratedBy, estimateAt } from './estimates.js'

const { enough, apart, alike, shifted, toldApart, tooFew, manyShared, someShared } = checksThatSay
const codesOf = (references: number, ownBase: boolean, checks: readonly Check[]) =>
  ineligibilities(estimateAt(0.1, 0.01, calibratedBy(references, ownBase)), checks).map(({ code }) => code)

/** By row: who judges the gap. By column: sets alike, shifted, told apart, and no text check at all. */
const TABLE = [
  ['no model', 0, false, [], ['no_calibration'], ['sets_told_apart'], ['no_calibration']],
  ['one unrelated model', 1, false, ['weak'], ['weak'], ['sets_told_apart', 'weak'], ['weak']],
  ['its own base', 1, true, [], [], ['sets_told_apart'], []],
  ['two models', 2, false, ['weak'], ['weak'], ['sets_told_apart', 'weak'], ['weak']],
  ['three models', 3, false, [], [], ['sets_told_apart'], []],
  ['four models', 4, false, [], [], ['sets_told_apart'], []],
  ['five models', 5, false, [], [], ['sets_told_apart'], []],
] as const

describe.each(TABLE)(
  'judged by %s',
  (_, references, ownBase, whenAlike, whenShifted, whenApart, untested) => {
    test.each([
      ['alike', [alike], whenAlike],
      ['shifted', [shifted], whenShifted],
      ['told apart', [toldApart], whenApart],
      ['not compared by their text', [], untested],
    ] as const)('sets %s', (_, blind, expected) => {
      const named = expected.map(code => (code === 'weak' ? 'weak_calibration' : code))
      expect(codesOf(references, ownBase, [enough, apart, ...blind])).toEqual(named)
      // Whatever else is in order, one failed check bars the family, and is named first.
      expect(codesOf(references, ownBase, [tooFew, apart, ...blind])).toEqual(['too_few_items', ...named])
      expect(codesOf(references, ownBase, [enough, manyShared, ...blind])).toEqual(['sets_overlap', ...named])
      // A warning bars nothing by itself.
      expect(codesOf(references, ownBase, [enough, someShared, ...blind])).toEqual(named)
    })
  },
)

test('a reason carries the sentence of the check that failed', () => {
  expect(ineligibilities(estimateAt(0.1, 0.01), [tooFew, alike])).toEqual([
    { code: 'too_few_items', text: 'the check says too_few_items' },
  ])
})

test.each([
  [1, 'One reference model that is not the base of the audited one: how much such gaps vary is unknown'],
  [2, '2 reference models: how much gaps vary between models takes 3 to estimate'],
])('%i reference models: says what is missing', (references, text) => {
  expect(ineligibilities(estimateAt(0.1, 0.01, calibratedBy(references)), [alike])[0]!.text).toBe(text)
})
