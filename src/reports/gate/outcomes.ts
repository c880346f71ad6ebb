import type { Outcome } from '../../gate-report.js'

/** An outcome in a word or two. */
export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  open: 'gate open',
  closed: 'gate closed',
  inconclusive: 'inconclusive',
  'failed-check': 'a check failed',
}
