import type { Family } from '../audit-report.js'
import { aggregateLoss, itemSample } from '../statistics/aggregate.js'
import { GENERIC_TAU_PRIOR, OWN_BASE_TAU_PRIOR } from '../statistics/between-model-variance.js'
import { differenceInDifferences, type ModelLosses } from '../statistics/difference-in-differences.js'
import { tQuantile } from '../statistics/distributions.js'
import { mean } from '../statistics/moments.js'
import { minimumDetectableEffect } from '../statistics/power.js'
import type { ItemLoss } from '../types.js'

/** Losses of one model on two sets, item by item in the same order for every model. */
export interface ModelPair {
  readonly name: string
  readonly tokenizerSha256: string
  readonly exposed: readonly ItemLoss[]
  readonly unexposed: readonly ItemLoss[]
}

export interface FamilyInput {
  readonly name: Family['name']
  readonly question: string
  readonly suspect: ModelPair
  readonly references: readonly ModelPair[]
  /** The single reference is the model that the suspect was trained on from. */
  readonly ownBase: boolean
  readonly alpha: number
  readonly equivalenceAlpha: number
  readonly power: number
  /** Families of the audit, over which Holm corrects. */
  readonly families: number
  /** Effects below absolute, or below relative × the suspect's loss on the unexposed set, count as none. */
  readonly effectFloor: { readonly absolute: number; readonly relative: number }
}

/** A family before Holm's correction and before its eligibility is known. */
export type FamilyEstimate = Omit<
  Family,
  'pHolm' | 'eligible' | 'ineligibleBecause' | 'inDomain' | 'conflict' | 'knownParents' | 'finding'
>

/**
 * Difference-in-differences of one family: how much lower the suspect's loss is on the set that may have leaked
 * than on the other one, beyond what the reference models show.
 *
 * Units: nats/token. Between tokenizers, whose tokens differ in length, items are compared in nats/byte and expressed
 * per average token of the suspect, so that floor and priors keep their meaning. Orientation: effect > 0 is leak-like.
 */
export function estimateFamily(input: FamilyInput): FamilyEstimate {
  const { suspect, references, ownBase, alpha, equivalenceAlpha, power } = input
  const sameTokenizer = references.every(model => model.tokenizerSha256 === suspect.tokenizerSha256)
  const unexposed = aggregateLoss(suspect.unexposed)
  const bytesPerToken = unexposed.bytes / unexposed.tokens
  const valuesOf = (items: readonly ItemLoss[]) =>
    sameTokenizer
      ? itemSample(items, 'nats-per-token').values
      : Array.from(itemSample(items, 'nats-per-byte').values, value => value * bytesPerToken)
  const lossesOf = (model: ModelPair) => ({
    name: model.name,
    test: valuesOf(model.exposed),
    ref: valuesOf(model.unexposed),
  })
  const result = differenceInDifferences(lossesOf(suspect), references.map(lossesOf), {
    alpha,
    equivalenceAlpha,
    tauPrior: ownBase ? OWN_BASE_TAU_PRIOR : GENERIC_TAU_PRIOR,
    testClusters: suspect.exposed.map(item => item.cluster),
    refClusters: suspect.unexposed.map(item => item.cluster),
  })
  const { absolute, relative } = input.effectFloor
  const effectFloor = Math.max(absolute, relative * unexposed.itemWeighted)
  return {
    name: input.name,
    question: input.question,
    references: references.length,
    calibration: calibrationOf(references.length, ownBase),
    unit: sameTokenizer ? 'nats-per-token' : 'nats-per-token-equivalent',
    suspectGap: result.suspectGap,
    referenceGaps: [...result.referenceGaps],
    effect: result.effect,
    standardError: result.standardError,
    varianceItems: result.variance.items,
    varianceModels: result.variance.models,
    tau: result.tau.kind === 'none' ? { kind: 'none', value: 0 } : { ...result.tau },
    df: Number.isFinite(result.df) ? result.df : 'infinite',
    t: result.t,
    pValue: result.pValue,
    interval: { ...result.interval },
    lowerBound: result.lowerBound,
    upperBound: result.upperBound,
    leaveOneOut: [...result.leaveOneOut],
    adaptation: references.length === 0 ? null : adaptationOf(lossesOf(suspect), references.map(lossesOf)),
    unexposedLoss: unexposed.itemWeighted,
    effectFloor,
    resolution: minimumDetectableEffect(result, { alpha: alpha / input.families, power }),
    minimumDetectableEffect: foundWith(result, effectFloor, alpha / input.families, power),
  }
}

function calibrationOf(references: number, ownBase: boolean): Family['calibration'] {
  if (references === 0) return 'raw'
  if (references === 1) return ownBase ? 'own-base' : 'unrelated-model'
  return 'reference-models'
}

/** How much lower the suspect's loss on the unexposed set is than the references' mean: what training in its domain did. */
function adaptationOf(suspect: ModelLosses, references: readonly ModelLosses[]): number {
  return mean(references.map(model => mean(model.ref))) - mean(suspect.ref)
}

/** To be found an estimate must pass the test's border and the floor; an effect does so this much above the higher one. */
function foundWith(
  { standardError, df }: { standardError: number; df: number },
  floor: number,
  alpha: number,
  power: number,
): number {
  return Math.max(tQuantile(1 - alpha, df) * standardError, floor) + tQuantile(power, df) * standardError
}
