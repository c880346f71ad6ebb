import { expect, test } from 'vitest'
import { sizeCheck } from '../../src/checks/size.js'
import { itemsOf, pairOf, problems } from './pairs.js'

const set = (name: string, count: number, clusterSize = 1) =>
  itemsOf(name, problems(count, name), clusterSize)

test.each([
  [100, 100, 'pass'],
  [99, 5000, 'fail'],
  [5000, 99, 'fail'],
] as const)('%i and %i items: %s', (first, second, status) => {
  expect(sizeCheck(pairOf(set('a', first), set('b', second)))).toMatchObject({
    status,
    code: status === 'pass' ? 'enough_items' : 'too_few_items',
    values: { clustersFirst: first, clustersSecond: second, needed: 100 },
  })
})

test('a cluster that dwarfs the others makes them count for little', () => {
  // 119 items of their own and 900 of one origin: 1019² / (119 + 900²) = 1.28.
  const lopsided = set('a', 1019).map((item, i) => (i < 900 ? { ...item, cluster: 'one' } : item))
  expect(sizeCheck(pairOf(lopsided, set('b', 100)))).toMatchObject({
    status: 'fail',
    values: { clustersFirst: 1, clustersSecond: 100 },
  })
})

test('clusters count, not items', () => {
  const check = sizeCheck(pairOf(set('a', 198, 2), set('b', 100)))
  expect(check.status).toBe('fail')
  expect(check.text).toBe('99 and 100 independent items; a verdict needs 100 in each set')
})
