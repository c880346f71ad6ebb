import { describe, expect, test } from 'vitest'
import type { SetMoves } from '../../src/monitoring/moves.js'
import { standsApart } from '../../src/monitoring/stands-apart.js'
import { tSf } from '../../src/statistics/distributions.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectClose, normal } from '../statistics/expectations.js'

const LEVELS = { alpha: 0.01, power: 0.8 }
const moves = (test: number, ref: number, ...placebos: number[]): SetMoves => ({ test, ref, placebos })
const over = (steps: readonly SetMoves[], length: number, excessNoise = 0) =>
  standsApart({ steps, length, excessNoise }, LEVELS)

describe('over one step', () => {
  test('the gap is judged beside the spread of the placebo sets, the test set beside that of all others', () => {
    // Placebo sets at 0, 3, 6 (hundredths): variance 9. With the reference set at 3 the four have variance 6, mean 3.
    const { gapPValue, setPValue } = over([moves(-0.27, 0.03, 0, 0.03, 0.06)], 1)
    expectClose(gapPValue, tSf(0.3 / Math.sqrt(2 * 9e-4), 2))
    expectClose(setPValue, tSf(0.3 / Math.sqrt(1.25 * 6e-4), 3))
  })
  test('what items add beyond the noise of placebo sets widens both', () => {
    const { gapPValue, setPValue } = over([moves(-0.27, 0.03, 0, 0.03, 0.06)], 1, 4e-4)
    expectClose(gapPValue, tSf(0.3 / Math.sqrt(22e-4), 2))
    expectClose(setPValue, tSf(0.3 / Math.sqrt(11.5e-4), 3))
  })
  test('both must reject: sets that move with the test set, or with the reference set, take the alarm away', () => {
    const alone = moves(-0.2, 0, 0.003, -0.003, 0.001, -0.001, 0)
    expect(over([alone], 1).holds).toBe(true)
    // One placebo set fell as far: the spread of the others explains it.
    expect(over([moves(-0.2, 0, -0.2, -0.003, 0.001, -0.001, 0)], 1).holds).toBe(false)
    // The reference set rose alone, the test set moved with all others: the gap is large, the test set is one of many.
    const ref = over([moves(0, 0.2, 0.003, -0.003, 0.001, -0.001, 0)], 1)
    expect(ref.gapPValue).toBeLessThan(0.01)
    expect(ref.holds).toBe(false)
  })
  test('sets of which none moves are no yardstick', () => {
    const { gapPValue, setPValue, holds } = over([moves(0, 0, 0, 0, 0)], 1)
    expect([gapPValue, setPValue, holds]).toEqual([1, 1, false])
    expect(over([moves(-0.1, 0, 0, 0, 0)], 1).holds).toBe(false)
  })
})

describe('over several steps', () => {
  const still = moves(0, 0, 0, 0, 0)
  const quiet = moves(-0.01, 0, 0.001, 0, -0.001)
  test('moves add up: the same slope is the same evidence however long it goes on', () => {
    const one = over([quiet], 1)
    const five = over(new Array(5).fill(quiet), 5)
    expectClose([five.gapPValue, five.setPValue], [one.gapPValue, one.setPValue])
  })
  test('the stretch is the last steps only, and earlier ones of its length widen the spread', () => {
    const loud = moves(0, 0, 0.03, 0, -0.03)
    // Placebo sets over two steps: 0.002, 0, −0.002; over the earlier two: 0.06, 0, −0.06, and 0.031, 0, −0.031.
    const { gapPValue } = over([loud, loud, quiet, quiet], 2)
    const variance = (0.002 ** 2 + 0.06 ** 2 + 0.031 ** 2) / 3
    expectClose(gapPValue, tSf(0.02 / Math.sqrt(2 * variance), 2))
    // Quiet ones before do not make it smaller than it is now.
    expectClose(over([still, still, loud], 1).gapPValue, 0.5)
    const steep = moves(-0.3, 0, 0.03, 0, -0.03)
    expectClose(over([still, still, steep], 1).gapPValue, over([steep], 1).gapPValue)
  })
})

test('a clean slope rejects as often as Student’s t says, whatever its length', () => {
  const random = createRandom('slopes')
  const draws = 20_000
  let [gaps, sets] = [0, 0]
  for (let draw = 0; draw < draws; draw++) {
    const [test, ref, ...placebos] = Array.from({ length: 7 }, () => normal(random))
    const { gapPValue, setPValue } = over(new Array(3).fill(moves(test!, ref!, ...placebos)), 3)
    if (gapPValue <= 0.01) gaps++
    if (setPValue <= 0.01) sets++
  }
  for (const rate of [gaps / draws, sets / draws])
    expect(Math.abs(rate - 0.01)).toBeLessThan(4 * Math.sqrt((0.01 * 0.99) / draws))
})
