import { LossgapError } from '../errors.js'
import type { ScoredModel } from './score-sets.js'

/**
 * Scores of different precision, provider or BOS policy differ by more than the gaps we look for, so they are
 * never compared. The BOS policy has to agree only between models that share a tokenizer: another tokenizer may
 * have no such token at all.
 * @throws LossgapError SCORES_INCOMPATIBLE.
 */
export function checkComparable(suspect: ScoredModel, reference: ScoredModel): void {
  const a = suspect.identity
  const b = reference.identity
  if (a.modelSha256 === b.modelSha256) {
    throw new LossgapError(
      'SCORES_INCOMPATIBLE',
      `${suspect.name} and ${reference.name} are the same model, byte for byte`,
      'Name each model once; a reference model must not have seen what the audited one may have seen',
    )
  }
  const differs =
    a.precision !== b.precision
      ? `precision (${a.precision} against ${b.precision})`
      : a.provider !== b.provider
        ? `execution provider (${a.provider} against ${b.provider})`
        : a.tokenizerSha256 === b.tokenizerSha256 && a.bos !== b.bos
          ? `BOS policy (${a.bos} against ${b.bos})`
          : undefined
  if (differs === undefined) return
  throw new LossgapError(
    'SCORES_INCOMPATIBLE',
    `${suspect.name} and ${reference.name} cannot be compared: they differ in ${differs}`,
    'Export both models in the same precision and score both with the same --device and --bos',
  )
}
