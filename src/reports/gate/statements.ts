import type { AuditReport, Check } from '../../audit-report.js'
import { plain, pTwoDigits } from '../../format.js'
import type { GateReport } from '../../gate-report.js'
import type { JudgedRecord, MonitoringRecord } from '../../monitoring-record.js'
import { shortNames } from '../../short-names.js'

/** One thing that a gate looked at, and what came of it: what every form of the report lists. */
export interface GateStatement {
  readonly group: 'verdict' | 'sequence' | 'check' | 'budget'
  readonly name: string
  /** warned: it passed, and is worth a look. error: it cannot be judged, and the policy does not let that pass. */
  readonly state: 'passed' | 'warned' | 'failed' | 'error' | 'skipped'
  readonly text: string
}

export function statementsOf(report: GateReport): GateStatement[] {
  const { audit, monitoring } = report
  if (audit === null) return [budgetStatement(report)]
  return [
    auditStatement(report, audit),
    ...(audit.trainSplit
      ? [
          {
            group: 'verdict',
            name: 'train split (never closes the gate)',
            state: 'passed',
            text: `${audit.trainSplit.headline} ${audit.trainSplit.evidence}`,
          } as const,
        ]
      : []),
    ...(monitoring ? sequenceStatements(report, monitoring) : []),
    ...audit.checks.map((check): GateStatement => {
      const { name, status, text } = check
      return {
        group: 'check',
        name,
        state: status === 'fail' ? failedCheck(report, check) : status === 'warn' ? 'warned' : 'passed',
        text,
      }
    }),
  ]
}

/** What is not settled, by the policy: a failure, let pass and hence skipped, or an exit code of its own and hence an error. */
const unsettled = ({ policy }: GateReport) => STATES[policy.onInconclusive]

/** How a policy's word for what was not decided shows. */
const STATES = {
  fail: 'failed',
  warn: 'skipped',
  pass: 'skipped',
  'exit-5': 'error',
  'exit-3': 'error',
} as const satisfies Record<string, GateStatement['state']>

function budgetStatement(report: GateReport): GateStatement {
  const text = report.reasons.map(reason => reason.text).join(' ')
  return { group: 'budget', name: 'time', state: unsettled(report), text }
}

function auditStatement(report: GateReport, { verdict }: AuditReport): GateStatement {
  const { outcome, reasons } = report
  const closing =
    outcome === 'closed' && reasons.some(({ source, level }) => source === 'audit' && level === 'error')
  const open = verdict.level === 'no-exposure-detected'
  const state = closing
    ? 'failed'
    : open
      ? 'passed'
      : outcome === 'inconclusive'
        ? unsettled(report)
        : 'skipped'
  const why = verdict.reasons.map(({ text, code }) => `${text} [${code}].`)
  return {
    group: 'verdict',
    name: 'verdict on the test set',
    state,
    text: [verdict.headline, verdict.evidence, ...why].join(' '),
  }
}

function sequenceStatements(report: GateReport, record: MonitoringRecord): GateStatement[] {
  const { jump, cumulative, cusum, enough } = record
  const [previous] = shortNames([record.previous.name, record.name])
  const believed = enough && report.outcome !== 'failed-check'
  const state = (alarm: boolean) => (!believed ? 'skipped' : alarm ? 'failed' : 'passed')
  return [
    {
      group: 'sequence',
      name: `jump since ${previous}`,
      state: state(jump.alarm),
      text: changeText(jump),
    },
    {
      group: 'sequence',
      name: 'change since the accepted state',
      state: state(cumulative.alarm),
      text: changeText(cumulative),
    },
    {
      group: 'sequence',
      name: 'slow leak over all steps',
      state: state(cusum.alarm),
      text: `CUSUM ${plain(cusum.sum)} of ${cusum.border.toFixed(2)} standard errors; ${falseAlarms(report, record)}${cusum.sum >= cusum.border ? apartText(cusum.apart) : ''}`,
    },
  ]
}

function falseAlarms({ policy }: GateReport, { cusum }: MonitoringRecord): string {
  const rate = pTwoDigits(cusum.alpha)
  return cusum.over === 'horizon'
    ? `a clean sequence of ${policy.horizon ?? 'so many'} independent steps gets there with probability ${rate}, or once in ${Math.round(cusum.averageRunLength!)} checkpoints on average`
    : `a clean sequence of independent steps gets there first at this checkpoint with probability at most ${rate}`
}

const KINDS: Readonly<Record<JudgedRecord['drift']['kind'], string>> = {
  assumed: 'assumed',
  placebos: 'by the placebo sets',
  'past-steps': 'by the steps before',
}

/** Said where everything else speaks for an alarm. */
function apartText(apart: JudgedRecord['apart']): string {
  if (apart === null) return ''
  const { since, gapPValue, setPValue, alpha, setAlpha, holds } = apart
  const values = `p ${pTwoDigits(gapPValue)} where ${pTwoDigits(alpha)} is allowed for the gap, ${pTwoDigits(setPValue)} where ${pTwoDigits(setAlpha)} is for the test set`
  return `; since checkpoint ${since} the test set ${holds ? 'stands' : 'does not stand'} apart from the placebo sets (${values})${holds ? '' : ', so this is no alarm'}`
}

function changeText(record: JudgedRecord): string {
  const { effect, interval, pValue, alpha, threshold, drift, apart } = record
  const rejects = pValue <= alpha && effect >= threshold
  return `Effect ${plain(effect)} nats/token (95 % interval ${plain(interval.lower)} to ${plain(interval.upper)}), p ${pTwoDigits(pValue)} where ${pTwoDigits(alpha)} is allowed; counts from ${plain(threshold)}; clean drift ${drift.deviation.toFixed(4)}, ${KINDS[drift.kind]}${rejects ? apartText(apart) : ''}`
}

function failedCheck(
  { outcome, policy, reasons }: GateReport,
  { name, text }: Check,
): GateStatement['state'] {
  const decided =
    outcome === 'failed-check' &&
    reasons.some(one => one.source === 'check' && one.text === `${name}: ${text}`)
  if (!decided) return 'skipped'
  return STATES[policy.onFailedCheck]
}
