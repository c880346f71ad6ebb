import { describe, expect, it } from 'vitest'
import { inFormOf } from '../../src/building/same-form.js'

describe('inFormOf', () => {
  it.each([
    ['text', 'old', 'new', 'new'],
    ['a number written for text', '42', 17, '17'],
    ['a number', 3, 4.5, 4.5],
    ['a number in quotes', 3, '4', 4],
    ['a list', ['a', 'b'], ['c', 'd'], ['c', 'd']],
    [
      'an object, in the old order and without more',
      { a: 'x', b: 1 },
      { c: 0, b: 2, a: 'y' },
      { a: 'y', b: 2 },
    ],
    ['a truth value', true, false, false],
    ['text that may be empty, since the old one is', '', '', ''],
  ])('takes %s', (_, like, value, taken) => {
    const formed = inFormOf(like, value, 'f')
    expect(formed).toEqual({ value: taken })
    expect(JSON.stringify(formed)).toBe(JSON.stringify({ value: taken }))
  })

  it.each([
    ['a missing field', 'old', undefined, 'the field "f" is missing'],
    ['a list for text', 'old', ['new'], 'the field "f" is not text'],
    ['white space for text', 'old', ' \n', 'the field "f" is empty'],
    ['half a surrogate pair', 'old', 'x\ud83d', 'the field "f" holds half a surrogate pair'],
    ['words for a number', 3, 'four', 'the field "f" is not a number'],
    ['an empty text for a number', 3, '', 'the field "f" is not a number'],
    ['text for a list', ['a'], 'a', 'the field "f" is not a list'],
    ['fewer options', ['a', 'b'], ['a'], 'the field "f" has another number of entries than its example'],
    ['an empty option', ['a', 'b'], ['a', ''], 'the field "f" is empty'],
    ['a list for an object', { a: 1 }, [1], 'the field "f" is not an object'],
    ['a part that is missing', { a: { b: 1 } }, { a: {} }, 'the field "f.a.b" is missing'],
    ['text for a truth value', true, 'yes', 'the field "f" is not a boolean'],
  ])('says what is wrong with %s', (_, like, value, fault) => {
    expect(inFormOf(like, value, 'f')).toEqual({ fault })
  })
})
