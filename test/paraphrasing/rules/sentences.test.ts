import { expect, test } from 'vitest'
import { piecesOf } from '../../../src/paraphrasing/rules/sentences.js'

test.each([
  [
    'He keeps it in. Mr. Vale weighs 5 lbs. at 5 p.m. today.  Why?\n',
    ['He keeps it in.', 'Mr. Vale weighs 5 lbs. at 5 p.m. today.', 'Why?'],
  ],
  ['  First line\n\nSecond line.', ['', 'First line', 'Second line.']],
  [' \n', ['']],
  ['', []],
])('%j is cut by hand as here, and its pieces give it again', (text, expected) => {
  const pieces = piecesOf(text)
  expect(pieces.map(piece => piece.text)).toEqual(expected)
  expect(pieces.map(piece => piece.text + piece.gap).join('')).toBe(text)
})
