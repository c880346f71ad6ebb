import { LossgapError } from '../errors.js'
import type { Lineage } from '../models/lineage.js'

/**
 * Whether the single reference model is the one that the audited model was trained on from (or an earlier
 * checkpoint): found by comparing weights, or said by the user where they cannot be compared.
 * @throws LossgapError USAGE when the user says so and the weights say otherwise.
 */
export function isOwnBase(
  referenceModels: readonly string[],
  stated: boolean,
  lineages: readonly Lineage[],
): boolean {
  const [reference] = referenceModels
  const [lineage] = lineages
  if (stated && (reference === undefined || referenceModels.length > 1)) {
    throw new LossgapError(
      'USAGE',
      `--own-base goes with one --reference-model, got ${referenceModels.length}`,
      'Name the base model or an earlier checkpoint with --reference-model, or leave --own-base out',
    )
  }
  if (reference === undefined || lineage === undefined || referenceModels.length > 1) return false
  if (stated && lineage.kind === 'different') {
    throw new LossgapError(
      'USAGE',
      `--own-base: the audited model was not trained on from ${reference} (their weights have a median cosine of ${lineage.cosine?.toFixed(2)})`,
      'Leave --own-base out, or name the base model or an earlier checkpoint with --reference-model',
    )
  }
  return stated || lineage.kind === 'same'
}
