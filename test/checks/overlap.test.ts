import { expect, test } from 'vitest'
import { overlapCheck } from '../../src/checks/overlap.js'
import { itemsOf, pairOf, problems } from './pairs.js'

const texts = problems(2000, 'overlap')

/** Sets of these sizes that share `count` items. */
function sharing(count: number, first: number, second: number) {
  const own = texts.slice(first, first + second - count)
  return overlapCheck(
    pairOf(itemsOf('a', texts.slice(0, first)), itemsOf('b', [...texts.slice(0, count), ...own])),
  )
}

test('sets without a shared item pass', () => {
  expect(sharing(0, 100, 100)).toMatchObject({
    shared: [],
    check: {
      status: 'pass',
      code: 'no_overlap',
      text: 'The sets share no item',
      values: { shared: 0, ids: [] },
    },
  })
})

test.each([
  [2, 'warn'],
  [3, 'fail'],
] as const)('%i of 100 shared items: %s', (count, status) => {
  const { check, shared } = sharing(count, 100, 100)
  expect(shared).toEqual(Array.from({ length: count }, (_, i) => `b-${i}`))
  expect(check).toMatchObject({
    name: 'test.jsonl against ref.jsonl: shared items',
    status,
    code: 'sets_overlap',
    text: `${count} of 100 items of ref.jsonl are also in test.jsonl; they are left out of ref.jsonl`,
    values: { shared: count, ids: shared },
  })
})

test('a large set that holds all of a small one is not told from it, however small the share', () => {
  expect(sharing(20, 20, 1500).check.status).toBe('fail')
  expect(sharing(20, 1500, 20).check.status).toBe('fail')
  expect(sharing(2, 100, 1500).check.status).toBe('warn')
})

test('case, punctuation and white space make no other item; a number does', () => {
  const first = itemsOf('a', ['How many are left? 12.'])
  const { shared } = overlapCheck(
    pairOf(first, itemsOf('b', ['how  many are left — 12', 'How many are left? 13.'])),
  )
  expect(shared).toEqual(['b-0'])
})

test('samples are compared with all that the other set was drawn from', () => {
  const [drawn, left] = [texts.slice(0, 100), texts.slice(100, 200)]
  const whole = new Set(left)
  // The reference sample holds 40 texts of the test file, none of which the test sample drew.
  const reference = itemsOf('b', [...left.slice(0, 40), ...texts.slice(300, 360)])
  const { check, shared } = overlapCheck({ ...pairOf(itemsOf('a', drawn), reference), firstTexts: whole })
  expect(check.status).toBe('fail')
  expect(shared).toEqual(Array.from({ length: 40 }, (_, i) => `b-${i}`))
})

test('lists at most twenty items, and counts all', () => {
  const { check, shared } = sharing(50, 200, 200)
  expect(shared).toHaveLength(50)
  expect(check.values.shared).toBe(50)
  expect(check.values.ids).toHaveLength(20)
})
