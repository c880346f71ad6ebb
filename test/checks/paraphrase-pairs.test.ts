import { expect, test } from 'vitest'
import { pairsCheck } from '../../src/checks/pairs.js'
import { itemsOf } from './pairs.js'

const texts = (count: number) => Array.from({ length: count }, (_, i) => `text ${i}`)
const check = (original: ReturnType<typeof itemsOf>, paired = original.length, offered = paired) =>
  pairsCheck({
    ...{ originalName: 'test.jsonl', original, rewordedName: 'para.jsonl', offered },
    reworded: original.slice(0, paired),
  })

test('a hundred independent pairs are enough, ninety-nine are not', () => {
  expect(check(itemsOf('a', texts(100)))).toMatchObject({ status: 'pass', code: 'enough_pairs' })
  expect(check(itemsOf('a', texts(99)))).toMatchObject({ status: 'fail', code: 'too_few_pairs' })
})

test('one large origin is one origin, whatever stands beside it', () => {
  const items = itemsOf('a', texts(1019)).map((item, i) => (i < 900 ? { ...item, cluster: 'one' } : item))
  // (900 + 119)²/(900² + 119) = 1.28.
  expect(check(items)).toMatchObject({ status: 'fail', code: 'too_few_pairs', values: { clusters: 1 } })
})

test('more than 30 % of the paraphrases lost is a choice', () => {
  expect(check(itemsOf('a', texts(200)), 140, 200).code).toBe('enough_pairs')
  expect(check(itemsOf('a', texts(200)), 139, 200)).toMatchObject({ status: 'fail', code: 'pairs_lost' })
})
