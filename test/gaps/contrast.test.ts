import { describe, expect, test } from 'vitest'
import { contrastOf } from '../../src/gaps/contrast.js'
import { createRandom } from '../../src/statistics/random.js'
import type { ItemLoss } from '../../src/types.js'
import { expectClose, golden, shuffled } from '../statistics/expectations.js'

const random = createRandom(1)

/** Items from [nats, tokens, bytes], each its own cluster unless told. */
function items(
  role: string,
  rows: readonly (readonly [number, number, number])[],
  clusterSize = 1,
): ItemLoss[] {
  return rows.map(([nats, tokens, bytes], i) => ({
    id: `${role}-${i}`,
    cluster: `${role}-${Math.floor(i / clusterSize)}`,
    nats,
    tokens,
    bytes,
  }))
}

/** Items of ten tokens and forty bytes with these losses. */
const withLosses = (role: string, losses: readonly number[], clusterSize = 1) =>
  items(
    role,
    losses.map(loss => [10 * loss, 10, 40]),
    clusterSize,
  )

describe('the three weightings', () => {
  // Losses/token 1.0 and 0.8 against 1.2, 1.2 and 1.5: Δ = 0.9 − 1.3, the worked example of the method.
  const first = items('a', [
    [10, 10, 40],
    [24, 30, 100],
  ])
  const second = items('b', [
    [12, 10, 50],
    [24, 20, 80],
    [45, 30, 90],
  ])
  const contrast = contrastOf('delta1', first, second, random)
  test('per item: each item counts the same', () => {
    expectClose(contrast.itemWeighted, 0.9 - 1.3)
  })
  test('per token: each token counts the same', () => {
    expectClose(contrast.tokenWeighted, 34 / 40 - 81 / 60)
  })
  test('bits per byte', () => {
    expectClose(contrast.bitsPerByte, (34 / 140 - 81 / 220) / Math.log(2))
  })
  test('the tests and the interval are per item', () => {
    const estimate = (contrast.interval.lower + contrast.interval.upper) / 2
    expect(Math.abs(estimate - -0.4)).toBeLessThan(0.1)
    // Of the 10 ways to deal two of five items only this one gives the first set so low a loss.
    expect(contrast.tests.permutation).toMatchObject({ draws: 10 })
    expectClose(contrast.tests.permutation.pValue.less, 0.1)
  })
})

describe('weighting sensitive', () => {
  // Every first set has item-weighted loss 1 and every second one 0.9, so the gap per item is 0.1.
  const withTokenLoss = (role: string, loss: number, mean: number) => {
    // Two items at mean ± 0.3; weights w and 1 − w on them give mean − 0.3 + 0.6 (1 − w) = loss.
    const share = (loss - (mean - 0.3)) / 0.6
    const high = Math.round(3000 * share)
    return items(role, [
      [high * (mean + 0.3), high, 4 * high],
      [(3000 - high) * (mean - 0.3), 3000 - high, 4 * (3000 - high)],
    ])
  }
  const sensitive = (tokenGap: number) =>
    contrastOf('delta1', withTokenLoss('a', 0.9 + tokenGap, 1), withTokenLoss('b', 0.9, 0.9), random)
  test.each([
    ['the same', 0.1, false],
    ['smaller by just less than half', 0.051, false],
    ['smaller by just more than half', 0.049, true],
    ['larger by less than half of the larger', 0.18, false],
    ['larger by more than half of the larger', 0.24, true],
    ['of the other sign', -0.03, true],
  ])('gap per token is %s: %f', (_, tokenGap, expected) => {
    const contrast = sensitive(tokenGap)
    expect(contrast.itemWeighted).toBeCloseTo(0.1, 12)
    expect(contrast.tokenWeighted).toBeCloseTo(tokenGap, 12)
    expect(contrast.weightingSensitive).toBe(expected)
  })
})

describe('tests', () => {
  const { inputs, expected } = golden('welch_t')
  test('Welch and Mann–Whitney get the losses per item', () => {
    const { tests } = contrastOf('delta1', withLosses('a', inputs.a), withLosses('b', inputs.b), random)
    expect(Math.abs(tests.welch!.t - expected.t)).toBeLessThan(1e-9)
    expect(Math.abs(tests.welch!.pValue.less - expected.p_less)).toBeLessThan(1e-9)
    const above = inputs.a.flatMap((x: number) =>
      inputs.b.map((y: number) => (x > y ? 1 : x === y ? 0.5 : 0)),
    )
    expectClose(
      tests.mannWhitney!.u,
      above.reduce((sum: number, one: number) => sum + one, 0),
    )
  })
  test.each([
    ['first', 2, 1],
    ['second', 1, 2],
  ])('leave out what needs independent items where clusters repeat in the %s set', (_, one, other) => {
    const losses = [1, 1.2, 0.8, 1.4, 1.1, 0.9]
    const contrast = contrastOf(
      'delta1',
      withLosses('a', losses, one),
      withLosses(
        'b',
        losses.map(loss => loss + 1),
        other,
      ),
      random,
    )
    expect(contrast.tests.welch).toBeNull()
    expect(contrast.tests.mannWhitney).toBeNull()
    expect(contrast.interval.method).toBe('percentile-clusters')
    // Three clusters and six items: C(9, 3) = 84 ways to deal whole clusters, of which the observed one is lowest.
    expect(contrast.tests.permutation.draws).toBe(84)
  })
})

describe('orientation', () => {
  const easy = withLosses('easy', [0.5, 0.7, 0.6, 0.55, 0.65, 0.45, 0.62, 0.58, 0.51])
  const hard = withLosses('hard', [1.5, 1.7, 1.6, 1.55, 1.65, 1.45, 1.62, 1.58, 1.51])
  test('Δ1 is negative, and its p-values for "less" are small, when the test set is easier', () => {
    const { interval, itemWeighted, tests, tokenWeighted, bitsPerByte } = contrastOf(
      'delta1',
      easy,
      hard,
      random,
    )
    expectClose([itemWeighted, tokenWeighted, bitsPerByte], [-1, -1, -0.25 / Math.LN2])
    expect(interval.upper).toBeLessThan(0)
    for (const { pValue } of [tests.welch!, tests.mannWhitney!, tests.permutation]) {
      expect(pValue.less).toBeLessThan(1e-3)
      expect(pValue.greater).toBeGreaterThan(0.999)
    }
    expect(tests.mannWhitney!.auc).toBe(0)
  })
  test('swapping the sets negates the gap and swaps the p-values', () => {
    const forth = contrastOf('delta1', easy, hard, random)
    const back = contrastOf('delta1', hard, easy, random)
    expectClose(
      [back.itemWeighted, back.tokenWeighted, back.bitsPerByte],
      [-forth.itemWeighted, -forth.tokenWeighted, -forth.bitsPerByte],
    )
    expectClose(back.tests.welch!.pValue.greater, forth.tests.welch!.pValue.less)
  })
  test('Δ2 says that it is against the train split', () => {
    expect(contrastOf('delta2', easy, hard, random)).toMatchObject({
      name: 'delta2',
      definition: 'L_test − L_train (high: fitted to the train split)',
    })
  })
})

test('the order of the items changes nothing, and the same seed gives the same draws', () => {
  const losses = Array.from({ length: 30 }, (_, i) => 1 + Math.sin(i))
  const a = withLosses('a', losses)
  const b = withLosses(
    'b',
    losses.map(loss => 0.9 * loss),
  )
  const flat = (contrast: ReturnType<typeof contrastOf>) => [
    contrast.itemWeighted,
    contrast.interval.lower,
    contrast.interval.upper,
    contrast.tests.permutation.pValue.less,
    contrast.tests.welch!.t,
  ]
  const once = contrastOf('delta1', a, b, createRandom(7))
  expect(contrastOf('delta1', a, b, createRandom(7))).toEqual(once)
  // Nor does what was drawn before.
  const used = createRandom(7)
  used.uniform()
  expect(contrastOf('delta1', a, b, used)).toEqual(once)
  flat(contrastOf('delta1', shuffled(a), shuffled(b, 9), createRandom(7))).forEach((value, i) => {
    expect(Math.abs(value - flat(once)[i]!)).toBeLessThan(1e-12)
  })
})
