import type { Check } from '../audit-report.js'
import type { Yardstick } from '../checks/yardstick.js'
import type { FamilyEstimate, FamilyInput } from '../gaps/family.js'
import { shortNames } from '../short-names.js'
import { aggregateLoss } from '../statistics/aggregate.js'

/** A family's reference models as the checks on them see them. */
export function yardstickOf(
  estimate: FamilyEstimate,
  { suspect, references }: FamilyInput,
  textChecks: readonly Check[],
): Yardstick {
  const bitsOf = (model: FamilyInput['suspect']) => aggregateLoss(model.unexposed).bitsPerByte
  return {
    gaps: gapsOf(estimate),
    bits: { suspect: bitsOf(suspect), references: references.map(bitsOf) },
    hasLine: estimate.line !== null,
    setsAlike: textChecks.some(({ code }) => code === 'sets_alike'),
  }
}

/** The gaps of the reference models, by their short names. */
export function gapsOf({ referenceGaps }: FamilyEstimate): Yardstick['gaps'] {
  const names = shortNames(referenceGaps.map(({ name }) => name))
  return referenceGaps.map(({ gap }, k) => ({ name: names[k]!, gap }))
}
