import type { AuditReport, Family } from '../audit-report.js'
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
 * Yardsticks from which the steps of a sequence lead nowhere: other models, whose variance is in the standard error as it is,
 * and none, where the sets are alike.
 */
const APART: ReadonlySet<Family['calibration']> = new Set(['reference-models', 'unrelated-model', 'raw'])

/**
 * Whether an audit's finding is no more than the drift since the accepted state. An audit beside the checkpoints' own base
 * takes for granted that a clean gap stays within τ of it however long the training between; in a sequence the steps add up,
 * so t = effect/√(SE² + drift²) must reject at the audit's level as well. No drift between checkpoints brings about what
 * was found beside other models, or what is known in its order or word for word.
 */
export function driftBehind(
  audit: AuditReport,
  { cumulative, checkpoint }: MonitoringRecord,
): Finding | undefined {
  if (audit.order?.finding === 'found' || audit.recall?.finding === 'found') return undefined
  const { drift } = cumulative
  const df = cumulative.df === 'infinite' ? Number.POSITIVE_INFINITY : cumulative.df
  const found = armsOf(audit.families).filter(({ finding }) => finding === 'found')
  const explained = found.every(
    ({ calibration, effect, standardError }) =>
      !APART.has(calibration) &&
      tSf(effect / Math.hypot(standardError, drift.deviation), df) > audit.parameters.alpha,
  )
  if (!explained) return undefined
  return {
    code: 'drift_explains',
    source: 'monitoring',
    text: `The audit finds an effect, but in ${checkpoint} checkpoints since the accepted state clean training may move a gap by ${plain(drift.deviation)} nats/token (standard deviation, ${KNOWN_BY[drift.kind]}); beside that it is no evidence. A newer accepted state, or a later checkpoint as the reference model, would settle it.`,
  }
}
