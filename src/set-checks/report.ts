import { z } from 'zod'

/**
 * What `lossgap sets check` found: the JSON that it prints. It names files and items by their hashes, so that an
 * audit can tell whether its sets are those that were checked. It holds no time and no machine path of ours.
 */

const count = z.int().min(0)
const share = z.number().min(0).max(1)
const status = z.enum(['pass', 'warn', 'fail'])

const check = z.strictObject({
  name: z.string(),
  status,
  code: z.string(),
  text: z.string(),
  values: z.record(z.string(), z.union([z.number(), z.string(), z.array(z.string())])),
})

const file = z.strictObject({
  role: z.enum(['set', 'against', 'train', 'source']),
  name: z.string(),
  sha256: z.string().describe('Of the bytes of the file'),
  template: z.string(),
  items: count,
  itemsSha256: z
    .string()
    .describe(
      'Over id and text of the items that were checked: tells the rows of a file, and its templates, apart',
    ),
  exclusions: z.array(z.strictObject({ reason: z.string(), ids: z.array(z.string()) })),
})

const covariate = z.strictObject({
  name: z.string(),
  set: z.number().nullable().describe('Mean over the items that have it; null when none has'),
  against: z.number().nullable(),
  setItems: count,
  againstItems: count,
  smd: z
    .number()
    .nullable()
    .describe('(set − against)/pooled standard deviation; null when it does not vary'),
  ks: share.nullable(),
  ksP: share.nullable(),
  status,
})

const pairs = z.strictObject({
  source: count,
  matched: count,
  kept: count,
  dropRate: share.describe('Dropped or missing, of the items of the source'),
  reasons: z.array(z.strictObject({ code: z.string(), pairs: count })),
  missing: z.array(z.string()).describe('Items of the source that the set has no row for'),
  extra: z.array(z.string()).describe('Items of the set that no item of the source belongs to'),
  answerless: z
    .array(z.string())
    .describe('Items of the set whose source has no final answer that was found: none was compared'),
})

/** Version 2 tells which rows were checked; a report of version 1 could be taken for one on other rows of its file. */
export const SET_CHECK_SCHEMA = 'lossgap/set-check/2'

export const setCheckReportSchema = z.strictObject({
  schema: z.literal(SET_CHECK_SCHEMA),
  tool: z.strictObject({ name: z.literal('lossgap'), version: z.string() }),
  status: status.describe('The worst of the checks'),
  files: z.array(file),
  checks: z.array(check),
  pairs: pairs.nullable().describe('Paraphrases against their source; null when none was given'),
  balance: z.array(covariate),
  drop: z
    .array(z.strictObject({ id: z.string(), reasons: z.array(z.string()) }))
    .describe('Items of the set that must not be used, each with all its reasons'),
  parameters: z.strictObject({
    seed: z.int(),
    permutations: count,
    encoder: z
      .strictObject({ modelSha256: z.string(), leastCosine: z.number() })
      .optional()
      .describe('The sentence encoder that pairs were compared by, where one was given'),
    largestSample: count.describe('Items per set that balance is measured on at most'),
    largestClassified: count.describe('Items per set that the classifier sees at most'),
  }),
})

export type SetCheckReport = z.infer<typeof setCheckReportSchema>
export type SetCheck = SetCheckReport['checks'][number]
export type CheckedFile = SetCheckReport['files'][number]
export type Covariate = SetCheckReport['balance'][number]
export type PairSummary = SetCheckReport['pairs']
export type Status = SetCheck['status']

/** The worst of several: fail before warn before pass. */
export function worst(statuses: readonly Status[]): Status {
  return statuses.includes('fail') ? 'fail' : statuses.includes('warn') ? 'warn' : 'pass'
}
