import { z } from 'zod'
import { auditReportSchema } from './audit-report.js'
import { testedSchema } from './monitoring-record.js'

/**
 * What `lossgap gate` says: the JSON that it writes, after schemas/gate.schema.json. It holds no time, so the same input
 * gives the same bytes.
 */

const count = z.int().min(0)

export const gateReasonSchema = z.strictObject({
  code: z.string(),
  source: z.enum(['audit', 'check', 'jump', 'cumulative', 'cusum', 'monitoring', 'budget']),
  level: z
    .enum(['error', 'warning', 'note'])
    .describe('error: the gate did not let the checkpoint through for it'),
  text: z.string(),
})

const baseline = z.strictObject({
  file: z.string(),
  holds: z
    .enum(['accepted', 'checkpoint', 'nothing'])
    .describe(
      'What the baseline holds of this model: the state that others are compared with, or a test of it',
    ),
  text: z.string(),
})

/** Outcome and what follows from it are null where no test was made: a check failed, or items are too few. */
const monitored = testedSchema.extend({
  outcome: testedSchema.shape.outcome.nullable(),
  letThrough: testedSchema.shape.letThrough.nullable(),
})

export const gateReportSchema = z.strictObject({
  schema: z.literal('lossgap/gate/1'),
  tool: z.strictObject({ name: z.literal('lossgap'), version: z.string() }),
  outcome: z.enum(['open', 'closed', 'inconclusive', 'failed-check']),
  exitCode: count.describe(
    '0 open · 1 closed · 3 a check failed · 5 inconclusive, unless the policy says otherwise',
  ),
  headline: z.string(),
  reasons: z.array(gateReasonSchema),
  notes: z.array(z.string()).describe('What limits this result whatever its outcome'),
  errorRate: z.string(),
  model: z.string(),
  policy: z.strictObject({
    file: z.string(),
    testFile: z.string().describe('As results name their place'),
    alpha: z.number(),
    horizon: count.nullable().describe('Checkpoints that are planned; null where nobody knows'),
    shares: z.record(z.string(), z.number()),
    onInconclusive: z.enum(['exit-5', 'pass', 'warn', 'fail']),
    onFailedCheck: z.enum(['exit-3', 'pass', 'warn', 'fail']),
    items: count.nullable(),
    minutes: z.number().nullable(),
  }),
  baseline: baseline.nullable(),
  monitoring: monitored.nullable().describe('null without a baseline, and for the accepted state itself'),
  sequence: z.array(testedSchema).describe('Every checkpoint that was tested since the accepted state'),
  audit: auditReportSchema.nullable().describe('null where the time was up before its end'),
})

export type GateReport = z.infer<typeof gateReportSchema>
export type GateReason = z.infer<typeof gateReasonSchema>
export type Outcome = GateReport['outcome']
