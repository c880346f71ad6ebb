import type { OrderRecord } from '../../src/order-record.js'
import { tQuantile } from '../../src/statistics/distributions.js'

/** A test of 20 shards whose order stands at this p-value, before Holm's correction. */
export function orderAt(pValue: number): Omit<OrderRecord, 'pHolm' | 'finding'> {
  const t = -tQuantile(pValue, 19)
  return {
    question: 'Is the order of F likelier than random orders of its items?',
    set: 'F',
    wordOf: 'user',
    word: 'the user says so',
    items: 200,
    shards: 20,
    permutations: 50,
    eligible: true,
    ineligibleBecause: [],
    estimate: {
      tokens: 4000,
      effect: 2 * t,
      effectPerToken: (40 * t) / 4000,
      deviation: 2 * Math.sqrt(20),
      standardError: 2,
      df: 19,
      t,
      pT: pValue,
      z: t,
      pRanks: pValue / 2,
      pValue,
      minimumDetectableEffect: 6.8,
      perShard: Array.from({ length: 20 }, (_, s) => ({
        canonical: -800 - s,
        permuted: -800 - s - 2 * t,
        rank: 1 + (s % 3),
      })),
    },
  }
}
