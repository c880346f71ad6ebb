import { expect, test } from 'vitest'
import { parentageCheck } from '../../src/checks/parentage.js'

const seen = { effect: 0.051, effectFloor: 0.05 }
const unseen = { effect: 0.05, effectFloor: 0.05 }

test('a set that was not made from another has no parents to check', () => {
  expect(parentageCheck('ref', new Map(), seen)).toEqual([])
})

test.each([
  ['test', { test: 100 }, undefined, 'fail', 'parent_is_test'],
  ['one of a hundred from test', { test: 1, train: 99 }, unseen, 'fail', 'parent_is_test'],
  ['train, which was seen', { train: 100 }, seen, 'warn', 'parent_seen'],
  ['some from train, which was seen', { train: 1, validation: 99 }, seen, 'warn', 'parent_seen'],
  ['train, at the floor', { train: 100 }, unseen, 'pass', 'parent_not_seen'],
  ['train, not to be told', { train: 100 }, undefined, 'warn', 'parent_untold'],
  ['validation', { validation: 100 }, seen, 'pass', 'parent_elsewhere'],
  ['something else', { other: 100 }, undefined, 'pass', 'parent_elsewhere'],
  ['a split of another name', { dev2: 100 }, unseen, 'warn', 'parent_untold'],
] as const)('parents from %s', (_, splits, train, status, code) => {
  const checks = parentageCheck('ref.jsonl', new Map(Object.entries(splits)), train)
  expect(checks).toMatchObject([{ name: 'ref.jsonl: parents', status, code }])
})

test('the text counts the items and gives the effect', () => {
  const [check] = parentageCheck('ref', new Map([['train', 40]]), { effect: 0.1234, effectFloor: 0.05 })
  expect(check!.text).toContain('40 reference items')
  expect(check!.text).toContain('by 0.123')
  expect(check!.values).toEqual({ parents: '40 train', trainEffect: 0.1234, effectFloor: 0.05 })
})
