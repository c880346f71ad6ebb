import type { Check } from '../audit-report.js'
import type { FamilyEstimate } from '../gaps/family.js'

/** A family's estimate and the validity checks on what it compares. */
export interface Evidence {
  readonly estimate: FamilyEstimate
  /** The same without reference models; undefined when the estimate is that already. */
  readonly raw?: FamilyEstimate | undefined
  readonly checks: readonly Check[]
}
