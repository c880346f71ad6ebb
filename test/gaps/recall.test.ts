import { describe, expect, test } from 'vitest'
import { type ModelRuns, type Run, recallOf } from '../../src/gaps/recall.js'
import { createRandom } from '../../src/statistics/random.js'

const runsOf = (set: string, ...lengths: readonly number[]): Run[] =>
  lengths.map((run, i) => ({ id: `${set}${i}`, cluster: `${set}${i}`, run, tokens: 100 }))
const model = (name: string, test: readonly number[], ref: readonly number[]): ModelRuns => ({
  name,
  test: runsOf('t', ...test),
  ref: runsOf('r', ...ref),
})
const fill = (count: number, run: number) => Array.from({ length: count }, () => run)

describe('texts that are continued word for word', () => {
  test('are those with a longer run than any reference item', () => {
    const { leastRun, test, ref, pValue, longest } = recallOf(
      model('m', [30, 25, 24, 3], [24, 5, 2, 2]),
      [],
      0.05,
    )
    expect({ leastRun, test, ref }).toEqual({
      leastRun: 25,
      test: { groups: 4, recalled: 2 },
      ref: { groups: 4, longestRun: 24 },
    })
    // Two of eight, both among the first four: C(4, 2)/C(8, 2).
    expect(pValue).toBeCloseTo(6 / 28, 12)
    expect(longest.map(({ id }) => id)).toEqual(['t0', 't1'])
  })
  test('short runs are phrases, whatever the reference set has', () => {
    expect(recallOf(model('m', fill(200, 9), fill(200, 2)), [], 0.05)).toMatchObject({
      leastRun: 10,
      test: { recalled: 0 },
      finding: 'open',
    })
  })
  test('a cluster counts once', () => {
    const one = fill(20, 40).map((run, i) => ({ id: `t${i}`, cluster: 'all', run, tokens: 100 }))
    const { test } = recallOf({ name: 'm', test: one, ref: runsOf('r', ...fill(50, 5)) }, [], 0.05)
    expect(test).toEqual({ groups: 1, recalled: 1 })
  })
  test('a reference model that recalls the same items explains them', () => {
    const suspect = model('m', [...fill(20, 50), ...fill(80, 4)], fill(100, 5))
    const clean = model('clean', fill(100, 4), fill(100, 5))
    expect(recallOf(suspect, [clean], 0.01)).toMatchObject({
      finding: 'found',
      references: [{ name: 'clean', recalled: 0 }],
    })
    // 20 items that only the suspect recalls: 2^−20.
    expect(recallOf(suspect, [clean], 0.01).references[0]!.pValue).toBeCloseTo(2 ** -20, 12)
    const same = recallOf(suspect, [clean, { ...suspect, name: 'same' }], 0.01)
    expect(same.references[1]).toMatchObject({ recalled: 20, pValue: 1 })
    expect(same.finding).toBe('open')
  })
})

test('of items that are alike no more than alpha are called recalled', () => {
  const random = createRandom('recall null')
  // Geometric runs, as of independent tokens; ties are common.
  const run = () => 10 + Math.floor(Math.log(1 - random.uniform()) / Math.log(0.8))
  const draws = (n: number) => Array.from({ length: n }, run)
  const AUDITS = 2000
  let found = 0
  for (let audit = 0; audit < AUDITS; audit++)
    if (recallOf(model('m', draws(100), draws(100)), [], 0.05).finding === 'found') found++
  // Binomial(2000, 0.05) exceeds 125 once in 200 times.
  expect(found).toBeLessThanOrEqual(125)
})
