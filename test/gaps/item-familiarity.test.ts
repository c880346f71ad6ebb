import { describe, expect, test } from 'vitest'
import { itemCaveats } from '../../src/gaps/item-caveats.js'
import { itemFamiliarity } from '../../src/gaps/item-familiarity.js'
import { sampleReport } from '../generators/report.js'

/** Items of ten tokens and forty bytes with these losses per token. */
const items = (prefix: string, losses: readonly number[], bytes = 40) =>
  losses.map((loss, i) => ({
    id: `${prefix}${i}`,
    cluster: `${prefix}${i}`,
    nats: 10 * loss,
    tokens: 10,
    bytes,
  }))
const model = (test: readonly number[], ref: readonly number[], tokenizerSha256 = 't', bytes = 40) => ({
  ...{ name: 'm', tokenizerSha256 },
  ...{ exposed: items('t', test, bytes), unexposed: items('r', ref, bytes) },
})

describe('familiarity of items', () => {
  test('is the references’ mean loss less the model’s own, with conformal p and adjusted q', () => {
    const result = itemFamiliarity(model([0.5, 1, 2], [1, 1, 1, 1]), [
      model([1.4, 1.2, 1.9], [1.1, 1.3, 0.9, 1]),
      model([1.6, 1.2, 2.1], [1.1, 1.3, 0.9, 1]),
    ])
    // a = 1.5 − 0.5, 1.2 − 1, 2 − 2; of the clean ones 0.1, 0.3, −0.1, 0.
    const near = (of: (item: (typeof result)[number]) => number, expected: number[]) => {
      for (const [i, value] of expected.entries()) expect(of(result[i]!)).toBeCloseTo(value, 12)
    }
    near(item => item.familiarity, [1, 0.2, 0])
    near(item => item.loss, [0.5, 1, 2])
    near(item => item.referenceLoss!, [1.5, 1.2, 2])
    // p = (1 + #{clean ≥ a})/(4 + 1): none, one (0.3), three (0.1, 0.3, 0); q_(i) = min over j ≥ i of 3 p_(j)/j:
    // 3 · 0.2, 3 · 0.4/2, 3 · 0.8/3.
    near(item => item.pValue, [0.2, 0.4, 0.8])
    near(item => item.qValue, [0.6, 0.6, 0.8])
    expect(result.map(({ id }) => id)).toEqual(['t0', 't1', 't2'])
  })

  test('without references is the negative loss, and says that there is no reference loss', () => {
    const result = itemFamiliarity(model([0.5, 2], [1, 1.5]), [])
    expect(result.map(({ familiarity }) => familiarity)).toEqual([-0.5, -2])
    expect(result.map(({ referenceLoss }) => referenceLoss)).toEqual([null, null])
    expect(result.map(({ pValue }) => pValue)).toEqual([1 / 3, 1])
  })

  test('between tokenizers compares bytes', () => {
    // The reference reads the same 40 bytes in tokens half as long: 20 tokens of half the loss are the same nats.
    const halves = { ...model([], [], 'u'), exposed: [], unexposed: [] as ReturnType<typeof items> }
    const double = (losses: readonly number[], prefix: string) =>
      losses.map((loss, i) => ({
        id: `${prefix}${i}`,
        cluster: `${prefix}${i}`,
        nats: 10 * loss,
        tokens: 20,
        bytes: 40,
      }))
    const result = itemFamiliarity(model([1, 2], [1, 2]), [
      { ...halves, exposed: double([1, 2.5], 't') as never, unexposed: double([1, 2], 'r') },
    ])
    expect(result[0]!.familiarity).toBeCloseTo(0, 12)
    expect(result[1]!.familiarity).toBeCloseTo(0.5, 12)
  })
})

describe('caveats of items', () => {
  const report = sampleReport({ train: 0 })
  const check = (code: string, auc: number) => ({
    ...({ name: 'text alone', status: 'pass', code, text: '' } as const),
    values: { auc },
  })
  test('none beside the own base and alike sets', () => {
    expect(itemCaveats({ ...report, checks: [check('sets_alike', 0.5)] })).toEqual([])
  })
  test.each([
    [
      'told apart',
      { ...report, checks: [check('sets_told_apart', 0.91)] },
      /told apart by text alone \(AUC 0\.91\)/,
    ],
    ['not tested', { ...report, checks: [] }, /was not tested/],
    [
      'no reference model, and some shift',
      { ...sampleReport({ train: 0, references: 0 }), checks: [check('sets_shifted', 0.6)] },
      /No reference model .*\(AUC 0\.60\)/,
    ],
    [
      'clusters',
      { ...sampleReport({ clusterSize: 2 }), checks: [check('sets_alike', 0.5)] },
      /share sources/,
    ],
    [
      'one unrelated reference',
      { ...sampleReport({ ownBase: false }), checks: [check('sets_alike', 0.5)] },
      /unrelated/,
    ],
    [
      'two',
      { ...sampleReport({ ownBase: false, references: 2 }), checks: [check('sets_alike', 0.5)] },
      /unrelated/,
    ],
  ])('%s', (_, audited, caveat) => {
    expect(itemCaveats(audited)).toEqual([expect.stringMatching(caveat)])
  })
  test('a shift alone is none where the own base takes it off', () => {
    expect(itemCaveats({ ...report, checks: [check('sets_shifted', 0.6)] })).toEqual([])
  })
})
