import type { Family } from '../audit-report.js'
import { aggregateLoss, itemSample } from '../statistics/aggregate.js'
import { GENERIC_TAU_PRIOR, OWN_BASE_TAU_PRIOR } from '../statistics/between-model-variance.js'
import type { DifferenceInDifferences } from '../statistics/difference-in-differences.js'
import type { ExposedShare } from '../statistics/exposed-share.js'
import { minimumDetectableEffect, smallestFoundEffect } from '../statistics/power.js'
import type { ReferenceLine } from '../statistics/reference-line.js'
import type { Values } from '../statistics/types.js'
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
  'pHolm' | 'eligible' | 'ineligibleBecause' | 'inDomain' | 'conflict' | 'absenceHidden' | 'finding'
>

/** In which unit the items of a family are compared, and their values in it. */
export interface Scale {
  readonly unit: Family['unit']
  valuesOf(items: readonly ItemLoss[]): Values
}

/**
 * Nats/token; between tokenizers, whose tokens differ in length, nats/byte expressed per average token of the
 * suspect on the unexposed set, so that floor and priors keep their meaning.
 */
export function scaleOf(suspect: ModelPair, references: readonly ModelPair[]): Scale {
  if (references.every(model => model.tokenizerSha256 === suspect.tokenizerSha256)) {
    return { unit: 'nats-per-token', valuesOf: items => itemSample(items, 'nats-per-token').values }
  }
  const { bytes, tokens } = aggregateLoss(suspect.unexposed)
  return {
    unit: 'nats-per-token-equivalent',
    valuesOf: items =>
      Array.from(itemSample(items, 'nats-per-byte').values, value => (value * bytes) / tokens),
  }
}

export function tauPriorOf({ ownBase }: FamilyInput): number {
  return ownBase ? OWN_BASE_TAU_PRIOR : GENERIC_TAU_PRIOR
}

/** What a report says of a family's estimate, with its floor and the effects that it could see. */
export function describeEstimate(
  input: FamilyInput,
  result: DifferenceInDifferences,
  {
    unit,
    adaptation,
    controlled = false,
    line,
    exposedShare,
  }: Pick<Family, 'unit' | 'adaptation'> & {
    controlled?: boolean
    line?: ReferenceLine | undefined
    exposedShare?: ExposedShare | undefined
  },
): FamilyEstimate {
  const { references, ownBase, alpha, families, power } = input
  const unexposedLoss = aggregateLoss(input.suspect.unexposed).itemWeighted
  const { absolute, relative } = input.effectFloor
  const effectFloor = Math.max(absolute, relative * unexposedLoss)
  return {
    name: input.name,
    question: input.question,
    references: references.length,
    calibration: calibrationOf(references.length, ownBase),
    unit,
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
    line: line === undefined ? null : lineRecord(line),
    exposedShare: exposedShare === undefined ? null : { ...exposedShare },
    adaptation,
    controlled,
    unexposedLoss,
    effectFloor,
    resolution: minimumDetectableEffect(result, { alpha: alpha / families, power }),
    minimumDetectableEffect: smallestFoundEffect(result, effectFloor, {
      alpha: alpha / families,
      power,
    }),
  }
}

function lineRecord(line: ReferenceLine): NonNullable<Family['line']> {
  const { slope, intercept, effect, standardError, df, pValue, lowerBound, upperBound, outside } = line
  return { slope, intercept, effect, standardError, df, pValue, lowerBound, upperBound, outside }
}

function calibrationOf(references: number, ownBase: boolean): Family['calibration'] {
  if (references === 0) return 'raw'
  if (references === 1) return ownBase ? 'own-base' : 'unrelated-model'
  return 'reference-models'
}
