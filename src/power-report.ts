import { z } from 'zod'

/** What an audit could find, worked out before it is made: the JSON that `lossgap power` prints. */

const count = z.int().min(0)
const chance = z.number().min(0).max(1)

const known = z.strictObject({
  name: z.enum(['itemSd', 'correlation', 'tau', 'effectFloor']),
  value: z.number(),
  source: z.enum(['given', 'measured', 'assumed']),
  because: z.string().describe('Where the value comes from'),
})

const items = z.strictObject({
  items: count,
  independent: z
    .number()
    .min(0)
    .describe('Clusters of one size that say as much; the items where none are grouped'),
})

const outcome = {
  effect: z.number().describe('Mean over the test items, nats per token'),
  found: chance,
  cleared: chance.describe('Chance that "no exposure" is concluded'),
}

const needed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reachable'), testItems: count, refItems: count }),
  z.strictObject({
    kind: z.literal('unreachable'),
    smallestEffect: z.number().describe('What this yardstick finds with any number of items'),
  }),
])

export const powerReportSchema = z.strictObject({
  schema: z.literal('lossgap/power/1'),
  tool: z.strictObject({ name: z.literal('lossgap'), version: z.string() }),
  test: items,
  ref: items,
  references: count,
  calibration: z.enum(['reference-models', 'own-base', 'unrelated-model', 'raw']),
  barred: z
    .array(z.string())
    .describe(
      'Why an audit of this design cannot decide at all; the chances below are then those of the test alone',
    ),
  parameters: z.strictObject({
    alpha: z.number(),
    equivalenceAlpha: z.number(),
    families: count,
    power: chance,
    effectFloor: z.number(),
  }),
  known: z.array(known).describe('What the chances rest on, and whether it was given, measured or assumed'),
  variance: z
    .strictObject({ items: z.number(), models: z.number() })
    .describe('Expected parts of the squared standard error'),
  minimumDetectableEffect: z.number().describe('Smallest effect, alike in every item, found with the power'),
  limit: z.number().describe('The same with any number of items'),
  target: z
    .strictObject({
      ...outcome,
      share: chance
        .nullable()
        .describe('Share of the test items that leaked; null = the effect is alike in all'),
      needed: needed.describe('Independent items to find it with the power'),
    })
    .nullable(),
  clearing: z.strictObject({
    chance: chance.describe('That a model which has seen nothing is cleared'),
    falseFlag: chance.describe('That it is called exposed'),
    needed: z
      .strictObject({ kind: z.literal('reachable'), testItems: count, refItems: count })
      .nullable()
      .describe('Independent items for clearing with the power; null = no number suffices'),
  }),
  byEffect: z.array(z.strictObject(outcome)),
  byDose: z.array(z.strictObject({ share: chance, perItem: z.number(), ...outcome })),
  notes: z.array(z.string()),
})

export type PowerReport = z.infer<typeof powerReportSchema>
export type Known = PowerReport['known'][number]
