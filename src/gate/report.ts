import type { AuditReport } from '../audit-report.js'
import { percent } from '../format.js'
import type { GateReport } from '../gate-report.js'
import type { MonitoringRecord, TestedCheckpoint } from '../monitoring-record.js'
import { shortNames } from '../short-names.js'
import { VERSION } from '../version.js'
import { type Accepted, verdictOf } from './comparison.js'
import { type Decision, decide } from './decide.js'
import { handlingOf } from './exit-code.js'
import type { Finding } from './finding.js'

/** A checkpoint beside those before it. */
export interface Compared {
  readonly monitoring: MonitoringRecord
  /** Checkpoints that were tested before this one. */
  readonly past: readonly TestedCheckpoint[]
  readonly accepted: Accepted
}

export interface GateFacts {
  readonly model: string
  readonly policy: GateReport['policy']
  /** undefined where the time was up before its end. */
  readonly audit: AuditReport | undefined
  /** undefined where nothing was compared. */
  readonly compared: Compared | undefined
  readonly notes: readonly string[]
  /** Whether what was scored is kept for the next run. */
  readonly kept: boolean
}

/** What becomes of a checkpoint, before it is known what the baseline holds of it. */
export type Judged = Pick<
  GateReport,
  'outcome' | 'exitCode' | 'headline' | 'reasons' | 'notes' | 'errorRate' | 'model' | 'policy' | 'audit'
>

const HEADLINES: Readonly<Record<GateReport['outcome'], (model: string, test: string) => string>> = {
  open: (model, test) => `${model} passes: no sign that it has seen ${test}.`,
  closed: (model, test) =>
    `${model} does not pass: it is more familiar with ${test} than a checkpoint that has not seen it would be.`,
  inconclusive: (model, test) => `Whether ${model} has seen ${test} is not settled.`,
  'failed-check': (model, test) =>
    `Whether ${model} has seen ${test} cannot be judged: a check of the data failed.`,
}

export function judged(facts: GateFacts): Judged {
  const { model, policy, audit, compared, notes, kept } = facts
  const decision = decide({ audit, monitoring: undefined, ...compared })
  const { outcome } = decision
  const { exitCode, level } = handlingOf(outcome, policy)
  const findings = audit === undefined ? [timeIsUp(policy.minutes, kept)] : decision.findings
  const [name, test] = [model, policy.testFile].map(path => shortNames([path])[0]!) as [string, string]
  return {
    ...{ outcome, exitCode },
    headline:
      decision.byComparison && compared
        ? `${name} passes by comparison alone: no sign that it is more familiar with ${test} than the accepted state ${verdictOf(compared.accepted, model)}.`
        : HEADLINES[outcome](name, test),
    reasons: [
      ...findings.map(finding => ({ ...finding, level })),
      ...decision.remarks.map(remark => ({ ...remark, level: remarkLevel(remark, decision) })),
    ],
    notes: [...(outcome === 'closed' ? otherwise(findings, audit) : []), ...notes],
    errorRate: errorRateOf(facts, outcome),
    model,
    policy,
    audit: audit ?? null,
  }
}

/** What else would look like it: said with every closed gate. */
function otherwise(findings: readonly Finding[], audit: AuditReport | undefined): string[] {
  const sequence = findings.some(({ source }) => source !== 'audit')
  return [
    ...(findings.some(({ source }) => source === 'audit') ? audit!.verdict.alternatives : []),
    ...(sequence
      ? [
          "More training data of the test set's kind of text, and not of the reference set's, lowers the loss on the test set alone as well: compare what was added with both.",
        ]
      : []),
  ]
}

/** A check that failed is worth a warning even where it did not decide. */
function remarkLevel({ source }: Finding, { outcome }: Decision): 'warning' | 'note' {
  return source === 'check' || (outcome === 'failed-check' && source !== 'audit') ? 'warning' : 'note'
}

function timeIsUp(minutes: number | null, kept: boolean): Finding {
  const next = kept
    ? 'what is scored is kept, so that the next run goes on from there'
    : 'without a cache the next run begins anew'
  return {
    code: 'out_of_time',
    source: 'budget',
    text: `The ${minutes} minutes of the policy were over before everything was scored; ${next}`,
  }
}

/** A rate of wrong decisions: where nothing was decided there is none to speak of. */
function errorRateOf({ policy, audit, compared }: GateFacts, outcome: GateReport['outcome']): string {
  const { alpha, horizon } = policy
  const monitoring = compared?.monitoring
  if (audit === undefined) return 'No error rate is claimed: not everything was scored.'
  if (outcome === 'failed-check') return 'No error rate is claimed: a check of the data failed.'
  if (outcome === 'inconclusive')
    return 'No error rate is claimed: the conditions for a decision are not met.'
  if (monitoring === undefined)
    return `Of unexposed models at most ${percent(alpha)} would close this gate, provided that the yardstick of the verdict holds.`
  const many = horizon === null ? 'however many checkpoints come' : `over ${horizon} checkpoints`
  return `Of clean sequences at most ${percent(alpha)} would close this gate at any checkpoint, ${many}, provided that ${driftProvided(monitoring)}, and that the yardstick of the checkpoints' own verdicts holds. ${yardsticksOf(monitoring)}`
}

/** What the tests of a sequence take for granted of clean checkpoints. */
function driftProvided({ placeboShifts, checkpoint, previous, jump }: MonitoringRecord): string {
  if (placeboShifts.length > 0)
    return 'test and reference set drift no further apart than the placebo sets do'
  const oneStep = jump.drift.deviation / Math.sqrt(checkpoint - previous.checkpoint)
  const far = {
    assumed: `drift by no more than is assumed (${oneStep.toFixed(4)} nats/token a step)`,
    'past-steps': 'drift no further than those before',
    placebos: '',
  }[jump.drift.kind]
  return `steps of clean checkpoints are independent of each other and ${far}`
}

const YARDSTICKS = {
  assumed: 'the assumed drift',
  placebos: 'the placebo sets',
  'past-steps': 'the steps before',
} as const

/** By what each test judged; the CUSUM adds up scores of the jumps. */
function yardsticksOf({ jump, cumulative }: MonitoringRecord): string {
  const [step, since] = [jump, cumulative].map(({ drift }) => YARDSTICKS[drift.kind])
  return step === since
    ? `Yardstick of the tests of the sequence: ${step}.`
    : `Yardstick of jump and CUSUM: ${step}; of the change since the accepted state: ${since}.`
}

/** The report, with what the baseline holds of this model. */
export function gateReport(
  judgement: Judged,
  baseline: GateReport['baseline'],
  monitoring: GateReport['monitoring'],
  sequence: readonly TestedCheckpoint[],
): GateReport {
  const { outcome, exitCode, headline, reasons, notes, errorRate, model, policy, audit } = judgement
  return {
    schema: 'lossgap/gate/1',
    tool: { name: 'lossgap', version: VERSION },
    ...{ outcome, exitCode, headline, reasons, notes, errorRate, model, policy, baseline },
    ...{ monitoring, sequence: [...sequence], audit },
  }
}
