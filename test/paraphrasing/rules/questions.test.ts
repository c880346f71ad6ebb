import { describe, expect, it } from 'vitest'
import { straighten } from '../../../src/paraphrasing/rules/inversion.js'
import { questions } from '../../../src/paraphrasing/rules/questions.js'
import { past, thirdPerson } from '../../../src/paraphrasing/rules/verbs.js'
import { whatIs } from '../../../src/paraphrasing/rules/what-is.js'
import { wordings } from './sentence.js'

describe('verbs', () => {
  // School grammar.
  it.each([
    ['have', 'has'],
    ['do', 'does'],
    ['carry', 'carries'],
    ['play', 'plays'],
    ['catch', 'catches'],
    ['need', 'needs'],
  ])('%s → %s', (base, form) => expect(thirdPerson(base)).toBe(form))
  it.each([
    ['buy', 'bought'],
    ['eat', 'ate'],
    ['read', 'read'],
    ['plan', 'planned'],
    ['carry', 'carried'],
    ['bake', 'baked'],
    ['have', 'had'],
    ['sell', 'sold'],
  ])('%s → %s', (base, form) => expect(past(base)).toBe(form))
})

describe('the order of a statement', () => {
  it.each([
    ['does', 'he need to buy', 'he needs to buy'],
    ['did', 'Ann and Ben eat in all', 'Ann and Ben ate in all'],
    ['do', 'they still have', 'they still have'],
    ['will', 'Rose have left', 'Rose will have left'],
    ['does', 'the whole shop sell per day', 'the whole shop sells per day'],
    ['is', 'he from home', 'he is from home'],
  ])('%s + %s', (auxiliary, rest, expected) => expect(straighten(auxiliary, rest)).toBe(expected))
  it.each([
    ['does', 'he work and sleep'],
    ['is', 'the box'],
    ['did', 'Tom zorble'],
  ])('is not guessed: %s + %s', (auxiliary, rest) => {
    expect(straighten(auxiliary, rest)).toBeUndefined()
  })
})

describe('questions', () => {
  it('of a number', () => {
    expect(wordings(questions, 'How many eggs does he need?')).toEqual([
      'Calculate how many eggs he needs.',
      'Find how many eggs he needs.',
      'What is the number of eggs that he needs?',
    ])
  })
  it('are asked in these ways', () => {
    const ways = wordings(questions, 'How many eggs did Rose buy in total?')
    expect(ways.length).toBeGreaterThan(1)
    for (const way of ways)
      expect(way).toMatch(
        /^(?:(?:Find|Calculate) how many eggs Rose bought in total\.|What is the total number of eggs that Rose bought\?)$/,
      )
  })
  it('with more and fewer have no number of', () => {
    expect(wordings(questions, 'How many more eggs does he have than Tom?')).toEqual([
      'Calculate how many more eggs he has than Tom.',
      'Find how many more eggs he has than Tom.',
    ])
  })
  it('behind a time are no order: "after 5 days, find" would have the finding wait', () => {
    expect(wordings(questions, 'After 5 days, how many eggs does he have?')).toEqual([
      'After 5 days, what is the number of eggs that he has?',
    ])
    for (const text of [
      'After 5 days, how much does he have?',
      'After a year, what is the price of the hat?',
    ])
      expect(wordings(text.includes('price') ? whatIs : questions, text)).toEqual([text])
    expect(wordings(questions, 'If he buys 5, how many eggs does he have?')).toContain(
      'If he buys 5, find how many eggs he has.',
    )
  })
  it('with left as a participle keep it', () => {
    for (const way of wordings(questions, 'How many eggs are left?'))
      expect(way).toMatch(/eggs (?:that )?are left[.?]$/)
  })
  it('of what is', () => {
    expect(wordings(whatIs, 'What was the price of the hat?')).toEqual([
      'Calculate the price of the hat.',
      'Find the price of the hat.',
    ])
    // Nothing to calculate.
    expect(wordings(whatIs, 'What is the capital of France?')).toEqual([
      'Find the capital of France.',
      'State the capital of France.',
    ])
    expect(wordings(whatIs, "What is Tom's average score?")).toContain("Calculate Tom's average score.")
    expect(wordings(questions, 'What color does he like?').join()).not.toContain('alculate')
    expect(wordings(whatIs, 'What is left?')).toEqual(['What is left?'])
  })
})
