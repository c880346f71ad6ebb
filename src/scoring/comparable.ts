import { LossgapError } from '../errors.js'
import type { ScoredModel } from './score-sets.js'

/**
 * A model and its reference: scored alike (`checkScoredAlike`), BOS policy and all, and not the same model. A BOS token before
 * one model's texts only scores their first token as well, which shifts its gap where lengths differ; a tokenizer that has none
 * is compared with --bos never.
 * @throws LossgapError SCORES_INCOMPATIBLE.
 */
export function checkComparable(suspect: ScoredModel, reference: ScoredModel): void {
  const [a, b] = [suspect.identity, reference.identity]
  if (a.modelSha256 === b.modelSha256) {
    throw new LossgapError(
      'SCORES_INCOMPATIBLE',
      `${suspect.name} and ${reference.name} are the same model, byte for byte`,
      'Name each model once; a reference model must not have seen what the audited one may have seen',
    )
  }
  checkScoredAlike(suspect, reference)
  if (a.bos === b.bos) return
  throw incompatible(
    suspect,
    reference,
    `BOS policy (${a.bos} against ${b.bos})`,
    'Use --bos never, or --bos always where both tokenizers have such a token',
  )
}

/**
 * Scores of different precision, provider or window differ by more than what we look for, so they are never set beside each
 * other. The window has to agree only where a text was cut: what both read whole, both read alike.
 * @throws LossgapError SCORES_INCOMPATIBLE.
 */
export function checkScoredAlike(one: ScoredModel, other: ScoredModel): void {
  const [a, b] = [one.identity, other.identity]
  const differs =
    a.precision !== b.precision
      ? `precision (${a.precision} against ${b.precision})`
      : a.provider !== b.provider
        ? `execution provider (${a.provider} against ${b.provider})`
        : undefined
  if (differs !== undefined)
    throw incompatible(
      one,
      other,
      differs,
      'Export both models in the same precision and score both with the same --device',
    )
  if (one.window === other.window || one.textsWindowed + other.textsWindowed === 0) return
  throw incompatible(
    one,
    other,
    `window (${windowOf(one)}, against ${windowOf(other)})`,
    `Score both with --window ${Math.min(one.window, other.window)}, so that each token is predicted from as much text by one as by the other`,
  )
}

function windowOf({ window, textsWindowed }: ScoredModel): string {
  return `${window} tokens, ${textsWindowed} longer texts`
}

function incompatible(a: ScoredModel, b: ScoredModel, differs: string, fix: string): LossgapError {
  return new LossgapError(
    'SCORES_INCOMPATIBLE',
    `${a.name} and ${b.name} cannot be compared: they differ in ${differs}`,
    fix,
  )
}
