import { describe, expect, test } from 'vitest'
import { blindCheck } from '../../src/checks/blind.js'
import { createRandom } from '../../src/statistics/random.js'
import { itemsOf, pairOf, problems } from './pairs.js'

const random = createRandom('blind')

test('sets of one distribution are alike', () => {
  const pair = pairOf(itemsOf('a', problems(600, 'a')), itemsOf('b', problems(600, 'b')))
  const [check] = blindCheck(pair, random)
  expect(check).toMatchObject({ status: 'pass', code: 'sets_alike' })
  expect(check!.name).toBe('test.jsonl against ref.jsonl: text alone')
  expect(check!.values.auc).toBeLessThanOrEqual(0.55)
  expect(check!.values.aucUpper).toBeLessThanOrEqual(0.6)
})

test('few items cannot show that sets are alike, even where they are', () => {
  const pair = pairOf(itemsOf('a', problems(40, 'a')), itemsOf('b', problems(40, 'b')))
  expect(blindCheck(pair, random)[0]!.code).not.toBe('sets_alike')
})

test('sets of another form are told apart, and the words that tell are named', () => {
  const pair = pairOf(itemsOf('a', problems(120, 'a')), itemsOf('b', problems(120, 'b', 'report')))
  const [check] = blindCheck(pair, random)
  expect(check).toMatchObject({ status: 'fail', code: 'sets_told_apart' })
  expect(check!.values.auc).toBeGreaterThan(0.99)
  expect(check!.text).toBe('The sets are told apart by text alone (AUC 1.000, 95 % limit 1.000)')
  // What only the reports say, and what only the questions do.
  expect(check!.values.tellingSecond).toContain('remain')
  expect(check!.values.tellingFirst).toContain('how')
  expect(check!.values.tellingFirst).not.toContain('remain')
})

test('a mixture of both forms is shifted, not told apart', () => {
  const mixed = problems(300, 'b').map((text, i) => (i % 4 === 0 ? `${text} reported` : text))
  const [check] = blindCheck(pairOf(itemsOf('a', problems(300, 'a')), itemsOf('b', mixed)), random)
  // Every fourth item is told: AUC = 1/4 + 3/4 · 1/2.
  expect(Math.abs((check!.values.auc as number) - 0.625)).toBeLessThan(0.06)
  expect(check).toMatchObject({ status: 'warn', code: 'sets_shifted' })
})

describe('too few clusters for five folds', () => {
  test.each([
    [4, 10, 1, 0],
    [10, 4, 1, 0],
    [8, 10, 2, 0],
    [5, 5, 1, 1],
  ])('%i and %i items, %i to a cluster: %i checks', (first, second, clusterSize, expected) => {
    const pair = pairOf(itemsOf('a', problems(first, 'a'), clusterSize), itemsOf('b', problems(second, 'b')))
    expect(blindCheck(pair, random)).toHaveLength(expected)
  })
})

test('the order of the items changes nothing', () => {
  const a = itemsOf('a', problems(60, 'a'))
  const b = itemsOf('b', problems(70, 'b', 'report'))
  const once = blindCheck(pairOf(a, b), createRandom(3))
  const turned = blindCheck(pairOf(a.toReversed(), b.toReversed()), createRandom(3))
  expect(turned[0]!.values.auc).toBeCloseTo(once[0]!.values.auc as number, 12)
  expect(turned[0]!.values.surfaceAuc).toBeCloseTo(once[0]!.values.surfaceAuc as number, 12)
})
