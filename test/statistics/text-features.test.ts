import { expect, test } from 'vitest'
import { characterNgrams } from '../../src/statistics/character-ngrams.js'
import { orderTokens } from '../../src/statistics/word-order.js'
import { expectClose } from './expectations.js'

test('n-grams are counted by log2(1 + count), with marks at either end', () => {
  // ^aaa$ has ^ $ a(3), ^a aa(2) a$, ^aa aaa aa$; the text stands twice, since n-grams of one text are dropped.
  const { columnCount, rowStart, value } = characterNgrams(['aaa', 'aaa', 'Z'])
  expect(columnCount).toBe(9)
  // Of "Z" only the marks are shared.
  expect(Array.from(rowStart)).toEqual([0, 9, 18, 20])
  expectClose(
    [...value.slice(0, 9)].sort((a, b) => a - b),
    [1, 1, 1, 1, 1, 1, 1, Math.log2(3), 2],
  )
})

test('n-grams keep case, white space and characters beyond 16 bits', () => {
  const columns = (...texts: string[]) => characterNgrams(texts.flatMap(text => [text, text])).columnCount
  const marks = 2
  // ^, x, $ and ^x, x$, ^x$: each further spelling adds one single, two pairs and one triple.
  expect(columns('a')).toBe(marks + 4)
  expect(columns('a', 'A')).toBe(marks + 8)
  expect(columns(' ', '\u00a0', '\n', '\r')).toBe(marks + 16)
  expect(columns('😀')).toBe(marks + 4)
})

test('the most frequent 3,000 n-grams are kept', () => {
  // 100 texts of 15 characters of their own, each twice: some 5,900 n-grams in two texts each.
  const texts = Array.from({ length: 100 }, (_, i) =>
    Array.from({ length: 15 }, (_, j) => String.fromCodePoint(0x4e00 + 15 * i + j)).join(''),
  )
  const { columnCount, column } = characterNgrams([...texts, ...texts])
  expect(columnCount).toBe(3000)
  expect(Math.max(...column)).toBe(2999)
})

test('order is pairs of neighbours, the ends, and the half of each token', () => {
  expect(orderTokens(['a', 'b', 'c'])).toEqual([
    '<start> a',
    'a b',
    'b c',
    'c <end>',
    '<start> … a',
    '<start> … b',
    'c … <end>',
  ])
  expect(orderTokens([])).toEqual(['<start> <end>'])
})
