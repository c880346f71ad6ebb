import { describe, expect, test } from 'vitest'
import { alignLosses, checkScored, without } from '../../src/audit/align.js'
import type { ScoredModel } from '../../src/scoring/score-sets.js'
import type { ItemSet, TokenScores } from '../../src/types.js'
import { itemsOf } from '../checks/pairs.js'

const setOf = (name: string, ids: number): ItemSet => ({
  name,
  path: name,
  sha256: '',
  itemsSha256: 'items',
  template: '{text}',
  items: itemsOf(name, Array(ids).fill('text'), 2),
  exclusions: [{ reason: 'duplicate text', ids: ['twin'] }],
})

/** One token of this loss, eight bytes long; undefined where the model has nothing to predict. */
const scored = (itemId: string, loss: number | undefined): TokenScores | undefined =>
  loss === undefined
    ? undefined
    : {
        itemId,
        tokenId: Int32Array.of(1),
        logProb: Float64Array.of(-loss),
        vocabMean: Float64Array.of(0),
        vocabStd: Float64Array.of(0),
        rank: Int32Array.of(0),
        byteStart: Int32Array.of(2),
        byteEnd: Int32Array.of(10),
      }

const modelOf = (sets: readonly ItemSet[], losses: readonly (readonly (number | undefined)[])[]) =>
  ({
    scores: sets.map((set, s) => set.items.map(({ id }, i) => scored(id, losses[s]![i]))),
  }) as unknown as ScoredModel

describe('losses of several models', () => {
  const sets = [setOf('a', 3), setOf('b', 2)]
  const first = modelOf(sets, [
    [1, undefined, 3],
    [4, 5],
  ])
  const second = modelOf(sets, [
    [10, 20, 30],
    [undefined, 50],
  ])
  const { losses, exclusions } = alignLosses(sets, [first, second])

  test('are of the items that all of them could score, in one order', () => {
    const nats = losses.map(model => model.map(set => set.map(item => [item.id, item.nats])))
    expect(nats).toEqual([
      [
        [
          ['a-0', 1],
          ['a-2', 3],
        ],
        [['b-1', 5]],
      ],
      [
        [
          ['a-0', 10],
          ['a-2', 30],
        ],
        [['b-1', 50]],
      ],
    ])
  })
  test('carry clusters, tokens and bytes', () => {
    expect(losses[0]![0]![1]).toEqual({ id: 'a-2', cluster: 'a-1', nats: 3, tokens: 1, bytes: 8 })
  })
  test('leave out the rest, listed after what was left out before', () => {
    expect(exclusions).toEqual([
      [
        { reason: 'duplicate text', ids: ['twin'] },
        { reason: 'no token to predict', ids: ['a-1'] },
      ],
      [
        { reason: 'duplicate text', ids: ['twin'] },
        { reason: 'no token to predict', ids: ['b-0'] },
      ],
    ])
    expect(alignLosses([sets[0]!], [second]).exclusions).toEqual([
      [{ reason: 'duplicate text', ids: ['twin'] }],
    ])
  })
})

test('items taken out of a set are recorded with the reason', () => {
  const set = setOf('a', 3)
  const rest = without(set, ['a-1'], 'also in the test set')
  expect(rest.items.map(({ id }) => id)).toEqual(['a-0', 'a-2'])
  expect(rest.exclusions).toEqual([...set.exclusions, { reason: 'also in the test set', ids: ['a-1'] }])
  expect(without(set, [], 'also in the test set')).toBe(set)
})

test('a set with fewer than two items is refused by name', () => {
  const item = { id: 'a', cluster: 'a', nats: 1, tokens: 1, bytes: 4 }
  expect(() => checkScored(['a', 'b'], [[item, item], [item]])).toThrow(
    expect.objectContaining({
      code: 'SET_TOO_SMALL',
      message: 'b has 1 items with a token to predict',
      fix: 'Give it two items or more; a verdict needs 100',
    }),
  )
  expect(() =>
    checkScored(
      ['a', 'b'],
      [
        [item, item],
        [item, item],
      ],
    ),
  ).not.toThrow()
})
