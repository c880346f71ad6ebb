import { describe, expect, test } from 'vitest'
import { averagePerplexity } from '../../src/domains/average.js'
import { inStandardTokens } from '../../src/domains/standard-tokens.js'
import { aggregateLoss } from '../../src/statistics/aggregate.js'
import type { ItemLoss } from '../../src/types.js'

/** Perplexities by domain (technology, film, government, games, finance, general) and their average, as Skywork published them. */
const PUBLISHED = [
  ['MOSS-7B', [20.83, 39.66, 11.08, 31.24, 10.59, 13.25], 18.5],
  ['InternLM-7B', [13.43, 24.9, 5.88, 19.78, 6.17, 8.1], 11.17],
  ['Qwen-7B', [13.39, 25.16, 5.55, 19.26, 5.76, 7.78], 10.83],
  ['Baichuan2-7B', [12.89, 23.26, 5.34, 18.36, 5.68, 7.62], 10.41],
  ['LLaMA2-13B', [23.26, 50.66, 18.09, 32.52, 14.85, 16.55], 23.54],
  ['Xverse-13B', [12.55, 23.49, 5.2, 17.69, 5.54, 7.46], 10.19],
  ['Baichuan-13B', [12.38, 22.46, 5.21, 17.59, 5.42, 7.37], 10.03],
  ['Baichuan2-13B', [12.14, 21.85, 5.05, 17.15, 5.35, 7.24], 9.81],
  ['Qwen-14B', [11.9, 22.43, 4.89, 16.94, 5.24, 7.03], 9.67],
  ['InternLM-20B', [12.34, 22.06, 5.75, 17.45, 5.73, 7.78], 10.34],
  ['Aquila2-34B', [14.62, 29.09, 5.72, 21.78, 5.83, 8.45], 11.73],
  ['Skywork-13B', [11.58, 21.84, 4.76, 17.28, 4.92, 6.82], 9.42],
] as const

test.each(PUBLISHED)(
  'the published average of %s is exp of the mean loss of its domains',
  (_, domains, average) => {
    const { ofDomains } = averagePerplexity(
      domains.map(perplexity => ({ loss: Math.log(perplexity), documentLosses: [0] })),
    )
    // Six values rounded at the second decimal, and the average too.
    expect(Math.abs(ofDomains - average)).toBeLessThan(0.011)
  },
)

test('documents count each, domains count each', () => {
  const { ofDomains, ofDocuments } = averagePerplexity([
    { loss: 1, documentLosses: [1, 1, 1] },
    { loss: 2, documentLosses: [2] },
  ])
  expect([ofDomains, ofDocuments]).toEqual([Math.exp(1.5), Math.exp(1.25)])
})

const loss = (id: string, nats: number, tokens: number, bytes: number): ItemLoss => ({
  ...{ id, cluster: id, nats, tokens, bytes },
})

describe('losses in the tokens of a standard model', () => {
  const own = [loss('a', 24, 20, 88), loss('b', 9, 10, 41), loss('c', 66, 50, 230), loss('d', 13.5, 15, 60)]
  // The tokens of a coarser tokenizer, 80 in all.
  const standard = own.map((one, i) => ({ ...one, nats: 1, tokens: [17, 8, 42, 13][i]! }))

  test('are the total nats over the standard tokens: 112.5/80', () => {
    expect(aggregateLoss(inStandardTokens(own, standard)).tokenWeighted).toBeCloseTo(1.40625, 12)
  })
  test('of the standard model itself stay what they are', () => {
    expect(inStandardTokens(own, own)).toEqual(own)
  })
  test('do not gain by a first token that is not predicted', () => {
    // The same text at the same cost per byte, once with and once without its first 8 bytes.
    const whole = [loss('a', 88, 20, 88)]
    const [cut] = inStandardTokens([loss('a', 80, 19, 80)], whole)
    expect(cut!.nats / cut!.tokens).toBeCloseTo(88 / 20, 12)
  })
  test('of a text shorter than a standard token are still losses', () => {
    // Three bytes of a text of which the standard model predicts ten, with two tokens: 0.6 of them.
    const [short] = inStandardTokens([loss('a', 3, 1, 3)], [loss('a', 1, 2, 10)])
    expect(aggregateLoss([short!]).tokenWeighted).toBeCloseTo(3 / 0.6, 12)
    expect(() => aggregateLoss([{ ...short!, tokens: 0 }])).toThrow(/no predicted token/)
  })
  test('belong to the same documents', () => {
    expect(() => inStandardTokens(own, standard.slice(1))).toThrow(RangeError)
    expect(() => inStandardTokens(own, [...standard].reverse())).toThrow(/Document "a" beside "d"/)
  })
})
