import type { ItemLoss } from '../types.js'

/**
 * A model's losses with its tokens counted by a standard model's tokenizer: S_i stays, T_i becomes the standard model's
 * tokens of the same text. Then Σ S/Σ T is Skywork's loss · tokens / standard tokens, and all that is known of losses
 * per token (means, errors, weights) holds for it.
 * Where the two do not predict the same bytes (one has a BOS token before the text and predicts its first token as well),
 * standard tokens are taken in proportion: T_i · B_model/B_standard. With equal bytes that is Skywork's formula itself.
 *
 * Shapes: the same documents in the same order. Units: nats per standard token.
 * Source: Wei et al. (2023), arXiv 2310.19341, and the README of its repository.
 * @throws RangeError when the documents are not the same.
 */
export function inStandardTokens(
  losses: readonly ItemLoss[],
  standard: readonly ItemLoss[],
): readonly ItemLoss[] {
  if (losses.length !== standard.length)
    throw new RangeError(`${losses.length} documents beside ${standard.length}`)
  return losses.map((loss, i) => {
    const { id, tokens, bytes } = standard[i]!
    if (id !== loss.id) throw new RangeError(`Document "${loss.id}" beside "${id}"`)
    return { ...loss, tokens: tokens * (loss.bytes / bytes) }
  })
}
