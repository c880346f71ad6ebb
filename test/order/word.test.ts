import { describe, expect, test } from 'vitest'
import { type OrderWord, type PublishedFile, wordFor } from '../../src/order/word.js'

const SHA = 'abcdef0123456789'.repeat(4)
const published = (canonicalOrder: PublishedFile['canonicalOrder'], sha256 = SHA): PublishedFile => ({
  set: 'gsm8k',
  split: 'test',
  sha256,
  canonicalOrder,
})
const setOf = (ids: readonly string[]) => ({
  name: 'd/test.jsonl',
  path: 'd/test.jsonl',
  sha256: SHA,
  items: ids.map((id, i) => ({ id, text: id, cluster: id, line: i + 1 })),
})
const RUNNING = setOf(['t-1', 't-2', 't-3', 't-4'])
const JUMBLED = setOf(['t-3', 't-1', 't-4', 't-2'])
const LOOK_UP: OrderWord = { kind: 'published' }
const SAID: OrderWord = { kind: 'canonical' }
const HASHED: OrderWord = { kind: 'canonical', sha256: SHA.slice(0, 12) }

describe('whose word it is', () => {
  test.each<[string, Parameters<typeof wordFor>[0], OrderWord, PublishedFile[], string]>([
    ['the catalogue knows the bytes', RUNNING, LOOK_UP, [published('yes')], 'catalogue'],
    ['and knows better than the user', JUMBLED, SAID, [published('yes')], 'catalogue'],
    ['the user says so of an unknown file', RUNNING, SAID, [published('yes', 'f'.repeat(64))], 'user'],
    ['or of one whose order nobody knows', RUNNING, SAID, [published('unknown')], 'user'],
    ['the user names the bytes', RUNNING, HASHED, [], 'user-hash'],
    ['then ids need not run', JUMBLED, HASHED, [], 'user-hash'],
  ])('%s', (_, set, word, known, wordOf) => {
    expect(wordFor(set, word, { published: known }).wordOf).toBe(wordOf)
  })
})

describe('refused', () => {
  test.each<
    [string, Parameters<typeof wordFor>[0], OrderWord, PublishedFile[], string | undefined, string, string]
  >([
    ['nobody knows the file', RUNNING, LOOK_UP, [], undefined, 'USAGE', SHA],
    ['its order is unknown', RUNNING, LOOK_UP, [published('unknown')], undefined, 'USAGE', SHA],
    [
      'it is known to have none',
      RUNNING,
      HASHED,
      [published('no')],
      undefined,
      'SET_CHECK_FAILED',
      'no order',
    ],
    ['it was made here', RUNNING, HASHED, [], 'the builder', 'SET_CHECK_FAILED', 'the builder'],
    ['its ids do not run', JUMBLED, SAID, [], undefined, 'SET_CHECK_FAILED', '"t-3" before "t-1"'],
    [
      'the bytes are others',
      RUNNING,
      { kind: 'canonical', sha256: '00000000' },
      [],
      undefined,
      'HASH_MISMATCH',
      SHA,
    ],
  ])('%s', (_, set, word, known, madeBy, code, says) => {
    expect(() => wordFor(set, word, { published: known, madeBy })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(says) }),
    )
  })
})

test.each([
  ['ids from a larger pool', ['q981', 'q17', 'q402', 'q3']],
  ['ids of several kinds', ['a-2', 'b-1', 'a-1', 'b-2']],
  ['ids without numbers', ['d', 'a', 'c', 'b']],
])('%s say nothing of the order', (_, ids) => {
  expect(wordFor(setOf(ids), SAID, { published: [] }).wordOf).toBe('user')
})
