import { z } from 'zod'

/**
 * The policy file of `lossgap gate`: one definition for types, validation and schemas/policy.schema.json. Keys are written
 * as the options of the command line are.
 */

const path = z.string().min(1)
const whole = z.int().min(1)
/** Below one in a billion no test that rests on large samples keeps its word; from a half on it is no test. */
const errorRate = z.number().min(1e-9).lt(0.5)

const setOptions = z.strictObject({
  file: path.describe('.jsonl, .csv, .tsv or .parquet; relative to the policy file'),
  rows: z
    .string()
    .regex(/^(\d+:\d*|:\d+)$/, 'rows are written 0:300, 300: or :300')
    .optional()
    .describe('Rows to take, for example 0:300; the second number is the first that is left out'),
  template: z
    .string()
    .min(1)
    .optional()
    .describe('How fields make a text, for example "{question} {answer}"'),
  'id-field': z
    .string()
    .min(1)
    .optional()
    .describe('Field that names an item (default: id, or else its row)'),
  'cluster-field': z
    .string()
    .min(1)
    .optional()
    .describe('Field that groups items of one origin (default: cluster, or else each its own)'),
  'answer-base': z
    .union([z.literal(0), z.literal(1)])
    .optional()
    .describe('Multiple choice: whether the number of the right option counts from 0 or 1'),
})

const set = z.union([path, setOptions]).describe('A file, or a file and how it is read')

const sets = z.strictObject({
  test: set.describe('The benchmark items in question'),
  ref: set.describe('Comparable items that no checkpoint can have seen'),
  train: set.optional().describe('The benchmark’s train split, for a separate statement'),
  paraphrase: set.optional().describe('The test items reworded, under the same ids'),
  'ref-paraphrase': set.optional().describe('The reference items reworded by the same hand'),
  placebos: z
    .array(set)
    .min(3, 'three placebo sets or more: fewer cannot show how much sets drift')
    .optional()
    .describe(
      'Held-out sets that nobody leaks, best of the kind of the test set: how far they drift apart is the yardstick of monitoring. Five or more give it strength',
    ),
})

const handling = <T extends string>(usual: T) =>
  z.enum(['pass', 'warn', 'fail', usual]).default(usual as never)

const shares = z
  .strictObject({
    audit: z.number().gt(0),
    jump: z.number().gt(0),
    cumulative: z.number().gt(0),
    cusum: z.number().gt(0),
  })
  .refine(({ audit, jump, cumulative, cusum }) => Math.abs(audit + jump + cumulative + cusum - 1) < 1e-9, {
    message: 'the four parts must add up to 1',
  })

/** No alarm is known to be the likelier one, so each gets as much. */
const EVEN = { audit: 0.25, jump: 0.25, cumulative: 0.25, cusum: 0.25 }

export const policySchema = z.strictObject({
  version: z.literal(1).describe('Of this form of a policy'),
  model: path
    .optional()
    .describe('Folder of an ONNX export, or an .onnx file; the command line may name another'),
  sets,
  references: z
    .array(path)
    .default([])
    .describe(
      'Models that have not seen the benchmark, or the one that the checkpoints were trained on from',
    ),
  'own-base': z
    .boolean()
    .default(false)
    .describe(
      'The single reference is the checkpoints’ own base (found by itself where weights are comparable)',
    ),
  'set-checks': z
    .array(path)
    .default([])
    .describe('check.json files of lossgap sets check: drop what they dropped'),
  alpha: errorRate
    .default(0.01)
    .describe(
      'Accepted chance of closing the gate on unexposed models, over a whole sequence of checkpoints',
    ),
  'effect-floor': z
    .number()
    .gt(0)
    .default(0.05)
    .describe(
      'Smallest effect that counts, nats/token, in the verdict and in the change since the accepted state; with placebo sets a jump counts from 0.02, and a CUSUM from any size',
    ),
  sequential: z
    .boolean()
    .default(false)
    .describe('Score a part of the items first and the rest only as far as needed; not beside a baseline'),
  seed: z.int().min(0).default(1).describe('Of every random draw'),
  'on-inconclusive': handling('exit-5').describe(
    'What an inconclusive result does: pass and warn exit 0, fail exits 1, exit-5 says so by that code',
  ),
  'on-failed-check': handling('exit-3').describe('The same where a check says that the data are at fault'),
  budget: z
    .strictObject({
      items: whole.optional().describe('Score a seeded sample of so many items of each set'),
      minutes: z
        .number()
        .gt(0)
        .optional()
        .describe('Stop scoring then, inconclusive; what is scored is kept, so the next run goes on'),
    })
    .default({}),
  monitoring: z
    .strictObject({
      baseline: path.optional().describe('Baseline file; --baseline may name another'),
      require: z
        .boolean()
        .default(false)
        .describe(
          'Without a baseline that is there the gate ends with exit code 2 instead of writing the first; --update-baseline writes it',
        ),
      horizon: whole
        .optional()
        .describe(
          'Checkpoints that are planned behind the accepted one; without it alpha is spread over all to come',
        ),
      'alpha-shares': shares.default(EVEN).describe('How alpha is divided among the alarms; adds up to 1'),
    })
    .default({ require: false, 'alpha-shares': EVEN }),
  outputs: z
    .strictObject({
      json: path.optional(),
      junit: path.optional(),
      sarif: path.optional(),
      markdown: path.optional(),
      annotations: z
        .boolean()
        .optional()
        .describe('Annotations and step summary of GitHub Actions (default: where it runs)'),
    })
    .default({})
    .describe('Files to write, relative to the policy file'),
})

export type Policy = z.infer<typeof policySchema>
export type PolicySet = z.infer<typeof set>
