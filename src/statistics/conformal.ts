import { LossgapError } from '../errors.js'
import type { Values } from './types.js'

/**
 * Conformal p-values of items against clean ones: p_i = (1 + #{clean: score ≥ score_i})/(n + 1), never below 1/(n + 1).
 *
 * Shapes: one score per item; p-values in the order of `scores`. Orientation: higher scores are leak-like.
 * Validity: an item that has not leaked is exchangeable with the clean ones, which must not have been used to make the
 * score. The p-values share the clean items, so they depend on each other positively, as Benjamini–Hochberg allows.
 * Source: Bates et al. (2023), arXiv:2104.08279.
 *
 * @throws LossgapError SET_EMPTY without clean items. @throws RangeError when a score is not finite.
 */
export function conformalPValues(scores: Values, clean: Values): Float64Array {
  if (clean.length === 0)
    throw new LossgapError('SET_EMPTY', 'There is no clean item to compare with', 'Give the clean set items')
  const all = [Array.from(scores), Array.from(clean)]
  if (!all.flat().every(Number.isFinite)) throw new RangeError('A score is not finite')
  const sorted = Float64Array.from(clean).sort()
  return Float64Array.from(
    scores,
    score => (1 + sorted.length - firstAtLeast(sorted, score)) / (sorted.length + 1),
  )
}

/** Index of the first value ≥ `score`, by halving. */
function firstAtLeast(sorted: Float64Array, score: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < score) low = middle + 1
    else high = middle
  }
  return low
}
