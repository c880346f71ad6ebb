import { describe, expect, it } from 'vitest'
import { nearestName } from '../src/nearest-name.js'

describe('nearestName', () => {
  it.each([
    ['promt', ['answer', 'prompt'], 'prompt'],
    ['Prompt', ['answer', 'prompt'], 'prompt'],
    ['tset.jsonl', ['train.jsonl', 'test.jsonl', 'README.md'], 'test.jsonl'],
    ['question', ['prompt', 'completion'], undefined],
    ['a', ['b'], 'b'],
    ['q', [], undefined],
    ['', ['text'], undefined],
    ['same', ['some', 'same'], 'same'],
  ])('%j in %j is %j', (name, candidates, nearest) => {
    expect(nearestName(name, candidates)).toBe(nearest)
  })
})
