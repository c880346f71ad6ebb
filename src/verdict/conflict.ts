import type { Reason } from '../audit-report.js'
import { plain } from '../format.js'
import type { Evidence } from './evidence.js'

/** Standard errors that the references’ own gap between alike sets may lie from 0: beyond it once in a thousand times. */
const BEYOND_CHANCE = 3.3

/**
 * Whether the reference models say one thing and the model's own gap another.
 *
 * Between alike sets an unexposed model has no gap, so the raw gap is evidence by itself. An effect that is found but
 * not to be seen in it comes from the references (one that has seen the reference set, say); one that is absent
 * although the raw gap shows it was subtracted by a reference that has seen the test set as well. What the two effects
 * differ by is the references' own gap: of the floor's size, and beyond chance, it is one that no unexposed model has.
 */
export function conflictOf(
  { raw, estimate, checks }: Evidence,
  alpha: number,
  found: boolean,
): Reason | undefined {
  if (raw === undefined || !checks.some(check => check.code === 'sets_alike')) return undefined
  const shows = raw.pValue <= alpha && raw.effect >= raw.effectFloor
  const byReferences = Math.abs(estimate.effect - raw.effect)
  const gapOfReferences =
    byReferences >= estimate.effectFloor && byReferences > BEYOND_CHANCE * raw.standardError
  const conflicting = gapOfReferences || (found ? raw.effect < raw.effectFloor / 2 : shows)
  if (!conflicting) return undefined
  return {
    code: 'conflict',
    text: `The sets are alike, so the model's own gap should agree with the one beside its reference models; the effects are ${plain(raw.effect)} and ${plain(estimate.effect)}. A reference model may have seen one of the sets`,
  }
}
