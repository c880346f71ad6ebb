import { describe, expect, it } from 'vitest'
import { jsonObjectIn } from '../../src/text/json-object.js'

describe('jsonObjectIn', () => {
  it.each([
    ['bare', '{"a": 1}', { a: 1 }],
    ['in a fence', 'Here it is:\n```json\n{"a": "b"}\n```\nHope it helps!', { a: 'b' }],
    ['behind thinking that holds another', '<think>{"a": 0}?</think>\n{"a": 1}', { a: 1 }],
    ['behind thinking whose start was left out', 'maybe {"a": 0}\n</think>{"a": 1}', { a: 1 }],
    ['behind braces that are no JSON', 'The set {x} and then {"a": {"b": [1, {}]}}', { a: { b: [1, {}] } }],
    [
      'with brackets and quotes inside strings',
      String.raw`{"a": "} \" {", "b": "]"}`,
      { a: '} " {', b: ']' },
    ],
    ['with line breaks inside a string', '{"a": "one\ntwo\tthree"}', { a: 'one\ntwo\tthree' }],
    ['with commas before closing brackets', '{"a": [1, 2, ], "b": ",]",\n}', { a: [1, 2], b: ',]' }],
    ['the first of two', '{"a": 1} {"a": 2}', { a: 1 }],
    ['in Chinese', '好的：{"题目": "小明有“三”个苹果。"}', { 题目: '小明有“三”个苹果。' }],
  ])('finds an object %s', (_, text, value) => {
    expect(jsonObjectIn(text)).toEqual(value)
  })

  it.each([
    ['a refusal', 'I am sorry, but I cannot help with that.'],
    ['an object that was cut off', '{"question": "How many apples does'],
    ['one that was cut off between fields', '{"a": "b", "c": [1, 2'],
    ['a list', '["a", "b"]'],
    ['nothing', ''],
  ])('finds none in %s', (_, text) => {
    expect(jsonObjectIn(text)).toBeUndefined()
  })
})
