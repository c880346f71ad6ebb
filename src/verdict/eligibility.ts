import type { Check, Reason } from '../audit-report.js'
import type { FamilyEstimate } from '../gaps/family.js'
import { REFERENCES_FOR_ESTIMATE } from '../statistics/between-model-variance.js'

/**
 * Reasons why a family may not decide; none = it may.
 *
 * A failed check always bars it. Beyond that the gap needs a yardstick: three or more reference models, or the
 * suspect's own base or previous checkpoint, or two sets that no text classifier tells apart, in which case an
 * unexposed model has no gap to begin with. Checks can only weaken a verdict: none of them makes a family eligible
 * by itself.
 *
 * Strongly shifted sets are barred even with reference models. Training on one text form moves
 * a model's loss on another form, so a difference to its own base accuses it of items that it never saw.
 */
export function ineligibilities(family: FamilyEstimate, checks: readonly Check[]): Reason[] {
  const failed = checks.filter(check => check.status === 'fail').map(({ code, text }) => ({ code, text }))
  return [...failed, ...calibrationReasons(family, checks)]
}

function calibrationReasons({ references, calibration }: FamilyEstimate, checks: readonly Check[]): Reason[] {
  if (calibration === 'own-base' || references >= REFERENCES_FOR_ESTIMATE) return []
  if (references > 0) {
    return [
      {
        code: 'weak_calibration',
        text:
          references === 1
            ? 'One reference model that is not the base of the audited one: how much such gaps vary is unknown'
            : `${references} reference models: how much gaps vary between models takes ${REFERENCES_FOR_ESTIMATE} to estimate`,
      },
    ]
  }
  if (checks.some(check => check.code === 'sets_alike')) return []
  // Sets that are told apart outright have failed their check, which is reason enough.
  if (checks.some(check => check.code === 'sets_told_apart')) return []
  return [
    {
      code: 'no_calibration',
      text: 'The sets are not shown to be alike and there is no reference model, so an unexposed model may show a gap as well',
    },
  ]
}
