import { describe, expect, test } from 'vitest'
import { parseExpression } from '../../src/building/templates/expression.js'
import { hasUnknown } from '../../src/building/templates/prose-algebra.js'
import { addends, shownCounts } from '../../src/building/templates/shown-counts.js'
import { isSameThing, thingAt } from '../../src/building/templates/things.js'

describe('the thing that a number counts', () => {
  const thingOf = (text: string, digits: string) => {
    const start = text.indexOf(digits)
    return thingAt(text, start, start + digits.length)
  }
  test.each([
    ['They use 3 packs of their own balloons.', '3', ['pack']],
    ['She has 12 red water balloons, and he none.', '12', ['red', 'water', 'balloon']],
    ['It costs $5 each.', '5', ['dollar']],
    ['It is 5% off.', '5', ['percent']],
    ['7 more boxes', '7', ['box']],
    ['an 8-page letter', '8', ['page', 'letter']],
    ['30 balloons / 2 = 15', '2', []],
    ['of 4 people', '4', ['person']],
    ['There are 9.', '9', []],
  ])('in %s', (text, digits, thing) => {
    expect(thingOf(text, digits)).toEqual(thing)
  })
  test('is the same where one phrase has the thing of the other', () => {
    expect(isSameThing(['water', 'balloon'], ['balloon'])).toBe(true)
    expect(isSameThing(['red', 'apple'], ['red', 'ball'])).toBe(false)
    expect(isSameThing(['carton'], ['person'])).toBe(false)
    expect(isSameThing([], [])).toBe(false)
  })
})

describe('an unknown', () => {
  test.each([
    'Let x be the number of pens.',
    'So 3x = 12.',
    '2*y = 8',
    'If 1 + (age - 1) x 2 = 15 then the age is 8.',
    'The cost - 5 = 20',
  ])('%s', line => {
    expect(hasUnknown(`Some line.\n${line}`)).toBe(true)
  })
  test.each([
    '3 packs + 2 packs = 5 packs',
    'The total is 5 x 3 = 15.',
    'Total = 5+3 = 8',
    '4 m + 3 m = 7 m',
    'cost = price * pieces',
    'He has 5/20 = 1/4 of it.',
    'The T-shirts cost 3x4 = 12 dollars.',
  ])('none in %s', line => {
    expect(hasUnknown(line)).toBe(false)
  })
})

describe('counts that a text shows', () => {
  test.each([
    ['Ada, Bo and Cy have nuts.', 3],
    ['There is a red, a green, a blue, and a black pen.', 4],
    ['Ada has nuts. Then Bo came. After that Cy left with Dan.', 4],
    ['On Monday she ran. On Tuesday she did. On Friday too.', 3],
    ['The twentieth man came.', 20],
    ['The twentieth man came.', 19],
    ['It is on the 14th floor.', 14],
  ])('%s %d', (text, count) => {
    expect(shownCounts(text, '').has(count)).toBe(true)
  })
  test('none beyond', () => {
    expect([...shownCounts('She buys nuts for him.', 'So it is.')]).toEqual([])
  })
  test('amounts of a sum, and all but the first of them', () => {
    const sizes = (text: string) => [...new Set(addends(parseExpression(text, 0)!.tree))].sort()
    expect(sizes('(4+7+10)/3')).toEqual([2, 3])
    expect(sizes('50-5-6-7')).toEqual([3, 4])
    expect(sizes('4*7*10+1')).toEqual([])
  })
})
