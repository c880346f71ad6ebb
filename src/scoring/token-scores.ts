import { LossgapError } from '../errors.js'
import type { SegmentScores } from '../models/backend.js'
import type { Encoding } from '../models/tokenizer.js'
import type { ItemLoss, TokenScores } from '../types.js'

/** Scores of one text, not yet tied to an item of a set. */
export type TextScores = SegmentScores

/** A log-probability above 0 by more than float32's rounding is no probability. */
const LOG_PROB_SLACK = 1e-3

/**
 * Rejects scores that are not numbers, once, so that nothing downstream needs a guard.
 * @throws LossgapError LOGITS_NOT_FINITE naming the text and the token.
 */
export function checkFinite(scores: TextScores, encoding: Encoding, label: string, model: string): void {
  for (let t = 0; t < scores.logProb.length; t++) {
    const sound =
      Number.isFinite(scores.logProb[t]!) &&
      scores.logProb[t]! <= LOG_PROB_SLACK &&
      Number.isFinite(scores.vocabMean[t]!) &&
      Number.isFinite(scores.vocabStd[t]!)
    if (sound) continue
    throw new LossgapError(
      'LOGITS_NOT_FINITE',
      `${model} gives no probability for token ${t + encoding.firstScored} of ${label} (log p = ${scores.logProb[t]}, mean ${scores.vocabMean[t]})`,
      'Its logits overflow or are NaN: export it in float32 (half precision is the usual cause), or run lossgap doctor MODEL',
    )
  }
}

/** Ties scores to their item: adds token ids and byte spans, which follow from the text and the tokenizer. */
export function tokenScoresOf(itemId: string, encoding: Encoding, scores: TextScores): TokenScores {
  const { ids, firstScored, byteOffsets } = encoding
  return {
    itemId,
    tokenId: ids.subarray(firstScored),
    ...scores,
    byteStart: byteOffsets.subarray(firstScored, ids.length),
    byteEnd: byteOffsets.subarray(firstScored + 1, ids.length + 1),
  }
}

/** Sums the token scores of an item: nats = Σ −log p, tokens = T, bytes = those that the predicted tokens cover. */
export function itemLossOf(scores: TokenScores, cluster: string): ItemLoss {
  let nats = 0
  for (const logProb of scores.logProb) nats -= logProb
  const tokens = scores.logProb.length
  return {
    id: scores.itemId,
    cluster,
    nats,
    tokens,
    bytes: scores.byteEnd[tokens - 1]! - scores.byteStart[0]!,
  }
}
