import { describe, expect, it } from 'vitest'
import { findOverlap } from '../../src/sets/index.js'
import type { Item } from '../../src/types.js'

const items = (prefix: string, texts: readonly string[]): Item[] =>
  texts.map((text, i) => ({ id: `${prefix}${i}`, text, cluster: `${prefix}${i}`, line: i + 1 }))
const overlap = (a: readonly string[], b: readonly string[]) =>
  findOverlap(items('a', a), items('b', b)).map(({ id }) => id)

describe('findOverlap', () => {
  it.each([
    ['case', 'What is 2?', 'WHAT IS 2?'],
    ['white space', 'one two', '  one\n\t two '],
    ['no-break space', 'one two', 'one\u00a0two'],
    ['punctuation', '“One”, two!', 'one - two'],
    ['composed characters', 'caf\u00e9', 'cafe\u0301'],
    ['width', '１２３ ＡＢＣ', '123 abc'],
    ['ligatures', 'eﬃcient', 'efficient'],
  ])('sets %s aside', (_, a, b) => {
    expect(overlap([a], [b])).toEqual(['b0'])
  })

  it.each([
    ['other words', 'one two', 'one three'],
    ['joined words', 'one two', 'onetwo'],
    ['symbols', '2 + 3', '2 = 3'],
    ['accents', 'resume', 'résumé'],
    ['punctuation alone', '???', '!!!'],
  ])('keeps apart %s', (_, a, b) => {
    expect(overlap([a], [b])).toEqual([])
  })

  it('names each item of b once, with the first equal item of a', () => {
    expect(overlap(['x', 'y', 'X'], ['new', 'Y.', 'x', 'x!'])).toEqual(['b1', 'b2', 'b3'])
    expect(overlap([], ['x'])).toEqual([])
  })
})
