import type { AuditReport, Reason } from '../audit-report.js'
import type { Outcome } from '../gate-report.js'
import type { MonitoringRecord, TestedCheckpoint } from '../monitoring-record.js'
import { alarmsOf } from './alarms.js'
import { armsOf } from './arms.js'
import { type Accepted, beside, notExcluded } from './comparison.js'
import { driftBehind } from './drift-behind.js'
import type { Finding } from './finding.js'

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
