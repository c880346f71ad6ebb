import { z } from 'zod'

/**
 * Many audits read together, models × benchmarks: the JSON of `lossgap compare`. The order is that of the reports
 * given, and it holds no time, so the same reports give the same bytes.
 */

const share = z.number().min(0).max(1)

const audit = z.strictObject({
  file: z.string().describe('As it was given'),
  model: z.string(),
  test: z.string().describe('Name of the test set'),
  level: z
    .enum(['exposure-strong', 'exposure-likely', 'no-exposure-detected', 'inconclusive'])
    .describe('Verdict of the audit by itself'),
  effect: z.number().describe('Of the family that decides, positive = leak-like'),
  interval: z.strictObject({ lower: z.number(), upper: z.number(), level: z.number() }),
  pValue: share
    .nullable()
    .describe('Smallest p of the eligible families after Holm; null where none is eligible'),
  qValue: share.nullable().describe('Adjusted over all audits with a p-value, Benjamini and Hochberg'),
  called: z.boolean().describe('Exposed by itself, and q at most the rate'),
})

export const comparisonReportSchema = z.strictObject({
  schema: z.literal('lossgap/comparison/1'),
  tool: z.strictObject({ name: z.literal('lossgap'), version: z.string() }),
  falseDiscoveryRate: share.describe('Expected share of unexposed ones among those that are called exposed'),
  tested: z.int().min(0).describe('Audits with a p-value'),
  called: z.int().min(0),
  audits: z.array(audit),
})

export type ComparisonReport = z.infer<typeof comparisonReportSchema>
export type ComparedAudit = ComparisonReport['audits'][number]
