import type { Family, Reason } from '../audit-report.js'
import { plain } from '../format.js'
import type { FamilyEstimate } from '../gaps/family.js'
import { REFERENCES_FOR_ESTIMATE } from '../statistics/between-model-variance.js'
import { absenceHidden } from './absence-hidden.js'
import { conflictOf } from './conflict.js'
import { correctedPValues } from './correction.js'
import { ineligibilities } from './eligibility.js'
import type { Evidence } from './evidence.js'
import { IN_DOMAIN_TEXT, isInDomain } from './in-domain.js'

/**
 * Decides each family (docs/decision.md):
 *   found   p_Holm ≤ α, effect ≥ floor, and with K ≥ 3 every leave-one-reference-out effect ≥ floor / 2;
 *           where the suspect lies outside the losses of all references, the line through them must say so too
 *           (the larger p counts, and its effect must reach floor / 2);
 *   absent  not found, and the one-sided upper bound at 1 − equivalenceAlpha lies below the floor, but not below
 *           −floor: a test set that is so much harder than the reference set may hide a leak behind its difficulty;
 *           nor is it absent beside reference items whose parents the model knows (absence-hidden.ts), where the references
 *           find the sets very unequal, or where most texts were read in pieces;
 *           Where all references are far and only the alikeness of the sets carries the comparison, the model's own gap must
 *           meet the conditions of found or absent too.
 *   open    everything else, every family that is not eligible, and one that training in the domain may explain
 *           (in-domain.ts) or that the model's own gap contradicts (conflict.ts).
 *
 * Error rates, as far as the yardstick holds: P(found | no leak in any family) ≤ α by Holm, under any dependence;
 * asking for the floor as well can only lower it. P(absent | effect ≥ floor) ≤ equivalenceAlpha.
 *
 * `order` is the p-value of an order test that may decide. `alpha` is what this decision may spend; where that is a part
 * only, `guardAlpha` is the whole: what contradicts a verdict must not become harder to see because the verdict is early.
 */
export function decideFamilies(
  evidence: readonly Evidence[],
  alpha: number,
  {
    order,
    guardAlpha = alpha,
  }: { readonly order?: number | undefined; readonly guardAlpha?: number | undefined } = {},
): Family[] {
  const judged = evidence.map(one => ({
    one,
    because: ineligibilities(one.estimate, one.checks),
    inDomain: isInDomain(one, evidence),
  }))
  const { gaps } = correctedPValues(evidence, order)
  return judged.map(({ one, because, inDomain }) => {
    // A family that may not decide is corrected as if it were alone: its p-value is shown, never used.
    const pHolm = gaps.get(one) ?? one.estimate.pValue
    const carried = one.checks.some(({ code }) => code === 'references_far_sets_alike') ? one.raw : undefined
    const found =
      isFound(one.estimate, pHolm, alpha) &&
      (carried === undefined || isFound(carried, carried.pValue, alpha))
    const conflict = conflictOf(one, guardAlpha, found) ?? null
    const hidden = absenceHidden(one) ?? null
    const open = because.length > 0 || inDomain || conflict !== null
    const absent = hidden === null && isAbsent(one.estimate) && (carried === undefined || isAbsent(carried))
    const finding = open ? 'open' : found ? 'found' : absent ? 'absent' : 'open'
    return {
      ...one.estimate,
      pHolm,
      eligible: because.length === 0,
      ineligibleBecause: because,
      inDomain,
      conflict,
      absenceHidden: hidden,
      finding,
    }
  })
}

function isFound(family: FamilyEstimate, pHolm: number, alpha: number): boolean {
  const { effect, effectFloor, leaveOneOut, references } = family
  if (isBentAway(family)) return false
  const robust =
    references < REFERENCES_FOR_ESTIMATE || leaveOneOut.every(left => left.effect >= effectFloor / 2)
  return pHolm <= alpha && effect >= effectFloor && robust
}

/** The line through the references takes the effect away. */
function isBentAway({ line, effectFloor }: FamilyEstimate): boolean {
  return line?.outside === true && line.effect < effectFloor / 2
}

function isAbsent({ upperBound, effectFloor, line }: FamilyEstimate): boolean {
  const byLine = !line?.outside || line.upperBound < effectFloor
  return upperBound < effectFloor && upperBound > -effectFloor && byLine
}

/** Said where the gaps alone would have decided and the line does not follow. */
function outsideReason(family: Family, alpha: number): Reason | undefined {
  const { line, effect, effectFloor, pValue, upperBound } = family
  if (!line?.outside) return undefined
  const byGaps = (pValue <= alpha && effect >= effectFloor) || upperBound < effectFloor
  return byGaps
    ? {
        code: 'outside_references',
        text: `The model lies outside the losses of all ${family.references} reference models; along the line through them the effect is ${plain(line.effect)} (at most ${plain(line.upperBound)}) rather than ${plain(effect)}, so the two do not settle it together. References of its strength would`,
      }
    : undefined
}

/** Why a family stayed open, as codes and sentences. */
export function openReasons(family: Family, alpha: number): Reason[] {
  if (!family.eligible) return [...family.ineligibleBecause]
  const { conflict, effect, effectFloor, minimumDetectableEffect, pHolm, resolution, upperBound } = family
  const reasons: Reason[] = conflict === null ? [] : [conflict]
  if (family.absenceHidden !== null) reasons.push(family.absenceHidden)
  if (resolution > effectFloor) {
    reasons.push({
      code: 'underpowered',
      text: `This audit finds an effect of ${plain(minimumDetectableEffect)} with the wanted power; ${plain(effectFloor)} is what matters. More items would help`,
    })
  }
  if (pHolm <= alpha && effect < effectFloor) {
    reasons.push({
      code: 'small_effect',
      text: `There is an effect, but at ${plain(effect)} it is below the ${plain(effectFloor)} that counts as exposure`,
    })
  }
  if (upperBound <= -effectFloor) {
    reasons.push({
      code: 'opposite_effect',
      text: `The effect of ${plain(effect)} points the other way: the set in question is harder for this model than the yardstick allows for, so the two sets do not compare`,
    })
  }
  const outside = outsideReason(family, alpha)
  if (outside !== undefined) reasons.push(outside)
  if (family.inDomain) reasons.push({ code: 'in_domain_training', text: IN_DOMAIN_TEXT })
  else if (outside === undefined && conflict === null && pHolm <= alpha && effect >= effectFloor) {
    reasons.push({ code: 'fragile', text: 'Without one of the reference models the effect halves' })
  }
  if (reasons.length === 0) {
    reasons.push({
      code: 'undecided',
      text: `The effect of ${plain(effect)} is neither shown to be above chance nor bounded below ${plain(effectFloor)} (it may be as large as ${plain(upperBound)})`,
    })
  }
  return reasons
}
