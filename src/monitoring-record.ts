import { z } from 'zod'

/** What monitoring found of one checkpoint; part of the baseline and of the gate's report. */

const count = z.int().min(0)
const finite = z.number()
const pValue = z.number().min(0).max(1)

/** Alarms of the sequence are believed only if the test set stands apart as well. */
const apart = z
  .strictObject({
    since: count.describe('The checkpoint at which the stretch begins'),
    gapPValue: pValue.describe(
      'One-sided, of the effect over the whole stretch beside the spread of the placebo sets over it, with their number − 1 degrees of freedom',
    ),
    setPValue: pValue.describe(
      'One-sided, of the test set beside reference and placebo sets alike: that it moved further than another set of their kind would',
    ),
    alpha: finite.describe('What gapPValue may be at most'),
    setAlpha: finite.describe('What setPValue may be at most'),
    holds: z.boolean().describe('Both are small enough; otherwise there is no alarm'),
  })
  .nullable()

const judged = {
  effect: finite.describe(
    'Nats/token by which the loss fell more on the test set than on the reference set; positive = leak-like',
  ),
  standardError: finite,
  df: z.union([finite, z.literal('infinite')]),
  pValue: pValue.describe('One-sided'),
  alpha: finite.describe('What this test may spend at this checkpoint'),
  interval: z
    .strictObject({ lower: finite, upper: finite, level: finite })
    .describe('Describes; decides nothing'),
  threshold: finite.describe('Smaller effects raise no alarm, however certain they are'),
  resolution: finite.describe('Smallest effect that every test of it tells from 0 with the wanted power'),
  drift: z
    .strictObject({
      kind: z.enum(['assumed', 'placebos', 'past-steps']),
      deviation: finite.describe('Nats/token by which such gaps move without a leak'),
    })
    .describe('The yardstick that decided: the one with the largest p-value'),
  apart: apart.describe('Over the same checkpoints; null without placebo sets'),
  alarm: z.boolean(),
}

export const monitoringSchema = z.strictObject({
  checkpoint: count.describe('Which test this is since the accepted state, from 1'),
  name: z.string(),
  modelSha256: z.string(),
  previous: z.strictObject({ checkpoint: count, name: z.string() }),
  jump: z.strictObject(judged).describe('Beside the last checkpoint that was let through'),
  cumulative: z.strictObject(judged).describe('Beside the accepted state'),
  cusum: z
    .strictObject({
      score: finite.describe('Normal score of the jump’s p-value; positive = leak-like'),
      sum: finite.describe('S_N = max(0, S_{N−1} + score − slack)'),
      slack: finite,
      border: finite.describe('h'),
      alpha: finite,
      over: z
        .enum(['horizon', 'checkpoint'])
        .describe('What alpha bounds: any alarm up to the horizon, or the first one at this checkpoint'),
      averageRunLength: finite
        .nullable()
        .describe(
          'Checkpoints to a false alarm on average with a fixed border (Siegmund); null where it rises',
        ),
      apart: apart.describe('Since the sum last was 0; null without placebo sets, and while it is 0'),
      alarm: z.boolean(),
    })
    .describe('Slow leaks: many small steps in one direction'),
  refShift: finite.describe(
    'Mean change of the loss on the reference set since the previous checkpoint; less jump.effect that on the test set',
  ),
  placeboShifts: z
    .array(finite)
    .describe('Mean change of the loss on each placebo set since the previous checkpoint'),
  placeboNoise: finite
    .nullable()
    .describe('Sampling variance of the difference of two such changes; null without placebo sets'),
  enough: z.boolean().describe('100 independent items or more in both sets: with fewer no alarm is believed'),
})

/** A checkpoint that was tested, and what became of it. */
export const testedSchema = monitoringSchema.extend({
  audit: z.string().describe('Level of its own verdict'),
  outcome: z.enum(['open', 'closed', 'inconclusive']),
  letThrough: z
    .boolean()
    .describe(
      'Not closed: the next checkpoint is compared with the last such one. Whether the pipeline passed as well is for the policy',
    ),
})

export type MonitoringRecord = z.infer<typeof monitoringSchema>
export type TestedCheckpoint = z.infer<typeof testedSchema>
export type JudgedRecord = MonitoringRecord['jump']
