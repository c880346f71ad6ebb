import { z } from 'zod'

/** What an audit's report says of texts that a model continues word for word; part of audit-report.ts. */

const count = z.int().min(0)
const pValue = z.number().min(0).max(1)

export const recallSchema = z.strictObject({
  leastRun: count.describe(
    'Tokens in a row that are the model’s first choice: more than in any reference item, and ten at least',
  ),
  test: z.strictObject({ groups: count, recalled: count }).describe('Independent items (clusters)'),
  ref: z.strictObject({ groups: count, longestRun: count }),
  pValue: pValue.describe('Fisher’s exact test of the test set’s share against none of the reference set'),
  references: z
    .array(z.strictObject({ name: z.string(), recalled: count, pValue }))
    .describe('Test items that each reference model recalls, and McNemar’s exact test against it'),
  longest: z.array(z.strictObject({ id: z.string(), run: count, tokens: count })),
  comparable: z
    .boolean()
    .describe(
      'No text classifier tells the sets apart, and they are alike in length: only then may it count',
    ),
  finding: z.enum(['found', 'open']),
})

export type RecallRecord = z.infer<typeof recallSchema>
