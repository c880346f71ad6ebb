import { z } from 'zod'
import { familySchema, reasonSchema } from './audit-family.js'
import { orderSchema } from './order-record.js'
import { recallSchema } from './recall-record.js'

/**
 * The result of an audit: every number that its verdict rests on, in the order of the pipeline. The JSON report is
 * this object; schemas/audit.schema.json is made from it (`npm run schema`). It holds no time and no machine path
 * of ours, so the same input gives the same bytes.
 */

const count = z.int().min(0)
const finite = z.number()
const pValue = z.number().min(0).max(1)

const interval = z.strictObject({ lower: finite, upper: finite, level: z.number() })
export const roleSchema = z.enum(['test', 'ref', 'train', 'paraphrase', 'ref-paraphrase'])

const identity = z.strictObject({
  modelSha256: z.string(),
  tokenizerSha256: z.string(),
  precision: z.string(),
  provider: z.string(),
  runtime: z.string(),
  bos: z.enum(['prepended', 'none']),
})

const model = z.strictObject({
  name: z.string(),
  identity,
  window: count.describe('Longest stretch of tokens read at once'),
  textsWindowed: count.describe('Texts longer than the window, read in overlapping windows'),
  notes: z.array(z.string()),
})

const lineage = z.strictObject({
  kind: z.enum(['same', 'different', 'unknown']),
  comparedWeights: count,
  cosine: finite.nullable().describe('Median cosine of the weights that both models have'),
})

const loss = z.strictObject({
  items: count,
  clusters: count,
  tokens: count,
  bytes: count,
  tokenWeighted: finite.describe('Σ nats / Σ tokens, as Skywork reports it'),
  itemWeighted: finite.describe('Mean over items of nats/token: what the tests compare'),
  itemWeightedError: finite.nullable().describe('Standard error, robust to clusters'),
  bitsPerByte: finite,
  perplexity: finite.describe('exp(tokenWeighted)'),
})

const set = z.strictObject({
  role: roleSchema,
  name: z.string(),
  sha256: z.string(),
  template: z.string(),
  exclusions: z.array(z.strictObject({ reason: z.string(), ids: z.array(z.string()) })),
  loss: loss.describe('Under the suspect model'),
  histogram: z.array(count).describe('Items per bin of nats/token; the bins are those of `bins`'),
})

const pValues = z.strictObject({ less: pValue, greater: pValue, twoSided: pValue })

const contrast = z.strictObject({
  name: z.enum(['delta1', 'delta2']),
  definition: z.string(),
  tokenWeighted: finite,
  itemWeighted: finite,
  bitsPerByte: finite,
  weightingSensitive: z
    .boolean()
    .describe('Token- and item-weighted gap differ in sign or by more than half'),
  interval: interval.extend({ method: z.enum(['bca', 'percentile-clusters']), resamples: count }),
  tests: z.strictObject({
    welch: z
      .strictObject({ t: finite, df: finite, standardError: finite, pValue: pValues })
      .nullable()
      .describe('null where clusters repeat: the items are then not independent'),
    mannWhitney: z.strictObject({ u: finite, auc: finite, pValue: pValues }).nullable(),
    permutation: z.strictObject({ draws: count, pValue: pValues }),
  }),
})

const check = z.strictObject({
  name: z.string(),
  status: z.enum(['pass', 'warn', 'fail']),
  code: z.string(),
  text: z.string(),
  values: z.record(z.string(), z.union([finite, z.string(), z.array(z.string())])),
})

const statement = z.strictObject({
  level: z.enum(['exposure-strong', 'exposure-likely', 'no-exposure-detected', 'inconclusive']),
  headline: z.string(),
  evidence: z.string(),
  errorRate: z.string(),
  reasons: z.array(reasonSchema),
  alternatives: z.array(z.string()),
})

const look = z.strictObject({
  items: z.array(count).describe('Per set, in the order of `sets`'),
  share: finite.describe('Of all items of all sets'),
  alpha: finite.describe('Spent at this look; those of all looks add up to parameters.alpha'),
  equivalenceAlpha: finite,
  level: statement.shape.level.nullable().describe('null where the audit ended before'),
})
const sequential = z.strictObject({
  looks: z.array(look).describe('As planned; the last one has every item'),
  stoppedAt: count.describe('Number of the last look that was taken, from 1'),
  stoppedBecause: z.enum(['settled', 'barred', 'all-scored']).describe('barred: no items could settle it'),
  scoredShare: finite,
  itemsTotal: count,
})

export const auditReportSchema = z.strictObject({
  schema: z.literal('lossgap/audit/1'),
  tool: z.strictObject({ name: z.literal('lossgap'), version: z.string() }),
  verdict: statement.describe('On the test set'),
  trainSplit: statement.nullable().describe('On the train split; null when none was given'),
  model,
  referenceModels: z.array(model.extend({ lineage })),
  sets: z.array(set),
  bins: z.strictObject({ start: finite, width: finite, count }),
  contrasts: z.array(contrast),
  families: z.array(familySchema).min(1),
  order: orderSchema.nullable().describe('The order test; null when it was not asked for'),
  recall: recallSchema.describe('What the audited model continues word for word'),
  checks: z.array(check),
  sequential: sequential.nullable().describe('null: all items were scored before the verdict'),
  parameters: z.strictObject({
    alpha: z.number(),
    equivalenceAlpha: z.number(),
    power: z.number(),
    effectFloor: z.strictObject({ absolute: finite, relative: finite }),
    seed: z.int(),
    bos: z.enum(['auto', 'always', 'never']),
  }),
})

export type AuditReport = z.infer<typeof auditReportSchema>
export type ModelRecord = AuditReport['model']
export type ReferenceRecord = AuditReport['referenceModels'][number]
export type LineageRecord = ReferenceRecord['lineage']
export type SetRecord = AuditReport['sets'][number]
export type Contrast = AuditReport['contrasts'][number]
export type Family = AuditReport['families'][number]
export type Check = AuditReport['checks'][number]
export type Statement = AuditReport['verdict']
export type Reason = Statement['reasons'][number]
export type Sequential = NonNullable<AuditReport['sequential']>
export type Parameters = AuditReport['parameters']

/** Who was audited on what, in a report of any version: its form may have changed since, these names have not. */
export const namesOfAnyVersion = z.object({
  model: z.object({ name: z.string() }),
  sets: z.array(z.object({ name: z.string() })).min(1),
})
