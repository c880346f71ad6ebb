import { GENERIC_TAU_PRIOR, OWN_BASE_TAU_PRIOR } from '../statistics/between-model-variance.js'

/** What is known, or assumed, of an audit before its models are scored. Losses in nats per token. */
export interface Design {
  /** Independent items per set: clusters of one size count as one item each. */
  readonly testItems: number
  readonly refItems: number
  /** K, the number of reference models. */
  readonly references: number
  /** The single reference is the model that the audited one was trained on from. */
  readonly ownBase: boolean
  /** Standard deviation of one model's loss between items. */
  readonly itemSd: number
  /** Correlation of two models' losses over items. */
  readonly correlation: number
  /** Standard deviation, between models that have seen nothing, of the gap of the two sets. */
  readonly tau: number
  readonly alpha: number
  readonly equivalenceAlpha: number
  /** Families over which Holm corrects. */
  readonly families: number
  readonly effectFloor: number
}

/** A leak: by how much the loss on the test items falls, and how much that differs between them. */
export interface Leak {
  readonly mean: number
  readonly variance: number
}

/** The same in every item. */
export const evenLeak = (mean: number): Leak => ({ mean, variance: 0 })

/** In a share π of the items, δ each: mean π·δ, variance π(1 − π)·δ². */
export const partialLeak = (share: number, perItem: number): Leak => ({
  mean: share * perItem,
  variance: share * (1 - share) * perItem ** 2,
})

/** Variances of the means that an audit compares, as far as they do not depend on the reference models' spread. */
export interface Variances {
  /** Of one model's gap beyond what all models share: its own items' noise and τ². */
  readonly own: number
  /** Of the gap that all models share, because items differ in difficulty. */
  readonly shared: number
  /** Of the mean leak, because items differ in what they lost. */
  readonly leak: number
  /** Of mean_test(a) and of mean_ref(a), a_i = ℓ_S(i) − mean_k ℓ_k(i): the items' part of the standard error. */
  readonly test: number
  readonly ref: number
}

/**
 * With item deviation s, correlation ρ and K references: Var(a) = s²(1 − ρ)(1 + 1/K) per item, or s² without references;
 * a leak that differs between items adds its variance on the test set.
 */
export function variancesOf(design: Design, leakVariance: number): Variances {
  const { testItems, refItems, references, itemSd, correlation, tau } = design
  const perPair = 1 / testItems + 1 / refItems
  const ownItem = itemSd ** 2 * (1 - correlation)
  const item = references === 0 ? itemSd ** 2 : ownItem * (1 + 1 / references)
  return {
    own: ownItem * perPair + tau ** 2,
    shared: Math.max(0, itemSd ** 2 - ownItem) * perPair,
    leak: leakVariance / testItems,
    test: (item + leakVariance) / testItems,
    ref: item / refItems,
  }
}

/** τ that the test takes for granted with one or two references. */
export function priorOf({ ownBase }: Design): number {
  return ownBase ? OWN_BASE_TAU_PRIOR : GENERIC_TAU_PRIOR
}
