import type { Outcome } from '../../gate-report.js'
import type { TestedCheckpoint } from '../../monitoring-record.js'

/** An outcome in a word or two. */
export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  open: 'gate open',
  closed: 'gate closed',
  inconclusive: 'inconclusive',
  'failed-check': 'a check failed',
}

/** The same of a checkpoint in a table of many. */
export const OUTCOME_MARKS: Readonly<Record<TestedCheckpoint['outcome'], string>> = {
  open: '✓',
  closed: '✗',
  inconclusive: '–',
}
