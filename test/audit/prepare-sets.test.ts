import { expect, test } from 'vitest'
import { checksOf, prepareSets } from '../../src/audit/prepare-sets.js'
import { createRandom } from '../../src/statistics/random.js'
import type { ItemSet } from '../../src/types.js'
import { itemsOf, problems } from '../checks/pairs.js'

const setOf = (name: string, texts: readonly string[]): ItemSet => ({
  name: `data/${name}`,
  path: `data/${name}`,
  sha256: '',
  itemsSha256: 'items',
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
const prepare = (given: readonly ItemSet[]) => {
  const prepared = prepareSets(given)
  return { ...prepared, checks: checksOf(prepared, prepared.sets, createRandom(1)) }
}

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
  expect(checks.map(pair => pair.map(({ name }) => name))).toEqual([
    [
      'test against ref: size',
      'test against ref: shared items',
      'train against ref: shared items',
      'test against ref: template',
      'test against ref: balance',
      'test against ref: text alone',
    ],
    [
      'test against train: size',
      'test against train: shared items',
      'test against train: template',
      'test against train: balance',
      'test against train: text alone',
    ],
  ])
  expect(checks[0]![0]).toMatchObject({ code: 'enough_items', values: { clustersSecond: 104 } })
  expect(checks[1]![0]).toMatchObject({ code: 'too_few_items', values: { clustersSecond: 99 } })
  expect(checks.map(pair => pair[1]!.values.shared)).toEqual([1, 1])
})

test('without a train split there is one pair, and the reference set is compared with the test set only', () => {
  const { sets: kept, roles, checks } = prepare(sets.slice(0, 2))
  expect(kept).toHaveLength(2)
  expect(roles).toEqual(['test', 'ref'])
  expect(checks.map(pair => pair.length)).toEqual([5])
})

test('a reference set inside the train split fails: the model may have been trained on it', () => {
  const ref = problems(100, 'ref')
  const { sets: kept, checks } = prepare([
    sets[0]!,
    setOf('ref', ref),
    setOf('train', [...ref.slice(0, 50), ...problems(99, 'train')]),
  ])
  expect(kept[1]!.items).toHaveLength(50)
  expect(kept[1]!.exclusions).toEqual([expect.objectContaining({ reason: 'also in the train split' })])
  expect(checks[0]!.find(({ name }) => name === 'train against ref: shared items')).toMatchObject({
    status: 'fail',
    code: 'sets_overlap',
    values: { shared: 50 },
  })
})

test('a set of which nothing is left is named, with the reason', () => {
  expect(() => prepare([sets[0]!, { ...sets[0]!, name: 'data/ref' }])).toThrow(
    'Nothing is left of ref: 110 also in the test set',
  )
})

test('the same fields put together in another way fail, other fields do not', () => {
  const withTemplate = (set: ItemSet, template: string) => ({ ...set, template })
  const codeOf = (first: string, second: string) =>
    prepare([withTemplate(sets[0]!, first), withTemplate(sets[1]!, second)]).checks[0]!.find(({ name }) =>
      name.endsWith('template'),
    )!.code
  expect(codeOf('{question} {answer}', '{answer} {question}')).toBe('templates_differ')
  expect(codeOf('{question} {answer}', '{question}\n{answer}')).toBe('templates_differ')
  expect(codeOf('{question} {answer}', '{question} {answer}')).toBe('same_template')
  expect(codeOf('{question} {answer}', '{prompt} {completion}')).toBe('fields_differ')
})
