import { LossgapError } from '../errors.js'
import type { ScoredModel } from './score-sets.js'

/**
 * Scores of different precision, provider, BOS policy or window differ by more than the gaps we look for, so they
 * are never compared. A BOS token before one model's texts only scores their first token as well, which shifts its
 * gap where lengths differ; a tokenizer that has none is compared with --bos never. The window has to agree only where a text was cut: what both read whole, both read alike.
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
        : a.bos !== b.bos
          ? `BOS policy (${a.bos} against ${b.bos})`
          : undefined
  if (differs !== undefined)
    throw incompatible(
      suspect,
      reference,
      differs,
      a.bos === b.bos
        ? 'Export both models in the same precision and score both with the same --device'
        : 'Use --bos never, or --bos always where both tokenizers have such a token',
    )
  if (suspect.window === reference.window || suspect.textsWindowed + reference.textsWindowed === 0) return
  throw incompatible(
    suspect,
    reference,
    `window (${windowOf(suspect)}, against ${windowOf(reference)})`,
    `Score both with --window ${Math.min(suspect.window, reference.window)}, so that each token is predicted from as much text by one as by the other`,
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
