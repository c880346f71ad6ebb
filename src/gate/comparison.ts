import type { AuditReport } from '../audit-report.js'
import { LEAST_CLUSTERS } from '../checks/size.js'
import { plain } from '../format.js'
import type { MonitoringRecord, TestedCheckpoint } from '../monitoring-record.js'
import { shortNames } from '../short-names.js'
import { ceilingOf } from './ceiling.js'
import type { Finding } from './finding.js'

export interface Accepted {
  readonly name: string
  readonly audit: string
}

/** What a comparison alone licenses to say. */
export function beside(accepted: Accepted | undefined, { cumulative, name }: MonitoringRecord): Finding {
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

/** Why a leak that matters may have gone unseen: at this step, or at any since the accepted state. */
export function notExcluded(
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
