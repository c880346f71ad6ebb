import { describe, expect, test } from 'vitest'
import { bagOfWords, tokenize } from '../../src/statistics/bag-of-words.js'
import { standardise, surfaceFeatures } from '../../src/statistics/surface-features.js'
import { expectClose } from './expectations.js'

describe('tokens', () => {
  test('are lower-cased words, numbers and single signs', () => {
    expect(tokenize('Natalia sold 48/2 = <<48/2=24>>24 clips.\n#### 72')).toEqual(
      'natalia sold 48 / 2 = < < 48 / 2 = 24 > > 24 clips . # # # # 72'.split(' '),
    )
    expect(tokenize('  a \t\n b ')).toEqual(['a', 'b'])
    expect(tokenize('')).toEqual([])
  })
  test('are characters and bigrams where words are not spaced', () => {
    expect(tokenize('小明有3个。')).toEqual(['小', '明', '有', '小明', '明有', '3', '个', '。'])
    expect(tokenize('かな')).toEqual(['か', 'な', 'かな'])
  })
  test('keep the marks of a word', () => {
    expect(tokenize('हिन्दी')).toEqual(['हिन्दी'])
  })
})

describe('bag', () => {
  test('weighs a count by log2(1 + count) and drops tokens of one text', () => {
    const { rows, vocabulary } = bagOfWords([['a', 'b', 'b', 'b'], ['a', 'c'], ['b']])
    expect(vocabulary).toEqual(['a', 'b'])
    expect(Array.from(rows.rowStart)).toEqual([0, 2, 3, 4])
    expect(Array.from(rows.column)).toEqual([0, 1, 0, 1])
    expectClose(rows.value, [1, 2, 1, 1])
  })
  test('drops tokens in fewer than 0.5% of the texts', () => {
    const texts = Array.from({ length: 1000 }, (_, i) => [
      i < 4 ? 'rare' : 'common',
      i < 5 ? 'enough' : 'usual',
    ])
    expect(bagOfWords(texts).vocabulary).toEqual(['common', 'enough', 'usual'])
  })
})

describe('surface', () => {
  test('counts what shows without reading', () => {
    const text = 'Is 2.5 it? Yes.\nIt is!'
    // 22 characters; sentences end at "?", "." and "!", not inside 2.5; 2 digits. Tokens: is 2 . 5 it ? yes . it is !,
    // 8 different among 11.
    expectClose(surfaceFeatures(text, tokenize(text)), [22, 3, 2 / 22, 1, 1, 8 / 11])
    expectClose(surfaceFeatures('几个？三个。', tokenize('几个？三个。')).slice(0, 4), [6, 2, 0, 1])
    expect(surfaceFeatures('', [])).toEqual([0, 0, 0, 0, 0, 1])
  })
  test('is standardised by the fitted rows only, and constant columns tell nothing', () => {
    // Rows 0 and 1: mean 2, standard deviation 1.
    expect(
      standardise(
        [
          [1, 7],
          [3, 7],
          [6, 9],
        ],
        [0, 1],
      ),
    ).toEqual([
      [-1, 0],
      [1, 0],
      [4, 0],
    ])
  })
})
