import {
  differenceInDifferences,
  pairedDifferenceInDifferences,
} from '../statistics/difference-in-differences.js'
import { mean } from '../statistics/moments.js'
import type { ItemLoss } from '../types.js'
import {
  describeEstimate,
  type FamilyEstimate,
  type FamilyInput,
  type ModelPair,
  scaleOf,
  tauPriorOf,
} from './estimate.js'

/** Losses of one model on items (`exposed`) and, in the same order, on their paraphrases (`unexposed`). */
export interface ModelParaphrases extends ModelPair {
  /** The same of items that no model has seen: what rewording alone does to this model. */
  readonly control?:
    | { readonly original: readonly ItemLoss[]; readonly reworded: readonly ItemLoss[] }
    | undefined
}

export interface ParaphraseInput extends FamilyInput {
  readonly suspect: ModelParaphrases
  readonly references: readonly ModelParaphrases[]
}

/**
 * Paired difference-in-differences: d_i = ℓ(item) − ℓ(its paraphrase), how much easier the very wording of the
 * benchmark is than the same item said otherwise; effect = mean_k d̄_k − d̄_S. With a control, each model's d̄ is
 * taken relative to that of the reworded control items, so that neither the paraphraser's style nor what training
 * in the domain did to the model's taste for it counts as exposure.
 *
 * Units: nats/token (see `scaleOf`). Orientation: effect > 0 is leak-like. Pairs are the sampling unit, or clusters.
 * Validity: as for `pairedDifferenceInDifferences`; the paraphrases themselves have not been seen.
 * Source: methods of paired rewording (Xu et al. 2024, arXiv:2404.18824; Dekoninck et al. 2024, arXiv:2405.16281),
 * here on losses.
 */
export function estimateParaphrases(input: ParaphraseInput): FamilyEstimate {
  const { suspect, references, alpha, equivalenceAlpha } = input
  const scale = scaleOf(suspect, references)
  const differences = (original: readonly ItemLoss[], reworded: readonly ItemLoss[]) => {
    const after = scale.valuesOf(reworded)
    return Float64Array.from(scale.valuesOf(original), (before, i) => before - after[i]!)
  }
  const options = { alpha, equivalenceAlpha, tauPrior: tauPriorOf(input) }
  const clusters = suspect.exposed.map(item => item.cluster)
  const pairs = (model: ModelParaphrases) => differences(model.exposed, model.unexposed)
  const controls = (model: ModelParaphrases) => differences(model.control!.original, model.control!.reworded)
  const withControl = (model: ModelParaphrases) => ({
    name: model.name,
    test: pairs(model),
    ref: controls(model),
  })
  const alone = (model: ModelParaphrases) => ({ name: model.name, differences: pairs(model) })
  const result = suspect.control
    ? differenceInDifferences(withControl(suspect), references.map(withControl), {
        ...options,
        testClusters: clusters,
        refClusters: suspect.control.original.map(item => item.cluster),
      })
    : pairedDifferenceInDifferences(alone(suspect), references.map(alone), { ...options, clusters })
  const lossOn = (model: ModelParaphrases) => mean(scale.valuesOf(model.unexposed))
  const adaptation = references.length === 0 ? null : mean(references.map(lossOn)) - lossOn(suspect)
  return describeEstimate(input, result, {
    unit: scale.unit,
    adaptation,
    controlled: suspect.control !== undefined,
  })
}
