import { z } from 'zod'

const count = z.int().min(0)
const finite = z.number()
const pValue = z.number().min(0).max(1)
const reason = z.strictObject({ code: z.string(), text: z.string() })

const orderEstimate = z.strictObject({
  tokens: count.describe('Predicted tokens of the file in its own order'),
  effect: finite.describe('Nats per shard by which that order is likelier; positive = leak-like'),
  effectPerToken: finite,
  deviation: finite.describe('Standard deviation between shards'),
  standardError: finite,
  df: count,
  t: finite,
  pT: pValue.describe('Of t, with shards − 1 in the deviation'),
  z: finite,
  pRanks: pValue.describe('Of the ranks, exact'),
  pValue: pValue.describe('The larger of the two'),
  minimumDetectableEffect: finite.describe('Nats per shard that t finds with the wanted power'),
  perShard: z.array(z.strictObject({ canonical: finite, permuted: finite, rank: count })),
})

/** The order test as the audit report states it. */
export const orderSchema = z.strictObject({
  question: z.string(),
  set: z.string(),
  wordOf: z
    .enum(['catalogue', 'user', 'user-hash'])
    .describe('Who says that this is the order in which the file is published'),
  word: z.string(),
  items: count,
  shards: count,
  permutations: count.describe('Random orders of each shard'),
  eligible: z.boolean(),
  ineligibleBecause: z.array(reason),
  estimate: orderEstimate
    .nullable()
    .describe('null where the order is not fit to be tested: nothing was scored'),
  pHolm: pValue.nullable(),
  finding: z.enum(['found', 'open']).describe('open clears nothing'),
})

export type OrderRecord = z.infer<typeof orderSchema>
export type OrderEstimate = NonNullable<OrderRecord['estimate']>
