import { LossgapError } from '../errors.js'
import { type BetweenModelVariance, betweenModelVariance, type Tau } from './between-model-variance.js'
import { pValuesOfT, tQuantile } from './distributions.js'
import { type ClusterMean, mean } from './moments.js'
import type { Estimate, Interval } from './types.js'

export interface DifferenceOptions {
  /** Level of the p-value's test and of `lowerBound`. */
  readonly alpha: number
  /** Level of `upperBound`, with which absence is claimed. */
  readonly equivalenceAlpha: number
  /** Between-model standard deviation to assume with one or two references; see GENERIC_TAU_PRIOR. */
  readonly tauPrior?: number
}

export interface DifferenceInDifferences extends Estimate {
  /** mean(test) − mean(ref) of the suspect, and of each reference model. */
  readonly suspectGap: number
  readonly referenceGaps: readonly { readonly name: string; readonly gap: number }[]
  /** suspectGap − mean of the reference gaps. Negative = leak-like, as for losses. */
  readonly did: number
  /** −did, so that positive = leak-like. Equal to `estimate`. */
  readonly effect: number
  /** Parts of standardError². */
  readonly variance: { readonly items: number; readonly models: number }
  readonly tau: Tau
  readonly t: number
  /** One-sided, H1: effect > 0. */
  readonly pValue: number
  /** Of the effect, two-sided at 1 − 2α. Its lower end is `lowerBound`. */
  readonly interval: Interval
  /** One-sided bounds of the effect: at 1 − α below, at 1 − equivalenceAlpha above. */
  readonly lowerBound: number
  readonly upperBound: number
  /** Effect without each reference model in turn; empty with fewer than two. */
  readonly leaveOneOut: readonly { readonly without: string; readonly effect: number }[]
}

/**
 * Effect, standard error, bounds and leave-one-out effects of a suspect's gap beside those of its references.
 * `parts` are the means over items that make up the difference: one per set, or one for pairs.
 * @throws LossgapError SET_TOO_SMALL when no item differs from another.
 */
export function judgeGap(
  suspectGap: number,
  referenceGaps: DifferenceInDifferences['referenceGaps'],
  parts: readonly ClusterMean[],
  { alpha, equivalenceAlpha, tauPrior }: DifferenceOptions,
): DifferenceInDifferences {
  const gaps = referenceGaps.map(reference => reference.gap)
  const effectOver = (others: readonly number[]) => (others.length === 0 ? 0 : mean(others)) - suspectGap
  const effect = effectOver(gaps)
  const models = betweenModelVariance(gaps, tauPrior)
  const items = parts.reduce((sum, part) => sum + part.varianceOfMean, 0)
  const standardError = Math.sqrt(items + models.variance)
  if (standardError === 0) {
    throw new LossgapError(
      'SET_TOO_SMALL',
      'No item differs from another, so the gap has no standard error',
      'Check the sets for copies of a single item',
    )
  }
  const df = degreesOfFreedom(parts, items, models)
  const t = effect / standardError
  const bound = (level: number) => effect + tQuantile(level, df) * standardError
  return {
    suspectGap,
    referenceGaps,
    did: -effect,
    effect,
    estimate: effect,
    standardError,
    df,
    variance: { items, models: models.variance },
    tau: models.tau,
    t,
    pValue: pValuesOfT(t, df).greater,
    interval: { lower: bound(alpha), upper: bound(1 - alpha), level: 1 - 2 * alpha },
    lowerBound: bound(alpha),
    upperBound: bound(1 - equivalenceAlpha),
    leaveOneOut:
      gaps.length < 2
        ? []
        : referenceGaps.map(({ name }, left) => ({
            without: name,
            effect: effectOver(gaps.filter((_, k) => k !== left)),
          })),
  }
}

/** Satterthwaite: SE⁴ / Σ (variance² / its df), with all items in one term once references are subtracted. */
export function degreesOfFreedom(
  parts: readonly Pick<ClusterMean, 'varianceOfMean' | 'clusterCount'>[],
  items: number,
  models: BetweenModelVariance,
): number {
  if (models.tau.kind === 'prior') return Number.POSITIVE_INFINITY
  const total = items + models.variance
  const share = (variance: number, df: number) => (variance / total) ** 2 / df
  if (models.tau.kind === 'none') {
    return 1 / parts.reduce((sum, part) => sum + share(part.varianceOfMean, part.clusterCount - 1), 0)
  }
  const itemDf = parts.reduce((sum, part) => sum + part.clusterCount - 1, 0)
  return 1 / (share(models.variance, models.df) + share(items, itemDf))
}
