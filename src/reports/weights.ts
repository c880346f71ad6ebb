import type { AuditReport, ReferenceRecord } from '../audit-report.js'

/** How a reference model's weights stand to the audited one's, and on whose word it is taken for its base. */
export function weightsOf({ families }: Pick<AuditReport, 'families'>, { lineage }: ReferenceRecord): string {
  const { cosine, kind, comparedWeights } = lineage
  const stated = kind !== 'same' && families.some(({ calibration }) => calibration === 'own-base')
  const word = stated ? '; taken for its base on the word of --own-base' : ''
  return cosine === null
    ? `not comparable with the audited model's${word}`
    : `${kind} lineage: median cosine ${cosine.toFixed(3)} to the audited model's, over ${comparedWeights} weights${word}`
}
