import { expect, test } from 'vitest'
import { left, right, table, wrap } from '../../src/reports/table.js'

test('text is aligned to the left, numbers to the right, and no line ends in spaces', () => {
  expect(
    table(
      [left('set'), right('loss'), left('')],
      [
        ['a', '1.5', ''],
        ['longer', '10.25', 'x'],
      ],
    ),
  ).toEqual(['set      loss', 'a         1.5', 'longer  10.25  x'])
})

test('colour codes take no room, wide characters take two', () => {
  const rows = table(
    [left('name'), right('n')],
    [
      ['\x1b[31mred\x1b[39m', '1'],
      ['試験', '2'],
    ],
  )
  expect(rows).toEqual(['name  n', '\x1b[31mred\x1b[39m   1', '試験  2'])
})

test.each([
  ['breaks at spaces', 'one two three', 7, '', ['one two', 'three']],
  ['counts the indent', 'one two three', 7, '  ', ['  one', '  two', '  three']],
  ['keeps a longer word whole', 'a incomprehensible b', 6, '', ['a', 'incomprehensible', 'b']],
  ['leaves what fits', 'one two', 7, '', ['one two']],
  ['gives an empty text its line', '', 7, '  ', ['  ']],
] as const)('wrap %s', (_, text, width, indent, lines) => {
  expect(wrap(text, width, indent)).toEqual(lines)
})
