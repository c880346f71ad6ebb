import type { Reason } from '../audit-report.js'
import type { Evidence } from './evidence.js'

/**
 * Checks that make absence say nothing while a finding stands:
 *   parent_seen         the reference items were made from items that the model has seen, which lowers its loss on them;
 *   difficulty_differs  the references find one of two unlike sets much harder, as one that has seen the other does;
 *   texts_cut           most texts were read in pieces: a short context raises the loss, and the floor with it.
 */
const HIDING: readonly string[] = ['difficulty_differs', 'texts_cut']

/** Why the absence of an effect clears nothing, if it does not. */
export function absenceHidden({ estimate, checks }: Evidence): Reason | undefined {
  const byParents = estimate.name === 'loss-gap' ? 'parent_seen' : undefined
  const hiding = checks.find(({ code }) => code === byParents || HIDING.includes(code))
  return hiding && { code: hiding.code, text: hiding.text }
}
