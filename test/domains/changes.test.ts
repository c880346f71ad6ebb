import { describe, expect, test } from 'vitest'
import { changesSinceFirst, inDomainSignature, type SetUnderModels } from '../../src/domains/changes.js'
import { createRandom } from '../../src/statistics/random.js'
import type { ItemLoss } from '../../src/types.js'

const random = createRandom('changes')

/** Documents of ten tokens whose loss moves by `shift` on average, each by up to 0.1 more or less. */
function moved(set: string, kind: SetUnderModels['kind'], shift: number, documents = 60): SetUnderModels {
  const losses = Array.from({ length: documents }, () => 1 + random.uniform())
  const at = (values: readonly number[]) =>
    values.map(
      (value, i): ItemLoss => ({
        ...{ id: `${i}`, cluster: `${i}`, nats: 10 * value, tokens: 10, bytes: 40 },
      }),
    )
  return {
    set,
    kind,
    losses: [at(losses), at(losses.map(value => value + shift + 0.2 * (random.uniform() - 0.5)))],
  }
}

const changesOf = (...sets: SetUnderModels[]) => changesSinceFirst(sets, ['first', 'last'], 0.01)
const signature = (...sets: SetUnderModels[]) =>
  inDomainSignature(changesOf(...sets), { from: 'first', to: 'last' })!

describe('training in the domain of a benchmark', () => {
  test('shows as a benchmark that falls while two general domains rise', () => {
    const sets = [
      moved('news', 'domain', 0.1),
      moved('web', 'domain', 0.1),
      moved('gsm8k', 'benchmark', -0.3),
    ]
    const { found, text } = signature(...sets)
    expect(found).toBe(true)
    expect(changesOf(...sets).map(({ since }) => since[0]!.moves)).toEqual(['rises', 'rises', 'falls'])
    expect(text).toContain('consistent with training in the domain')
    expect(text).not.toMatch(/trained on/)
  })
  test('not where one domain rises, or where all sets fall as in any good training', () => {
    expect(
      signature(moved('a', 'domain', 0.1), moved('b', 'domain', -0.1), moved('t', 'benchmark', -0.3)).found,
    ).toBe(false)
    const all = signature(
      moved('a', 'domain', -0.2),
      moved('b', 'domain', -0.2),
      moved('t', 'benchmark', -0.3),
    )
    expect(all.found).toBe(false)
    expect(all.text).toContain('no general domain is shown to rise')
    expect(all.text).toContain('a question for lossgap audit')
    const alone = signature(moved('a', 'domain', 0.1), moved('t', 'benchmark', -0.3)).text
    expect(alone).toContain('cannot be said')
    expect(alone).not.toContain('No sign')
    expect(
      signature(moved('a', 'domain', 0.1), moved('b', 'domain', 0.1), moved('t', 'benchmark', 0.1)).text,
    ).toContain('no benchmark’s loss is shown to fall')
  })
  test('a change is the mean over documents, with the interval of t by hand', () => {
    // Changes 0.1 and 0.3: mean 0.2, s = 0.1414, SE 0.1; t(0.99, 1) = 31.82.
    const two = moved('x', 'domain', 0, 2)
    const first = two.losses[0]!
    const last = first.map((one, i) => ({ ...one, nats: one.nats + [1, 3][i]! }))
    const [change] = changesOf({ ...two, losses: [first, last] })[0]!.since
    expect(change!.change).toBeCloseTo(0.2, 12)
    expect(change!.error).toBeCloseTo(0.1, 12)
    expect(change!.interval!.upper).toBeCloseTo(0.2 + 3.18205, 4)
    expect(change!.moves).toBe('open')
  })
  test('of a single document is open, without an error', () => {
    const [change] = changesOf(moved('x', 'domain', -0.5, 1))[0]!.since
    expect(change).toMatchObject({ error: null, interval: null, moves: 'open' })
  })
  test('every later model is compared with the first, by itself', () => {
    const { losses, ...set } = moved('x', 'domain', 0)
    const shifted = (by: number) => losses[0]!.map(one => ({ ...one, nats: one.nats + 10 * by }))
    const sets = [{ ...set, losses: [losses[0]!, shifted(0.2), shifted(-0.1)] }]
    const { since } = changesSinceFirst(sets, ['a', 'b', 'c'], 0.01)[0]!
    expect(since.map(({ change }) => Number(change.toFixed(9)))).toEqual([0.2, -0.1])
  })
  test('nothing is said of one model, or without a benchmark', () => {
    const set = moved('x', 'domain', 0)
    expect(changesSinceFirst([{ ...set, losses: [set.losses[0]!] }], ['a'], 0.01)).toEqual([])
    expect(inDomainSignature(changesOf(set), { from: 'first', to: 'last' })).toBeNull()
  })
  test('is seldom called where nothing moves', () => {
    const RUNS = 400
    let called = 0
    for (let run = 0; run < RUNS; run++)
      if (signature(moved('a', 'domain', 0), moved('b', 'domain', 0), moved('t', 'benchmark', 0)).found)
        called++
    expect(called).toBeLessThanOrEqual(1)
  })
})
