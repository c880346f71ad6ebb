import { z } from 'zod'

/** Losses of several models on several domains: the JSON of `lossgap domains`. It holds no time and no machine path of ours. */

const count = z.int().min(0)
const finite = z.number()
const pValue = z.number().min(0).max(1)
const interval = z.strictObject({ lower: finite, upper: finite, level: z.number() })

const set = z.strictObject({
  name: z.string(),
  sha256: z.string(),
  template: z.string(),
  kind: z.enum(['domain', 'benchmark']),
  documents: count,
  exclusions: z.array(z.strictObject({ reason: z.string(), ids: z.array(z.string()) })),
})

const domain = z.strictObject({
  loss: finite.describe('Σ nats / Σ standard tokens'),
  lossError: finite.nullable().describe('Standard error, robust to clusters; null with one cluster'),
  documentLoss: finite.describe('Mean over documents of nats per standard token'),
  perplexity: finite.describe('exp(loss)'),
  bitsPerByte: finite,
  tokens: count.describe('Of the model’s own tokenizer'),
  ownLoss: finite.describe('Σ nats / Σ own tokens: not comparable across tokenizers'),
})

const model = z.strictObject({
  name: z.string(),
  modelSha256: z.string(),
  tokenizerSha256: z.string(),
  precision: z.string(),
  provider: z.string(),
  runtime: z.string(),
  bos: z.string(),
  window: count.describe('Longest stretch of tokens read at once'),
  textsWindowed: count.describe('Texts longer than the window, read in overlapping windows'),
  notes: z.array(z.string()),
  sets: z.array(domain).describe('In the order of `sets`'),
  average: z
    .strictObject({
      ofDomains: finite.describe('exp of the mean loss of the domains, as in the Skywork table'),
      ofDocuments: finite.describe('exp of the mean loss of their documents'),
    })
    .nullable()
    .describe('Over the general domains; null where all sets are benchmarks'),
})

const change = z.strictObject({
  model: z.string(),
  change: finite.describe(
    'Mean over documents of this model’s loss minus the first one’s, nats/standard token',
  ),
  error: finite.nullable().describe('null with one document or cluster'),
  interval: interval.nullable(),
  moves: z.enum(['falls', 'rises', 'open']),
})

const setChanges = z.strictObject({
  set: z.string(),
  kind: z.enum(['domain', 'benchmark']),
  since: z.array(change).describe('Of every later model since the first one'),
})

const coefficients = z
  .strictObject({
    n: count,
    pearson: z.strictObject({ r: finite, pValue, interval: interval.nullable() }),
    spearman: z.strictObject({ r: finite, pValue }),
  })
  .nullable()

export const domainsReportSchema = z.strictObject({
  schema: z.literal('lossgap/domains/1'),
  tool: z.strictObject({ name: z.literal('lossgap'), version: z.string() }),
  standard: z.string().describe('The model whose tokens losses are counted in'),
  sets: z.array(set),
  models: z.array(model).describe('In the order given: that of training, if they are checkpoints'),
  changes: z.array(setChanges).describe('Set by set; empty with one model'),
  signature: z
    .strictObject({
      from: z.string(),
      to: z.string(),
      found: z.boolean(),
      text: z.string(),
    })
    .nullable()
    .describe('From the first model to the last; null with one model or without a benchmark'),
  unknownTaskRows: z
    .array(z.string())
    .describe('Models in the table of task scores that are not among those measured: not used'),
  correlations: z.array(
    z.strictObject({
      task: z.string(),
      models: count,
      scores: z.array(finite).describe('In the order of the models'),
      levels: coefficients,
      differences: coefficients.describe('Of the changes from each model to the next'),
      enough: z.boolean(),
    }),
  ),
  alpha: z.number(),
})

export type DomainsReport = z.infer<typeof domainsReportSchema>
export type DomainModel = DomainsReport['models'][number]
export type DomainChange = z.infer<typeof change>
export type SetChanges = z.infer<typeof setChanges>
