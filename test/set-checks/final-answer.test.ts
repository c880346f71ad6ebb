import { describe, expect, test } from 'vitest'
import { answerValue, finalAnswer, sameAnswer } from '../../src/set-checks/final-answer.js'

const row = (text: string, fields = {}) => ({ id: '', cluster: '', line: 1, text, fields })

describe('the final answer', () => {
  test.each([
    ['a #### 5\nb\n#### 1,080 ', '1,080'],
    ['so \\boxed{3/4}.', '3/4'],
    ['so $\\boxed{\\frac{3}{7}}$ and \\{that\\}', '\\frac{3}{7}'],
    ['$\\boxed{\\left\\{ \\frac{1}{2}, {3} \\right\\}}$', '\\left\\{ \\frac{1}{2}, {3} \\right\\}'],
    ['first \\boxed{1}, then \\fbox{2}', '2'],
    ['$\\boxed 9$ it is', '9'],
    ['\\boxed{1}\n#### 2', '2'],
    ['#### 2\n\\boxed{1}', '1'],
  ])('%s', (text, expected) => {
    expect(finalAnswer(row(text))).toBe(expected)
  })
  test('is missing where its braces are never closed', () => {
    expect(finalAnswer(row('\\boxed{\\frac{3}{7}'))).toBeUndefined()
    expect(finalAnswer(row('a \\boxedsomething{3}'))).toBeUndefined()
  })
  test('may be a field of its own, if that is short', () => {
    expect(finalAnswer(row('?', { answer: 'long\n#### 7' }))).toBe('7')
    expect(finalAnswer(row('?', { answer: 12 }))).toBe('12')
    const answer = 'a sentence that goes on and on and explains how it is done, no answer'
    expect(finalAnswer(row('?', { answer }))).toBeUndefined()
    expect(finalAnswer(row('?'))).toBeUndefined()
  })
})

describe('answers that say the same', () => {
  test.each([
    ['$1,080', '1080'],
    ['0.75', '3/4'],
    ['（B）', '(b)'],
    ['B', 'b.'],
    ['1,000', '一千'],
    ['50%', '1/2'],
    ['50%', '0.5'],
    ['100%', '100 percent'],
    ['0%', '0'],
    ['18 dollars', '$18'],
    ['18元', '￥18'],
    ['-$5', '-5'],
    ['−5', '-5'],
    ['\\dfrac{3}{7}', '\\frac{3}{7}'],
    ['$\\tfrac37$', '3/7'],
    ['2\\frac{3}{7}', '2 3/7'],
    ['10,\\!080', '10080'],
    ['\\$18', '18'],
    ['25\\%', '25%'],
    ['$x^2 + 1$.', 'x^{2}+1'.replace('{2}', '2')],
    ['\\left( 1, 2 \\right)', '(1,2)'],
    ['\\text{Yes}', 'yes'],
    ['90^\\circ', '90°'],
    ['5km', 'five km'],
    ['3 or more', 'three or more'],
  ])('%s and %s', (a, b) => {
    expect(sameAnswer(a, b)).toBe(true)
    expect(sameAnswer(b, a)).toBe(true)
  })
})

describe('answers that do not', () => {
  test.each([
    ['75', '75%'],
    ['100%', '1'],
    ['200%', '2'],
    ['x^2+1', 'x^2-1'],
    ['x>3', 'x<3'],
    ['3x', '3y'],
    ['3x', '3'],
    ['2√3', '2\\pi 3'],
    ['5 km', '5 miles'],
    ['3 or more', '3 or less'],
    ['$18', '€18'],
    ['18元', '$18'],
    ['-5', '5'],
    ['$-5$', '5'],
    ['1 2', '12'],
    ['(1,2)', '[1,2]'],
    ['\\Delta', '\\delta'],
    // An exponent binds closer than the line of a fraction.
    ['x^\\frac{1}{2}', 'x^1/2'],
    ['2\\frac{3}{7}', '23/7'],
    ['\\frac{3}{7}', '\\frac{7}{3}'],
  ])('%s and %s', (a, b) => {
    expect(sameAnswer(a, b)).toBe(false)
    expect(sameAnswer(b, a)).toBe(false)
  })
})

test('an answer has a size only as a number, with a currency or a unit', () => {
  const value = (answer: string) => answerValue(row('', { answer }))
  expect(['$1,080', '\\frac{3}{4}', '-5', '18 apples', '6个', '50%'].map(value)).toEqual([
    ...[1080, 0.75, -5, 18, 6, 0.5],
  ])
  expect(['3x', 'x>3', 'x^2+1', '2√3', '3 or more', '3\\pi', '', 'B'].map(value)).toEqual([
    ...Array(8).fill(undefined),
  ])
})
