import { describe, expect, it } from 'vitest'
import { nextToken } from '../../src/models/next-token.js'
import { createRandom } from '../../src/statistics/random.js'

/** Logits whose softmax has these odds. */
const logitsOf = (odds: readonly number[]) => odds.map(Math.log)
const drawn = (odds: readonly number[], u: number, { temperature = 1, topP = 1 } = {}) =>
  nextToken(logitsOf(odds), { temperature, topP, uniform: () => u })

describe('greedy', () => {
  it('takes the largest logit, and of equal ones the first', () => {
    expect(nextToken([-3, 2, 1])).toBe(1)
    expect(nextToken([0, 5, 5])).toBe(1)
    expect(nextToken([-Infinity, -7, -Infinity])).toBe(1)
  })

  it.each([
    ['NaN', [1, Number.NaN, 2]],
    ['NaN first', [Number.NaN, 2]],
    ['infinity', [1, Infinity]],
    ['nothing that can come', [-Infinity, -Infinity]],
    ['no token', []],
  ])('has no answer to %s', (_, logits) => {
    expect(nextToken(logits)).toBeUndefined()
    expect(nextToken(logits, { temperature: 1, topP: 1, uniform: () => 0.5 })).toBeUndefined()
  })
})

describe('sampling', () => {
  // Odds 1, 4, 2, 1 of 8, likeliest first: token 1 below 1/2, token 2 below 3/4, token 0 below 7/8, token 3.
  const ODDS = [1, 4, 2, 1]

  it.each([
    [0, 1],
    [0.499, 1],
    [0.501, 2],
    [0.749, 2],
    [0.751, 0],
    [0.874, 0],
    [0.876, 3],
    [1 - 2 ** -53, 3],
  ])('draws by the odds: %d', (u, token) => {
    expect(drawn(ODDS, u)).toBe(token)
  })

  it('cuts to the fewest likeliest tokens that reach topP', () => {
    // 1/2 < 0.6 ≤ 3/4: tokens 1 and 2, with 4 and 2 of 6.
    expect([0, 0.66, 0.67, 0.999].map(u => drawn(ODDS, u, { topP: 0.6 }))).toEqual([1, 1, 2, 2])
    expect([0, 0.999].map(u => drawn(ODDS, u, { topP: 0.4 }))).toEqual([1, 1])
  })

  it('raises the odds to the power 1 / temperature', () => {
    // Squared: 1, 16, 4, 1 of 22; 16/22 = 0.7273, 20/22 = 0.9091, 21/22 = 0.9545.
    expect([0.727, 0.728, 0.909, 0.91, 0.954, 0.955].map(u => drawn(ODDS, u, { temperature: 0.5 }))).toEqual([
      1, 2, 2, 0, 0, 3,
    ])
  })

  it('never draws what cannot come', () => {
    const logits = [-Infinity, 0, -Infinity]
    for (const u of [0, 0.5, 1 - 2 ** -53])
      expect(nextToken(logits, { temperature: 2, topP: 1, uniform: () => u })).toBe(1)
  })

  it('draws each token as often as its odds say', () => {
    const { uniform } = createRandom('next token')
    const counts = [0, 0, 0, 0]
    for (let n = 0; n < 8000; n++)
      counts[nextToken(logitsOf(ODDS), { temperature: 1, topP: 1, uniform })!]!++
      // Expected 1000, 4000, 2000, 1000; the standard deviation is at most √(8000 · ¼) = 45.
    ;[1000, 4000, 2000, 1000].forEach((expected, token) => {
      expect(Math.abs(counts[token]! - expected)).toBeLessThan(4.5 * 45)
    })
  })

  it.each([{ temperature: 0 }, { temperature: Number.NaN }, { topP: 0 }, { topP: 1.1 }])(
    'refuses %o',
    options => {
      expect(() => drawn(ODDS, 0.5, options)).toThrow(RangeError)
    },
  )
})
