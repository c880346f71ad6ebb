import { describe, expect, it } from 'vitest'
import { plainAnswer, sameWords } from '../../src/text/plain-answer.js'

describe('plainAnswer', () => {
  it.each([
    ['bare', '  Ann owns 3 hens. '],
    ['announced', 'Here is the reworded text:\n\nAnn owns 3 hens.'],
    ['announced in Chinese', '改写如下：\nAnn owns 3 hens.'],
    ['behind thinking', '<think>3 hens:\nhm</think>\nAnn owns 3 hens.'],
    ['in quotes', '"Ann owns 3 hens."'],
    ['in curly quotes, announced', 'Reworded:\n“Ann owns 3 hens.”'],
  ])('is found %s', (_, answer) => {
    expect(plainAnswer(answer, 'Ann has 3 hens.')).toBe('Ann owns 3 hens.')
  })

  it.each([
    ['Choose one:\nA. 3\nB. 4', 'Pick one:\nA. 3\nB. 4'],
    ['"Stop!"', '"Halt!"'],
    ['Ann has hens.', '"Ann" owns "hens"'],
    ['Ann has hens.', 'Ann owns these: hens.'],
  ])('of %j keeps what its source has too, or what is no wrapping: %j', (source, answer) => {
    expect(plainAnswer(answer, source)).toBe(answer)
  })

  it('is empty when nothing but thinking was said', () => {
    expect(plainAnswer('<think>hm</think>\n', 'x')).toBe('')
    expect(plainAnswer('""', 'x')).toBe('')
  })
})

describe('sameWords', () => {
  it('sets case and white space aside, and nothing else', () => {
    expect(sameWords('Ann has\n3  hens.', ' ann has 3 hens.')).toBe(true)
    expect(sameWords('Ann has 3 hens.', 'Ann has 3 hens')).toBe(false)
  })
})
