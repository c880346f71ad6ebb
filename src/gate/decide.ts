import type { AuditReport, Family, Reason } from '../audit-report.js'
import { LEAST_CLUSTERS } from '../checks/size.js'
import { plain, pTwoDigits } from '../format.js'
import type { GateReason, Outcome } from '../gate-report.js'
import type { JudgedRecord, MonitoringRecord, TestedCheckpoint } from '../monitoring-record.js'
import { shortNames } from '../short-names.js'
import { tSf } from '../statistics/distributions.js'
import { ceilingOf } from './ceiling.js'

/** What a gate decides on. */
export interface Evidence {
  /** undefined where the time was up before its end. */
  readonly audit: AuditReport | undefined
  readonly monitoring: MonitoringRecord | undefined
  /** Checkpoints that were tested before this one. */
  readonly past?: readonly TestedCheckpoint[]
  /** The state that all are compared with, and the level of its own verdict. */
  readonly accepted?: Accepted | undefined
}

export interface Accepted {
  readonly name: string
  readonly audit: string
}

export type Finding = Omit<GateReason, 'level'>

export interface Decision {
  readonly outcome: Outcome
  /** The gate is open, and nothing but the comparison with the accepted state speaks for it. */
  readonly byComparison?: true
  /** What the outcome rests on. */
  readonly findings: readonly Finding[]
  /** True of the evidence, and not what decided. */
  readonly remarks: readonly Finding[]
}

/** Failed checks that more items or other reference models mend; every other failure is a fault of the data. */
const MENDED_BY_MORE = new Set(['too_few_items', 'too_few_pairs', 'references_far'])

/** The checkpoint's own verdict was not to be had, and no data are at fault. */
const WITHOUT_YARDSTICK = new Set(['no_calibration', 'weak_calibration'])

/**
 * Outcome of a gate, the first that applies:
 *
 *   closed        the audit says exposed, and not only for a drift that the placebo sets show as well
 *   failed-check  the audit is barred by a fault of the data: then monitoring compares what does not compare, too
 *   closed        a test of the sequence raised an alarm, on sets that are large enough
 *   open          the audit excludes an effect that matters; or it has no yardstick, and monitoring excludes one since
 *                 the accepted state, and could have seen a jump of that size and saw none
 *   inconclusive  everything else
 *
 * Error rate: each alarm has its own part of alpha and none can be raised otherwise, so P(closed | no leak) ≤ α over the
 * sequence. A failed check can only take an alarm away. P(open | effect ≥ floor since the accepted state) ≤ equivalenceAlpha
 * at each checkpoint, whatever steps could not see: a leak that one of them hid is still in that effect.
 */
export function decide({ audit, monitoring, past = [], accepted }: Evidence): Decision {
  if (audit === undefined) return { outcome: 'inconclusive', findings: [], remarks: [] }
  const { verdict } = audit
  const alarms = monitoring === undefined ? [] : alarmsOf(monitoring)
  const failed = failedChecks(audit)
  if (verdict.level.startsWith('exposure')) {
    const drift = monitoring && driftBehind(audit, monitoring)
    const own = {
      code: verdict.level.replace('-', '_'),
      source: 'audit',
      text: `${verdict.headline} ${verdict.evidence}`,
    } as const
    if (drift === undefined) return { outcome: 'closed', findings: [own, ...alarms], remarks: failed }
    if (alarms.length === 0) return { outcome: 'inconclusive', findings: [drift], remarks: [own, ...failed] }
    return { outcome: 'closed', findings: alarms, remarks: [drift, ...failed] }
  }
  if (verdict.level === 'inconclusive' && failed.length > 0)
    return { outcome: 'failed-check', findings: failed, remarks: alarms }
  if (alarms.length > 0)
    return { outcome: 'closed', findings: alarms, remarks: [...failed, ...reasonsOf(verdict.reasons)] }
  if (verdict.level === 'no-exposure-detected') return { outcome: 'open', findings: [], remarks: failed }
  const reasons = reasonsOf(verdict.reasons)
  const alone = reasons.length > 0 && reasons.every(({ code }) => WITHOUT_YARDSTICK.has(code))
  if (monitoring === undefined || !alone) return { outcome: 'inconclusive', findings: reasons, remarks: [] }
  const unseen = notExcluded(monitoring, past, audit.parameters)
  if (unseen.length > 0) return { outcome: 'inconclusive', findings: [...reasons, ...unseen], remarks: [] }
  const remarks = [beside(accepted, monitoring), ...reasons]
  return { outcome: 'open', byComparison: true, findings: [], remarks }
}

/** What a comparison alone licenses to say. */
function beside(accepted: Accepted | undefined, { cumulative, name }: MonitoringRecord): Finding {
  const state = accepted === undefined ? '' : ` ${verdictOf(accepted, name)}`
  return {
    code: 'compared_only',
    source: 'monitoring',
    text: `Only the comparison with the accepted state${state} speaks for this checkpoint: since then no effect of ${plain(cumulative.threshold)} nats/token or more. What that state had seen already does not show.`,
  }
}

/** "base (its own verdict: inconclusive)", named apart from the checkpoint beside it. */
export function verdictOf({ name, audit }: Accepted, beside: string): string {
  return `${shortNames([name, beside])[0]} (its own verdict: ${audit.replaceAll('-', ' ')})`
}

function reasonsOf(reasons: readonly Reason[]): Finding[] {
  return reasons.map(({ code, text }) => ({ code, source: 'audit', text }))
}

/** Failed checks that are a fault of the data and bar an arm of the verdict on the test set. */
function failedChecks({ families, checks }: AuditReport): Finding[] {
  const barring = new Set(
    armsOf(families).flatMap(family => family.ineligibleBecause.map(({ text }) => text)),
  )
  return checks
    .filter(({ status, code, text }) => status === 'fail' && !MENDED_BY_MORE.has(code) && barring.has(text))
    .map(({ name, code, text }) => ({ code, source: 'check', text: `${name}: ${text}` }))
}

const armsOf = (families: readonly Family[]) => families.filter(({ name }) => name !== 'train-split')

/** Alarms of the sequence, in words. With too few items no alarm is believed: the tests rest on large samples. */
function alarmsOf(record: MonitoringRecord): Finding[] {
  const { jump, cumulative, cusum, enough, checkpoint } = record
  const [before, name] = shortNames([record.previous.name, record.name])
  if (!enough) return []
  const findings: Finding[] = []
  if (jump.alarm)
    findings.push({
      code: 'jump',
      source: 'jump',
      text: `Between ${before} and ${name} (checkpoint ${checkpoint}) ${moved(jump)}`,
    })
  if (cumulative.alarm)
    findings.push({
      code: 'cumulative',
      source: 'cumulative',
      text: `Since the accepted state, up to ${name} (checkpoint ${checkpoint}), ${moved(cumulative)}`,
    })
  if (cusum.alarm)
    findings.push({
      code: 'slow_leak',
      source: 'cusum',
      text: `Over the steps so far the loss fell more on the test set than on the reference set: they add up to ${cusum.sum.toFixed(1)} standard errors beyond their slack at ${name} (checkpoint ${checkpoint}), where ${cusum.border.toFixed(1)} are allowed.`,
    })
  return findings
}

function moved({ effect, interval, pValue, alpha, threshold }: JudgedRecord): string {
  return `the loss fell by ${plain(effect)} nats/token more on the test set than on the reference set (95 % interval ${plain(interval.lower)} to ${plain(interval.upper)}, p ${pTwoDigits(pValue)} where ${pTwoDigits(alpha)} is allowed; ${plain(threshold)} or more counts).`
}

/** Why a leak that matters may have gone unseen: at this step, or at any since the accepted state. */
function notExcluded(
  record: MonitoringRecord,
  past: readonly TestedCheckpoint[],
  { equivalenceAlpha }: AuditReport['parameters'],
): Finding[] {
  if (!record.enough)
    return [
      {
        code: 'too_few_items',
        source: 'monitoring',
        text: `Fewer than ${LEAST_CLUSTERS} independent items in a set: the comparison with earlier checkpoints raises no alarm.`,
      },
    ]
  const { jump, cumulative, checkpoint } = record
  const upperBound = ceilingOf(record, past, equivalenceAlpha)
  // The floor of the cumulative test is the policy's.
  const floor = cumulative.threshold
  const findings: Finding[] = []
  if (jump.resolution > floor)
    findings.push({
      code: 'underpowered',
      source: 'monitoring',
      text: `A jump is seen from ${plain(jump.resolution)} nats/token on with the wanted power; ${plain(floor)} is what matters. More items would help, and placebo sets of the test set's kind.`,
    })
  if (upperBound >= floor)
    findings.push({
      code: 'cumulative_open',
      source: 'monitoring',
      text: `Since the accepted state, ${checkpoint === 1 ? 'a checkpoint' : `${checkpoint} checkpoints`} ago, the loss may have fallen by as much as ${plain(upperBound)} nats/token more on the test set than on the reference set (estimate ${plain(cumulative.effect)}); ${plain(floor)} is what matters. More items and placebo sets narrow this, a yardstick of the checkpoint's own settles it (its base, or three models that have not seen the benchmark, under references), and so does a newer accepted state, once a checkpoint was looked at (--update-baseline).`,
    })
  return findings
}

const KNOWN_BY = {
  assumed: 'as is assumed',
  placebos: 'as the placebo sets show',
  'past-steps': 'as the steps before show',
} as const

/**
 * Whether an audit's finding is no more than the drift since the accepted state. The audit takes for granted that a clean
 * checkpoint's gap stays within τ of its yardstick however long the training between; in a sequence the steps add up, so
 * t = effect/√(SE² + drift²) must reject at the audit's level as well.
 */
function driftBehind(audit: AuditReport, { cumulative, checkpoint }: MonitoringRecord): Finding | undefined {
  if (audit.order?.finding === 'found') return undefined
  const { drift } = cumulative
  const df = cumulative.df === 'infinite' ? Number.POSITIVE_INFINITY : cumulative.df
  const found = armsOf(audit.families).filter(({ finding }) => finding === 'found')
  const explained = found.every(
    ({ effect, standardError }) =>
      tSf(effect / Math.hypot(standardError, drift.deviation), df) > audit.parameters.alpha,
  )
  if (!explained) return undefined
  return {
    code: 'drift_explains',
    source: 'monitoring',
    text: `The audit finds an effect, but in ${checkpoint} checkpoints since the accepted state clean training may move a gap by ${plain(drift.deviation)} nats/token (standard deviation, ${KNOWN_BY[drift.kind]}); beside that it is no evidence. A newer accepted state, or a later checkpoint as the reference model, would settle it.`,
  }
}
