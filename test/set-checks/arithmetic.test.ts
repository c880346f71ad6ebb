import { expect, test } from 'vitest'
import { evaluate } from '../../src/set-checks/arithmetic.js'
import { workedSteps } from '../../src/set-checks/worked-steps.js'

test.each([
  ['2+3*4', '14'],
  ['(2+3)*4', '20'],
  ['2*-3', '-6'],
  ['10-4-3', '3'],
  ['16/4/2', '2'],
  ['1,200*.5', '600'],
  ['$50*20%', '10'],
  ['0.1+0.2', '3/10'],
  ['1/3+1/6', '1/2'],
  ['3×4÷2−1', '5'],
  ['3x4', '12'],
  ['2(3+4)', '14'],
  ['（１+２）*3', '9'],
  ['((7))', '7'],
])('%s = %s, exactly', (expression, value) => {
  expect(evaluate(expression)?.toFraction()).toBe(value)
})

test.each(['', '2+', '(2', '2)', 'a+1', '4/0', '4//2', '1..2', '5%%', '1+2+...+5', '.', '1+.'])(
  '%s cannot be read',
  expression => {
    expect(evaluate(expression)).toBeUndefined()
  },
)

test('steps are computed again', () => {
  expect(workedSteps('It is 3*4=<<3*4=12>>12, then <<12/5=2.4>>2.4 and <<2.4-1=1.5>>1.5')).toEqual({
    right: 2,
    wrong: ['2.4-1=1.5'],
    unreadable: [],
  })
})

test.each([
  // Rounded to the decimals written; a whole number is not taken as rounded.
  ['10/3=3.33', 'right'],
  ['10/3=3.34', 'wrong'],
  ['10/3=3', 'wrong'],
  ['1/3=33.3%', 'right'],
  ['1/3=34.3%', 'wrong'],
  ['2*3=6=12/2', 'right'],
  ['2*3=6=7', 'wrong'],
  ['n+1=3', 'unreadable'],
  ['12', 'unreadable'],
])('<<%s>> is %s', (step, kind) => {
  const { right, wrong, unreadable } = workedSteps(`<<${step}>>`)
  expect({ right, wrong: wrong.length, unreadable: unreadable.length }).toEqual({
    ...{ right: 0, wrong: 0, unreadable: 0 },
    [kind]: 1,
  })
})
