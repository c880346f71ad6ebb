import { expect, test } from 'vitest'
import { chooseRows } from '../../src/building/templates/choose-rows.js'
import { createRandom } from '../../src/statistics/random.js'

/** Three of four rows speak of apples, the fourth of trains, and more at length. */
const ROWS = Array.from({ length: 800 }, (_, place) => ({
  place,
  final: 7,
  text:
    place % 4 > 0 ? `Ann eats ${place} red apples.` : `A train goes ${place} km. It stops.\nThen it goes on.`,
}))
const isTrain = (place: number) => place % 4 === 0

test('what is made less often is chosen as often as the rows have it', () => {
  // Of 200 trains 100 are made, of 600 rows with apples all; 120 items are 30 trains and 90 with apples.
  const made = ROWS.filter(({ place }) => !isTrain(place) || place % 8 === 0)
  const chosen = [...chooseRows(ROWS, made, 120, createRandom(1))]
  expect(chosen).toHaveLength(120)
  const trains = chosen.filter(isTrain).length
  // At random it would be 17 of 120; borders of strata that cut a kind in two move the share by an item or two.
  expect(trains).toBeGreaterThanOrEqual(27)
  expect(trains).toBeLessThanOrEqual(33)
})

test('each item is given once, and no more than there are', () => {
  const made = ROWS.slice(10, 60)
  const given = chooseRows(ROWS, made, 70, createRandom(2))
  expect([...given].sort((a, b) => a - b)).toEqual(made.map(({ place }) => place))
  expect(chooseRows(ROWS, made, 20, createRandom(2)).size).toBe(20)
  expect(chooseRows(ROWS.slice(0, 3), ROWS.slice(1, 3), 1, createRandom(2)).size).toBe(1)
})

test('the choice is the same for the same seed', () => {
  const choose = (seed: number) => [...chooseRows(ROWS, ROWS, 50, createRandom(seed))]
  expect(choose(3)).toEqual(choose(3))
  expect(choose(3)).not.toEqual(choose(4))
})
