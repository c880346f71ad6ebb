import type { FamilyEstimate } from '../gaps/family.js'
import { holmAdjust } from '../statistics/holm.js'
import { ineligibilities } from './eligibility.js'
import type { Evidence } from './evidence.js'

/**
 * Holm's correction over every family that may decide: the gaps and, where it may, the order test. A family that may
 * not decide costs the others nothing. Given are the adjusted p-values of the gaps, and that of the order test.
 */
export function correctedPValues(
  evidence: readonly Evidence[],
  order: number | undefined,
): { readonly gaps: ReadonlyMap<Evidence, number>; readonly order: number | undefined } {
  const eligible = evidence.filter(one => ineligibilities(one.estimate, one.checks).length === 0)
  const adjusted = holmAdjust([
    ...eligible.map(({ estimate }) => decidingP(estimate)),
    ...(order === undefined ? [] : [order]),
  ])
  return {
    gaps: new Map(eligible.map((one, i) => [one, adjusted[i]!])),
    order: order === undefined ? undefined : adjusted.at(-1),
  }
}

/** Both must be small where the line counts: rejecting by each of two tests keeps the level of either. */
function decidingP({ pValue, line }: FamilyEstimate): number {
  return line?.outside ? Math.max(pValue, line.pValue) : pValue
}
