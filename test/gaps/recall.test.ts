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
const at = (alpha: number, comparable = true) => ({ alpha, comparable })
const fill = (count: number, run: number) => Array.from({ length: count }, () => run)

describe('texts that are continued word for word', () => {
  test('are those with a longer run than any reference item', () => {
    const { leastRun, test, ref, pValue, longest } = recallOf(
      model('m', [30, 25, 24, 3], [24, 5, 2, 2]),
      [],
      at(0.05),
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
    expect(recallOf(model('m', fill(200, 9), fill(200, 2)), [], at(0.05))).toMatchObject({
      leastRun: 10,
      test: { recalled: 0 },
      finding: 'open',
    })
  })
  test('a cluster counts once, with the item whose id comes first', () => {
    const one = [3, 40, 50].map((run, i) => ({ id: `t${i}`, cluster: 'all', run, tokens: 100 }))
    const control = runsOf('r', ...fill(50, 5))
    expect(recallOf({ name: 'm', test: one, ref: control }, [], at(0.05)).test).toEqual({
      groups: 1,
      recalled: 0,
    })
    const other = one.map(run => ({ ...run, id: `t${2 - Number(run.id.slice(1))}` }))
    expect(recallOf({ name: 'm', test: other, ref: control }, [], at(0.05)).test).toEqual({
      groups: 1,
      recalled: 1,
    })
  })
  test('sets that do not compare are counted and not judged', () => {
    const suspect = model('m', [...fill(20, 50), ...fill(80, 4)], fill(100, 5))
    expect(recallOf(suspect, [], at(0.01, false))).toMatchObject({ test: { recalled: 20 }, finding: 'open' })
  })
  test('each model has the border of its own reference runs, so that a stronger one finds nothing by its strength', () => {
    // The suspect has runs twice as long on everything: its items beyond 24 are those of the base beyond 12.
    const base = model('base', [...fill(10, 15), ...fill(90, 6)], fill(100, 12))
    const suspect = model('m', [...fill(10, 30), ...fill(90, 12)], fill(100, 24))
    expect(recallOf(suspect, [base], at(0.01))).toMatchObject({
      references: [{ recalled: 10, pValue: 1 }],
      finding: 'open',
    })
  })
  test('a reference model that recalls the same items explains them', () => {
    const suspect = model('m', [...fill(20, 50), ...fill(80, 4)], fill(100, 5))
    const clean = model('clean', fill(100, 4), fill(100, 5))
    expect(recallOf(suspect, [clean], at(0.01))).toMatchObject({
      finding: 'found',
      references: [{ name: 'clean', recalled: 0 }],
    })
    // 20 items that only the suspect recalls: 2^−20.
    expect(recallOf(suspect, [clean], at(0.01)).references[0]!.pValue).toBeCloseTo(2 ** -20, 12)
    const same = recallOf(suspect, [clean, { ...suspect, name: 'same' }], at(0.01))
    expect(same.references[1]).toMatchObject({ recalled: 20, pValue: 1 })
    expect(same.finding).toBe('open')
  })
})

test('clusters of unequal size are no advantage', () => {
  const random = createRandom('recall clusters')
  const run = () => 10 + Math.floor(Math.log(1 - random.uniform()) / Math.log(0.8))
  const clustered = (set: string, groups: number, size: number): Run[] =>
    Array.from({ length: groups * size }, (_, i) => ({
      ...{ id: `${set}${i}`, cluster: `${set}${Math.floor(i / size)}`, run: run(), tokens: 100 },
    }))
  let found = 0
  for (let audit = 0; audit < 1000; audit++) {
    const sets = { name: 'm', test: clustered('t', 100, 10), ref: clustered('r', 300, 1) }
    if (recallOf(sets, [], at(0.05)).finding === 'found') found++
  }
  // Binomial(1000, 0.05) exceeds 68 once in 200 times; with the longest of each cluster it is several hundred.
  expect(found).toBeLessThanOrEqual(68)
})

test('of items that are alike no more than alpha are called recalled', () => {
  const random = createRandom('recall null')
  // Geometric runs, as of independent tokens; ties are common.
  const run = () => 10 + Math.floor(Math.log(1 - random.uniform()) / Math.log(0.8))
  const draws = (n: number) => Array.from({ length: n }, run)
  const AUDITS = 2000
  let found = 0
  for (let audit = 0; audit < AUDITS; audit++)
    if (recallOf(model('m', draws(100), draws(100)), [], at(0.05)).finding === 'found') found++
  // Binomial(2000, at(0.05)) exceeds 125 once in 200 times.
  expect(found).toBeLessThanOrEqual(125)
})
