import {
  differenceInDifferences,
  type ModelLosses,
  relativeTo,
} from '../statistics/difference-in-differences.js'
import { type ExposedShare, exposedShare } from '../statistics/exposed-share.js'
import { mean } from '../statistics/moments.js'
import { againstReferenceLine, type LineOptions } from '../statistics/reference-line.js'
import {
  describeEstimate,
  type FamilyEstimate,
  type FamilyInput,
  type ModelPair,
  scaleOf,
  tauPriorOf,
} from './estimate.js'

export type { FamilyEstimate, FamilyInput, ModelPair } from './estimate.js'

/**
 * Difference-in-differences of one family: how much lower the suspect's loss is on the set that may have leaked
 * than on the other one, beyond what the reference models show.
 *
 * Units: nats/token. Between tokenizers, whose tokens differ in length, items are compared in nats/byte and expressed
 * per average token of the suspect, so that floor and priors keep their meaning. Orientation: effect > 0 is leak-like.
 */
export function estimateFamily(input: FamilyInput): FamilyEstimate {
  const { suspect, references, alpha, equivalenceAlpha } = input
  const scale = scaleOf(suspect, references)
  const lossesOf = (model: ModelPair) => ({
    name: model.name,
    test: scale.valuesOf(model.exposed),
    ref: scale.valuesOf(model.unexposed),
  })
  const losses = lossesOf(suspect)
  const others = references.map(lossesOf)
  const options = {
    alpha,
    equivalenceAlpha,
    tauPrior: tauPriorOf(input),
    testClusters: suspect.exposed.map(item => item.cluster),
    refClusters: suspect.unexposed.map(item => item.cluster),
  }
  const result = differenceInDifferences(losses, others, options)
  const line = againstReferenceLine(losses, others, options)
  const adaptation = references.length === 0 ? null : adaptationOf(losses, others)
  return describeEstimate(input, result, {
    unit: scale.unit,
    adaptation,
    line,
    exposedShare: shareOf(losses, others, options),
  })
}

/** At 95 %, whatever the audit's α: it describes the finding and decides nothing. */
const SHARE_ALPHA = 0.05

/** Clusters move together, so neither the bound nor the p-values behind the estimate would hold. */
function shareOf(
  suspect: ModelLosses,
  references: readonly ModelLosses[],
  { testClusters, refClusters }: Pick<LineOptions, 'testClusters' | 'refClusters'>,
): ExposedShare | undefined {
  const shared = [testClusters, refClusters].some(
    clusters => clusters !== undefined && new Set(clusters).size < clusters.length,
  )
  if (shared) return undefined
  const side = (name: 'test' | 'ref') =>
    relativeTo(
      suspect[name],
      references.map(model => model[name]),
    )
  return exposedShare(side('test'), side('ref'), SHARE_ALPHA)
}

/** How much lower the suspect's loss on the unexposed set is than the references' mean: what training in its domain did. */
function adaptationOf(suspect: ModelLosses, references: readonly ModelLosses[]): number {
  return mean(references.map(model => mean(model.ref))) - mean(suspect.ref)
}
