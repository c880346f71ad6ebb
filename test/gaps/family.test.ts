import { describe, expect, test } from 'vitest'
import { estimateFamily, type FamilyInput, type ModelPair } from '../../src/gaps/family.js'
import type { ItemLoss } from '../../src/types.js'
import { RULE } from '../generators/models.js'
import { expectClose, golden } from '../statistics/expectations.js'

interface Length {
  readonly tokens: number
  readonly bytes: number
}

/** One token of four bytes to the item, so that nats are nats/token. */
const single: Length = { tokens: 1, bytes: 4 }

function items(losses: readonly number[], { tokens, bytes }: Length = single, clusterSize = 1): ItemLoss[] {
  return losses.map((loss, i) => ({
    id: `${i}`,
    cluster: `${Math.floor(i / clusterSize)}`,
    nats: loss * tokens,
    tokens,
    bytes,
  }))
}

const pair = (
  name: string,
  exposed: readonly number[],
  unexposed: readonly number[],
  length = single,
  tokenizerSha256 = 'shared',
): ModelPair => ({
  name,
  tokenizerSha256,
  exposed: items(exposed, length),
  unexposed: items(unexposed, length),
})

const estimate = (suspect: ModelPair, references: readonly ModelPair[], rest: Partial<FamilyInput> = {}) =>
  estimateFamily({
    name: 'loss-gap',
    question: '?',
    suspect,
    references,
    ownBase: false,
    families: 1,
    ...RULE,
    ...rest,
  })

const { inputs, expected } = golden('did_reference_models')
const suspect = pair('suspect', inputs.suspect_test, inputs.suspect_ref)
const references: ModelPair[] = inputs.refmodels_test.map((losses: number[], k: number) =>
  pair(`reference ${k}`, losses, inputs.refmodels_ref[k]),
)

describe('three reference models', () => {
  const family = estimate(suspect, references)
  test('agree with numpy and scipy, leak-like being positive', () => {
    expectClose(
      [family.suspectGap, family.effect, family.standardError, family.varianceItems, family.varianceModels],
      [expected.delta1_suspect, -expected.did, expected.se, expected.var_items, expected.var_models],
    )
    expectClose([family.df as number, family.t, family.pValue], [expected.df, -expected.t, expected.p_less])
    expectClose(family.upperBound, expected.upper95_leak)
    expectClose(
      family.referenceGaps.map(({ gap }) => gap),
      expected.g_k,
    )
    expectClose(
      family.leaveOneOut.map(({ effect }) => -effect),
      expected.leave_one_ref_out,
    )
  })
  test('are called what they are', () => {
    expect(family).toMatchObject({
      references: 3,
      calibration: 'reference-models',
      unit: 'nats-per-token',
      tau: { kind: 'estimated' },
    })
    expectClose(family.tau.value, Math.sqrt(expected.tau2_used))
  })
  test('the lower bound is at 1 − α and the interval at 1 − 2α', () => {
    expect(family.interval.level).toBeCloseTo(0.98, 12)
    expect(family.lowerBound).toBe(family.interval.lower)
  })
})

describe('fewer reference models', () => {
  test('none: the raw gap', () => {
    const family = estimate(suspect, [])
    expect(family).toMatchObject({
      references: 0,
      calibration: 'raw',
      referenceGaps: [],
      leaveOneOut: [],
      varianceModels: 0,
      tau: { kind: 'none', value: 0 },
    })
    expectClose(family.effect, -expected.delta1_suspect)
  })
  test.each([
    ['its own base', true, 'own-base', 0.005],
    ['an unrelated model', false, 'unrelated-model', 0.02],
  ] as const)('one, %s', (_, ownBase, calibration, prior) => {
    const family = estimate(suspect, references.slice(0, 1), { ownBase })
    expect(family).toMatchObject({ calibration, df: 'infinite', tau: { kind: 'prior', value: prior } })
    expectClose(family.varianceModels, 2 * prior ** 2)
    expectClose(family.effect, expected.g_k[0] - expected.delta1_suspect)
  })
  test('two', () => {
    const family = estimate(suspect, references.slice(0, 2))
    expect(family).toMatchObject({ calibration: 'reference-models', tau: { kind: 'prior', value: 0.02 } })
    expect(family.leaveOneOut).toHaveLength(2)
  })
})

test('clusters make the error larger, since their items say the same', () => {
  const twice = (losses: readonly number[]) => losses.flatMap(loss => [loss, loss])
  const copied = (size: number): ModelPair => ({
    ...suspect,
    exposed: items(twice(inputs.suspect_test), single, size),
    unexposed: items(twice(inputs.suspect_ref), single, size),
  })
  expectClose(estimate(copied(2), []).standardError, estimate(suspect, []).standardError)
  expect(estimate(copied(1), []).standardError).toBeLessThan(0.8 * estimate(suspect, []).standardError)
})

describe('effect floor', () => {
  const at = (level: number) =>
    estimate(pair('s', [0.9, 1.1, 1], [level - 0.1, level + 0.1, level]), []).effectFloor
  test('is absolute while the loss is low', () => {
    expect(at(1.2)).toBe(0.05)
  })
  test("is a share of the suspect's loss on the unexposed set where that is more", () => {
    expectClose(at(2), 0.08)
  })
  test('takes each item for one, whatever its length', () => {
    const unexposed = [
      { id: 'a', cluster: 'a', nats: 3, tokens: 1, bytes: 4 },
      { id: 'b', cluster: 'b', nats: 99, tokens: 99, bytes: 396 },
    ]
    // Losses of 3 and 1 per token; 102/100 over all tokens.
    const family = estimate({ ...suspect, unexposed }, [])
    expectClose([family.unexposedLoss, family.effectFloor], [2, 0.08])
  })
})

describe('adaptation', () => {
  test('is how much lower the loss on the unexposed set is than that of the reference models', () => {
    const own = pair('s', [1, 1.2], [0.9, 1.1])
    const others = [pair('a', [1, 2], [1.4, 1.6]), pair('b', [1, 2], [1.1, 1.3])]
    // (1.5 + 1.2)/2 − 1.0
    expectClose(estimate(own, others).adaptation!, 0.35)
    expectClose(estimate(own, others).unexposedLoss, 1)
  })
  test('is unknown without one', () => {
    expect(estimate(suspect, []).adaptation).toBeNull()
  })
})

describe('what the audit could see', () => {
  // z(0.99) = 2.326348, z(0.995) = 2.575829 and z(0.8) = 0.841621.
  const one = estimate(suspect, references.slice(0, 1))
  test('an effect is told from 0 by the test itself', () => {
    expect(one.resolution / one.standardError).toBeCloseTo(2.326348 + 0.841621, 5)
  })
  test('where the error is large, an effect that is told from 0 lies above the floor too', () => {
    expect(2.326348 * one.standardError).toBeGreaterThan(one.effectFloor)
    expect(one.minimumDetectableEffect).toBeCloseTo(one.resolution, 12)
  })
  test('where it is small, the effect must clear the floor', () => {
    const high = { absolute: 10, relative: 0 }
    const family = estimate(suspect, references.slice(0, 1), { effectFloor: high })
    expect(family.minimumDetectableEffect).toBeCloseTo(10 + 0.841621 * one.standardError, 5)
    expect(family.resolution).toBe(one.resolution)
  })
  test('with a second family the test is as strict as Holm makes its first step', () => {
    const two = estimate(suspect, references.slice(0, 1), { families: 2 })
    expect(two.resolution / two.standardError).toBeCloseTo(2.575829 + 0.841621, 5)
    expect(two.minimumDetectableEffect).toBeCloseTo(two.resolution, 12)
    expect(two.pValue).toBe(one.pValue)
  })
})

test('orientation: the effect is positive when the exposed set is the easier one', () => {
  const low = [0.5, 0.6, 0.4, 0.5]
  const high = [1.5, 1.6, 1.4, 1.7]
  const leaked = estimate(pair('s', low, high), [])
  expectClose(leaked.effect, 1.05)
  expect(leaked.pValue).toBeLessThan(0.001)
  const swapped = estimate(pair('s', high, low), [], { name: 'train-split' })
  expectClose(swapped.effect, -1.05)
  expect(swapped.pValue).toBeGreaterThan(0.999)
})

describe('two tokenizers', () => {
  const token: Length = { tokens: 20, bytes: 80 }
  const coarse: Length = { tokens: 10, bytes: 80 }
  const own = pair('suspect', inputs.suspect_test, inputs.suspect_ref, token)
  // Twice the nats per token on half as many tokens: the same nats on the same bytes.
  const double = (losses: readonly number[]) => losses.map(loss => 2 * loss)
  const others: ModelPair[] = inputs.refmodels_test.map((losses: number[], k: number) =>
    pair(`reference ${k}`, double(losses), double(inputs.refmodels_ref[k]), coarse, 'coarse'),
  )
  const between = estimate(own, others)
  test('half as many tokens for the same text leave every number as it was', () => {
    expect(between.unit).toBe('nats-per-token-equivalent')
    expectClose(
      [between.effect, between.standardError, between.pValue, between.upperBound, between.effectFloor],
      [-expected.did, expected.se, expected.p_less, expected.upper95_leak, 0.05],
    )
  })
  test('one foreign tokenizer among the references is enough', () => {
    expect(estimate(own, [others[0]!, { ...others[1]!, tokenizerSha256: 'shared' }]).unit).toBe(
      'nats-per-token-equivalent',
    )
  })
  test("the unit is the suspect's average token on the unexposed set", () => {
    // Two bytes to the token: a byte of the suspect's text is worth half as much loss per token.
    const fine = pair('suspect', inputs.suspect_test, inputs.suspect_ref, { tokens: 20, bytes: 40 })
    const foreign = others.map(
      (model): ModelPair => ({
        ...model,
        exposed: model.exposed.map(item => ({ ...item, bytes: 40 })),
        unexposed: model.unexposed.map(item => ({ ...item, bytes: 40 })),
      }),
    )
    expectClose(estimate(fine, foreign).effect, -expected.did)
  })
})

test('swapping the sets of every model negates the effect and keeps its error', () => {
  const swap = ({ exposed, unexposed, ...model }: ModelPair): ModelPair => ({
    ...model,
    exposed: unexposed,
    unexposed: exposed,
  })
  for (const count of [0, 1, 3]) {
    const forth = estimate(suspect, references.slice(0, count))
    const back = estimate(swap(suspect), references.slice(0, count).map(swap))
    expectClose([back.effect, back.standardError], [-forth.effect, forth.standardError])
    expectClose(back.pValue, 1 - forth.pValue)
  }
})
