import { LossgapError } from '../errors.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import { itemLossOf } from '../scoring/token-scores.js'
import type { Exclusion, ItemLoss, ItemSet } from '../types.js'

/** Per set and model the losses of the items that every model could score, in the same order for all. */
export interface AlignedLosses {
  /** [model][set][item]. */
  readonly losses: readonly (readonly (readonly ItemLoss[])[])[]
  /** The sets with those items only. */
  readonly sets: readonly ItemSet[]
  /** [set] */
  readonly exclusions: readonly (readonly Exclusion[])[]
}

/** Differences between models need the same items: what one model cannot score is left out for all, and listed. */
export function alignLosses(sets: readonly ItemSet[], models: readonly ScoredModel[]): AlignedLosses {
  const scorable = sets.map((set, s) =>
    set.items.map((_, i) => models.every(model => model.scores[s]![i] !== undefined)),
  )
  return {
    losses: models.map(model =>
      sets.map((set, s) =>
        set.items.flatMap((item, i) =>
          scorable[s]![i] ? [itemLossOf(model.scores[s]![i]!, item.cluster)] : [],
        ),
      ),
    ),
    sets: sets.map((set, s) => ({ ...set, items: set.items.filter((_, i) => scorable[s]![i]) })),
    exclusions: sets.map((set, s) => {
      const ids = set.items.filter((_, i) => !scorable[s]![i]).map(item => item.id)
      return ids.length === 0 ? set.exclusions : [...set.exclusions, { reason: 'no token to predict', ids }]
    }),
  }
}

/** Why an item that could have been scored was not. */
export const NOT_SCORED = 'not scored: the audit ended before'

/** Items that stay after `ids` are taken out, with the exclusion recorded. */
export function without(set: ItemSet, ids: readonly string[], reason: string): ItemSet {
  if (ids.length === 0) return set
  const gone = new Set(ids)
  return {
    ...set,
    items: set.items.filter(item => !gone.has(item.id)),
    exclusions: [...set.exclusions, { reason, ids }],
  }
}

/** @throws LossgapError SET_TOO_SMALL when a set has nothing left to compare. */
export function checkScored(names: readonly string[], losses: readonly (readonly ItemLoss[])[]): void {
  const empty = losses.findIndex(items => items.length < 2)
  if (empty < 0) return
  throw new LossgapError(
    'SET_TOO_SMALL',
    `${names[empty]} has ${losses[empty]!.length} items with a token to predict`,
    'Give it two items or more; a verdict needs 100',
  )
}
