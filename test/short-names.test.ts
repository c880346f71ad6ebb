import { expect, test } from 'vitest'
import { shortNames } from '../src/short-names.js'

test.each([
  [[], []],
  [['one'], ['one']],
  [['models/suspect'], ['suspect']],
  [
    ['/a/test.jsonl#0:300', '/b/c/ref.jsonl'],
    ['test.jsonl#0:300', 'ref.jsonl'],
  ],
  [
    ['/a/test.jsonl', '/b/test.jsonl', '/b/ref.jsonl'],
    ['a/test.jsonl', 'b/test.jsonl', 'b/ref.jsonl'],
  ],
  [
    ['x/y/same', 'x/y/same'],
    ['same', 'same'],
  ],
  [
    ['/test.jsonl', 'test.jsonl'],
    ['/test.jsonl', 'test.jsonl'],
  ],
] as const)('%j: %j', (paths, names) => {
  expect(shortNames(paths)).toEqual(names)
})
