import { estimateFamily } from '../gaps/family.js'
import type { ItemLoss } from '../types.js'
import type { MeasuredGap } from './measure.js'

/** Losses of one model, set by set: the first is the test set, the second the reference set. */
export interface ModelScores {
  readonly name: string
  readonly tokenizerSha256: string
  readonly sets: readonly { readonly name: string; readonly items: readonly ItemLoss[] }[]
}

export interface ScoreGap {
  readonly gap: MeasuredGap
  /** Items that not every model has, by set. */
  readonly leftOut: readonly { readonly set: string; readonly items: number }[]
}

/** The gap of the first model beside the others, over the items that all have. */
export function gapOfScores(models: readonly ModelScores[], ownBase: boolean): ScoreGap {
  const kept = [0, 1].map(s => {
    const held = models.map(model => new Map(model.sets[s]!.items.map(item => [item.id, item])))
    const all = new Set(held.flatMap(items => [...items.keys()]))
    const ids = [...all].filter(id => held.every(items => items.has(id)))
    return { losses: held.map(items => ids.map(id => items.get(id)!)), leftOut: all.size - ids.length }
  })
  const [suspect, ...references] = models.map(({ name, tokenizerSha256 }, m) => {
    const [exposed, unexposed] = kept.map(({ losses }) => losses[m]!)
    return { name, tokenizerSha256, exposed: exposed!, unexposed: unexposed! }
  })
  const input = {
    ...({ name: 'loss-gap', question: '', suspect: suspect!, ownBase, families: 1 } as const),
    ...{ alpha: 0.01, equivalenceAlpha: 0.05, power: 0.8, effectFloor: { absolute: 0, relative: 0 } },
  }
  const raw = estimateFamily({ ...input, references: [] })
  const family = references.length === 0 ? raw : estimateFamily({ ...input, references })
  return {
    gap: {
      testItems: suspect!.exposed.length,
      refItems: suspect!.unexposed.length,
      rawVariance: raw.varianceItems,
      family,
    },
    leftOut: kept.flatMap(({ leftOut }, s) =>
      leftOut === 0 ? [] : [{ set: models[0]!.sets[s]!.name, items: leftOut }],
    ),
  }
}
