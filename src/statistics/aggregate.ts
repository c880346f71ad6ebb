import { LossgapError } from '../errors.js'
import type { ItemLoss } from '../types.js'
import { clusterMean, clusterTotals, mean } from './moments.js'
import type { Sample } from './types.js'

export interface LossAggregate {
  readonly itemCount: number
  readonly clusterCount: number
  /** Totals over the set. */
  readonly nats: number
  readonly tokens: number
  readonly bytes: number
  /** Σ nats / Σ tokens, as Skywork reports it. */
  readonly tokenWeighted: number
  /** Mean over items of nats/tokens, what the tests compare. */
  readonly itemWeighted: number
  readonly natsPerByte: number
  readonly bitsPerByte: number
  /** exp(tokenWeighted). */
  readonly perplexity: number
  /** Of tokenWeighted and itemWeighted, robust to clusters; null when there is only one cluster. */
  readonly tokenWeightedError: number | null
  readonly itemWeightedError: number | null
}

/** nats/token within one tokenizer; nats/byte where models with different tokenizers are compared. */
export type LossUnit = 'nats-per-token' | 'nats-per-byte'

/**
 * Loss of a set under one model. tokenWeighted = ΣS/ΣT, itemWeighted = mean of S_i/T_i,
 * natsPerByte = ΣS/ΣB, bitsPerByte = natsPerByte/ln 2, with S nats, T tokens, B bytes per item.
 * Standard error of tokenWeighted R by linearising the ratio: √(g/(g − 1) Σ_c e_c²)/ΣT, e_c = S_c − R·T_c
 * over g clusters; that of itemWeighted as in `clusterMean`.
 *
 * Units: nats, except bits per byte. Orientation: lower = more familiar.
 * Source: Wei et al. (2023), arXiv:2310.19341 (token-weighted, eval_loss.py); Cochran (1977), ch. 6.
 *
 * @throws LossgapError SET_EMPTY without items; TEXT_EMPTY when an item has no predicted tokens or bytes.
 */
export function aggregateLoss(items: readonly ItemLoss[]): LossAggregate {
  const perToken = itemSample(items, 'nats-per-token')
  const total = (of: (item: ItemLoss) => number) => items.reduce((sum, item) => sum + of(item), 0)
  const nats = total(item => item.nats)
  const tokens = total(item => item.tokens)
  const bytes = total(item => item.bytes)
  const tokenWeighted = nats / tokens
  const clusters = items.map(item => item.cluster)
  const residuals = clusterTotals({
    values: items.map(item => item.nats - tokenWeighted * item.tokens),
    clusters,
  })
  const clusterCount = residuals.sums.length
  const squares = residuals.sums.reduce((sum, residual) => sum + residual ** 2, 0)
  const single = clusterCount < 2
  return {
    itemCount: items.length,
    clusterCount,
    nats,
    tokens,
    bytes,
    tokenWeighted,
    itemWeighted: mean(perToken.values),
    natsPerByte: nats / bytes,
    bitsPerByte: nats / bytes / Math.LN2,
    perplexity: Math.exp(tokenWeighted),
    tokenWeightedError: single ? null : Math.sqrt((clusterCount / (clusterCount - 1)) * squares) / tokens,
    itemWeightedError: single ? null : Math.sqrt(clusterMean(perToken).varianceOfMean),
  }
}

/**
 * The items' losses and clusters as a sample for the tests.
 *
 * @throws LossgapError SET_EMPTY without items; TEXT_EMPTY when an item has no predicted tokens or bytes.
 */
export function itemSample(items: readonly ItemLoss[], unit: LossUnit): Required<Sample> {
  if (items.length === 0) {
    throw new LossgapError('SET_EMPTY', 'A set without items has no loss', 'Check which items were left out')
  }
  const values = Float64Array.from(items, item => {
    // Tokens of another tokenizer, counted in proportion, may be less than one.
    if (!(item.tokens > 0) || item.bytes < 1) {
      throw new LossgapError(
        'TEXT_EMPTY',
        `Item "${item.id}" has no predicted token`,
        'Fill it in or delete it',
      )
    }
    return item.nats / (unit === 'nats-per-token' ? item.tokens : item.bytes)
  })
  return { values, clusters: items.map(item => item.cluster) }
}
