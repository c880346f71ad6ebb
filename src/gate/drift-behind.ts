import type { AuditReport } from '../audit-report.js'
import { plain } from '../format.js'
import type { MonitoringRecord } from '../monitoring-record.js'
import { tSf } from '../statistics/distributions.js'
import { armsOf } from './arms.js'
import type { Finding } from './finding.js'

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
export function driftBehind(
  audit: AuditReport,
  { cumulative, checkpoint }: MonitoringRecord,
): Finding | undefined {
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
