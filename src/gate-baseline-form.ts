import { z } from 'zod'
import { testedSchema } from './monitoring-record.js'

/**
 * The baseline file of `lossgap gate`: the accepted state, the last checkpoint that was let through with its losses, so that
 * older models need not be at hand, and every test since. No time and no dice: the same runs give the same bytes.
 */

const count = z.int().min(0)
const part = z.number().gt(0).lte(1)

const comparedSet = z.strictObject({
  role: z.enum(['test', 'ref', 'placebo']),
  name: z.string(),
  itemsSha256: z.string().describe('Over id and text of every item of the file’s range'),
  template: z.string(),
  ids: z.array(z.string()).describe('Items that are compared, in this order'),
  clusters: z
    .array(count)
    .nullable()
    .describe('Which items belong together, numbered as they come; null where each is of its own'),
})

const audits = z.strictObject({
  references: z.array(z.strictObject({ name: z.string(), modelSha256: z.string() })),
  ownBase: z.boolean(),
  seed: z.int(),
  setChecks: z.array(
    z.strictObject({
      itemsSha256: z.string().describe('Of the set that was checked'),
      status: z.enum(['pass', 'warn', 'fail']),
      dropped: z.array(z.string()).describe('Items that must not be used'),
    }),
  ),
  sets: z
    .array(
      z.strictObject({ role: z.string(), name: z.string(), itemsSha256: z.string(), template: z.string() }),
    )
    .describe('Sets that only audits read: the train split and paraphrases'),
})

const state = z.strictObject({
  checkpoint: count.describe('0 is the accepted state'),
  name: z.string(),
  modelSha256: z.string(),
  runtime: z.string().describe('What scored it'),
  losses: z.array(z.array(z.number())).describe('Nats/token of each item, per set in the order of sets'),
})

export const baselineForm = z.strictObject({
  schema: z.literal('lossgap/gate-baseline/1'),
  tool: z.strictObject({ name: z.literal('lossgap'), version: z.string() }),
  scoring: z
    .strictObject({
      tokenizerSha256: z.string(),
      precision: z.string(),
      provider: z.string(),
      bos: z.enum(['prepended', 'none']),
      window: count.nullable().describe('null while no text is longer than it'),
    })
    .describe('Losses that differ in any of these are never compared'),
  plan: z
    .strictObject({
      alpha: z.number().gt(0).lt(0.5),
      horizon: count.min(1).nullable(),
      shares: z
        .strictObject({ audit: part, jump: part, cumulative: part, cusum: part })
        .refine(
          ({ audit, jump, cumulative, cusum }) => Math.abs(audit + jump + cumulative + cusum - 1) < 1e-9,
          {
            message: 'the four parts must add up to 1',
          },
        ),
      effectFloor: z.strictObject({ absolute: z.number(), relative: z.number() }),
      power: z.number(),
    })
    .describe('How alpha is spent; changing it halfway would spend it twice'),
  audits: audits.describe(
    'What the verdicts on the checkpoints rest on; by anything else a known checkpoint would be judged twice',
  ),
  sets: z.array(comparedSet),
  accepted: state.extend({ audit: z.string().describe('Level of its own verdict') }),
  previous: state.describe('The last checkpoint that was let through'),
  tests: count.describe('How many checkpoints were tested: a history that was cut would spend alpha again'),
  tested: z.array(testedSchema),
})

export type BaselineForm = z.infer<typeof baselineForm>
