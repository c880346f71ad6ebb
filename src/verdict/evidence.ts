import type { Check } from '../audit-report.js'
import type { FamilyEstimate } from '../gaps/family.js'

/** A family's estimate and the validity checks on the two sets that it compares. */
export interface Evidence {
  readonly estimate: FamilyEstimate
  readonly checks: readonly Check[]
}
