import type { Family, Reason } from '../audit-report.js'
import type { FamilyEstimate } from '../gaps/family.js'
import { REFERENCES_FOR_ESTIMATE } from '../statistics/between-model-variance.js'
import { holmAdjust } from '../statistics/holm.js'
import { conflictOf } from './conflict.js'
import { ineligibilities } from './eligibility.js'
import type { Evidence } from './evidence.js'
import { IN_DOMAIN_TEXT, isInDomain } from './in-domain.js'
import { knownParents } from './known-parents.js'

/**
 * Decides each family (docs/decision.md):
 *   found   p_Holm ≤ α, effect ≥ floor, and with K ≥ 3 every leave-one-reference-out effect ≥ floor / 2;
 *   absent  not found, and the one-sided upper bound at 1 − equivalenceAlpha lies below the floor, but not below
 *           −floor: a test set that is so much harder than the reference set may hide a leak behind its difficulty;
 *           nor is it absent beside reference items whose parents the model knows (known-parents.ts);
 *   open    everything else, every family that is not eligible, and one that training in the domain may explain
 *           (in-domain.ts) or that the model's own gap contradicts (conflict.ts).
 *
 * Error rates, as far as the yardstick holds: P(found | no leak in any family) ≤ α by Holm, under any dependence;
 * asking for the floor as well can only lower it. P(absent | effect ≥ floor) ≤ equivalenceAlpha.
 *
 * `alpha` is what this decision may spend. Where that is a part only, `guardAlpha` is the whole: what contradicts a
 * verdict must not become harder to see because the verdict is early.
 */
export function decideFamilies(
  evidence: readonly Evidence[],
  alpha: number,
  guardAlpha: number = alpha,
): Family[] {
  const judged = evidence.map(one => ({
    one,
    because: ineligibilities(one.estimate, one.checks),
    inDomain: isInDomain(one, evidence),
  }))
  const eligible = judged.filter(({ because }) => because.length === 0)
  const adjusted = new Map(
    holmAdjust(eligible.map(({ one }) => one.estimate.pValue)).map((p, i) => [eligible[i]!.one, p]),
  )
  return judged.map(({ one, because, inDomain }) => {
    // A family that may not decide is corrected as if it were alone: its p-value is shown, never used.
    const pHolm = adjusted.get(one) ?? one.estimate.pValue
    const found = isFound(one.estimate, pHolm, alpha)
    const conflict = conflictOf(one, guardAlpha, found) ?? null
    const parents = knownParents(one) ?? null
    const open = because.length > 0 || inDomain || conflict !== null
    const absent = parents === null && isAbsent(one.estimate)
    const finding = open ? 'open' : found ? 'found' : absent ? 'absent' : 'open'
    return {
      ...one.estimate,
      pHolm,
      eligible: because.length === 0,
      ineligibleBecause: because,
      inDomain,
      conflict,
      knownParents: parents,
      finding,
    }
  })
}

function isFound(family: FamilyEstimate, pHolm: number, alpha: number): boolean {
  const { effect, effectFloor, leaveOneOut, references } = family
  const robust =
    references < REFERENCES_FOR_ESTIMATE || leaveOneOut.every(left => left.effect >= effectFloor / 2)
  return pHolm <= alpha && effect >= effectFloor && robust
}

function isAbsent({ upperBound, effectFloor }: FamilyEstimate): boolean {
  return upperBound < effectFloor && upperBound > -effectFloor
}

/** Why a family stayed open, as codes and sentences. */
export function openReasons(family: Family, alpha: number): Reason[] {
  if (!family.eligible) return [...family.ineligibleBecause]
  const { conflict, effect, effectFloor, minimumDetectableEffect, pHolm, resolution, upperBound } = family
  const reasons: Reason[] = conflict === null ? [] : [conflict]
  const show = (value: number) => value.toFixed(3).replace('-', '−')
  if (family.knownParents !== null) reasons.push(family.knownParents)
  if (resolution > effectFloor) {
    reasons.push({
      code: 'underpowered',
      text: `This audit finds an effect of ${show(minimumDetectableEffect)} with the wanted power; ${show(effectFloor)} is what matters. More items would help`,
    })
  }
  if (pHolm <= alpha && effect < effectFloor) {
    reasons.push({
      code: 'small_effect',
      text: `There is an effect, but at ${show(effect)} it is below the ${show(effectFloor)} that counts as exposure`,
    })
  }
  if (upperBound <= -effectFloor) {
    reasons.push({
      code: 'opposite_effect',
      text: `The effect of ${show(effect)} points the other way: the set in question is harder for this model than the yardstick allows for, so the two sets do not compare`,
    })
  }
  if (family.inDomain) reasons.push({ code: 'in_domain_training', text: IN_DOMAIN_TEXT })
  else if (conflict === null && pHolm <= alpha && effect >= effectFloor) {
    reasons.push({ code: 'fragile', text: 'Without one of the reference models the effect halves' })
  }
  if (reasons.length === 0) {
    reasons.push({
      code: 'undecided',
      text: `The effect of ${show(effect)} is neither shown to be above chance nor bounded below ${show(effectFloor)} (it may be as large as ${show(upperBound)})`,
    })
  }
  return reasons
}
