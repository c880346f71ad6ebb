import { expect, test } from 'vitest'
import { chooseRows } from '../../src/building/templates/choose-rows.js'
import { createRandom } from '../../src/statistics/random.js'

/** 40 short rows with few lines, then 40 long ones with many. */
const ROWS = Array.from({ length: 80 }, (_, place) => ({
  place,
  lines: place < 40 ? 2 : 5,
  length: place < 40 ? 100 : 900,
  final: 7,
}))

test('rows that make nothing are replaced by rows of their own kind', () => {
  const chooser = chooseRows(ROWS, ROWS, createRandom(1))
  const taken = { short: 0, long: 0 }
  for (let made = 0; made < 20; ) {
    const place = chooser.next()!
    // Three of four long rows come to nothing.
    if (place >= 40 && place % 4 > 0) {
      chooser.refuse()
      continue
    }
    taken[place < 40 ? 'short' : 'long']++
    made++
  }
  // The two kinds are equally frequent: 20 rows are 10 of each, though long ones fail.
  expect(taken).toEqual({ short: 10, long: 10 })
})

test('every row is given once, then none', () => {
  const chooser = chooseRows(ROWS, ROWS.slice(10, 60), createRandom(2))
  const given = new Set(Array.from({ length: 50 }, () => chooser.next()))
  expect([...given].sort((a, b) => a! - b!)).toEqual(Array.from({ length: 50 }, (_, i) => i + 10))
  expect(chooser.next()).toBeUndefined()
})
