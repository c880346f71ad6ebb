import { expect, test } from 'vitest'
import { prepareSets } from '../../src/audit/prepare-sets.js'
import { createRandom } from '../../src/statistics/random.js'
import type { ItemSet } from '../../src/types.js'
import { itemsOf, problems } from '../checks/pairs.js'

const setOf = (name: string, texts: readonly string[]): ItemSet => ({
  name: `data/${name}`,
  path: `data/${name}`,
  sha256: '',
  template: '{text}',
  items: itemsOf(name, texts),
  exclusions: [],
})

const own = problems(110, 'test')
const sets = [
  setOf('test', own),
  setOf('ref', [...problems(104, 'ref'), own[0]!]),
  setOf('train', [own[5]!, ...problems(99, 'train')]),
]
const prepare = (given: readonly ItemSet[]) => prepareSets(given, createRandom(1))

test('each set loses what it shares with the test set, which loses nothing', () => {
  const { sets: kept, roles, names } = prepare(sets)
  expect(kept.map(({ items }) => items.length)).toEqual([110, 104, 99])
  expect(kept.map(({ exclusions }) => exclusions)).toEqual([
    [],
    [{ reason: 'also in the test set', ids: ['ref-104'] }],
    [{ reason: 'also in the test set', ids: ['train-0'] }],
  ])
  expect(roles).toEqual(['test', 'ref', 'train'])
  expect(names).toEqual(['test', 'ref', 'train'])
})

test('each pair has its checks: size and text after the shared items are out, sharing before', () => {
  const { checks } = prepare(sets)
  expect(checks.map(pair => pair.map(({ name }) => name))).toEqual(
    ['ref', 'train'].map(other =>
      ['size', 'shared items', 'text alone'].map(check => `test against ${other}: ${check}`),
    ),
  )
  expect(checks[0]![0]).toMatchObject({ code: 'enough_items', values: { clustersSecond: 104 } })
  expect(checks[1]![0]).toMatchObject({ code: 'too_few_items', values: { clustersSecond: 99 } })
  expect(checks.map(pair => pair[1]!.values.shared)).toEqual([1, 1])
})

test('a train split changes nothing of what is said of the other two', () => {
  const { sets: kept, roles, checks } = prepare(sets.slice(0, 2))
  expect(kept).toHaveLength(2)
  expect(roles).toEqual(['test', 'ref'])
  expect(checks).toEqual(prepare(sets).checks.slice(0, 1))
})
