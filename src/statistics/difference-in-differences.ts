import { LossgapError } from '../errors.js'
import { type BetweenModelVariance, betweenModelVariance, type Tau } from './between-model-variance.js'
import { pValuesOfT, tQuantile } from './distributions.js'
import { type ClusterMean, clusterMean, mean } from './moments.js'
import type { Estimate, Interval, Values } from './types.js'

/** Losses of one model on both sets, one value per item. */
export interface ModelLosses {
  readonly name: string
  readonly test: Values
  readonly ref: Values
}

/** Paired form: per item the loss on the original minus that on its paraphrases (their mean). */
export interface ModelDifferences {
  readonly name: string
  readonly differences: Values
}

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
 * Gap of the suspect model between two sets, judged against the same gap of clean reference models:
 * did = g_S − mean_k g_k with g = mean(test) − mean(ref). Set shift that all models feel cancels.
 * SE² = var_items + τ²(1 + 1/K). var_items is the cluster-robust variance of mean_test(a) − mean_ref(a),
 * a_i = ℓ_S(i) − mean_k ℓ_k(i), so item difficulty that the models share cancels too.
 * τ is how much the gap of clean models varies: estimated with K ≥ 3 (never below TAU_FLOOR), the given
 * prior with K = 1, 2. df: Satterthwaite with K − 1 and g_test + g_ref − 2 clusters for K ≥ 3, infinite for
 * K = 1, 2. With K = 0 nothing is subtracted: a plain Welch test of the suspect's gap.
 *
 * Shapes: every model has the same items in the same order; test and ref may differ in size.
 * Validity: references have not seen the benchmark and are not derived from the suspect (unless K = 1 is its own base);
 * K = 0 only if the sets are alike. Leaving τ out rejects a true null about 8 times too often at 1%.
 * Units: those of the losses; τ's floor and priors are in nats per token.
 * Orientation: did < 0 and effect > 0 are leak-like. A cluster in both sets counts as two.
 *
 * @throws LossgapError SET_TOO_SMALL with fewer than two clusters in a set, or when nothing varies.
 * @throws RangeError when lengths differ, or K is 1 or 2 and no prior is given.
 */
export function differenceInDifferences(
  suspect: ModelLosses,
  references: readonly ModelLosses[],
  options: DifferenceOptions & {
    readonly testClusters?: readonly string[] | undefined
    readonly refClusters?: readonly string[] | undefined
  },
): DifferenceInDifferences {
  const test = clusterMean({
    values: relativeTo(
      suspect.test,
      references.map(model => model.test),
    ),
    clusters: options.testClusters,
  })
  const ref = clusterMean({
    values: relativeTo(
      suspect.ref,
      references.map(model => model.ref),
    ),
    clusters: options.refClusters,
  })
  const gapOf = (model: ModelLosses) => mean(model.test) - mean(model.ref)
  return judge(
    gapOf(suspect),
    references.map(model => ({ name: model.name, gap: gapOf(model) })),
    [test, ref],
    options,
  )
}

/**
 * The same for paired sets, where a gap is the mean over items of original − paraphrase:
 * D_i = d_S(i) − mean_k d_k(i), var_items = cluster-robust variance of mean(D).
 * Everything else as in `differenceInDifferences`; item degrees of freedom are clusters − 1.
 *
 * Validity: as there; with K = 0 the paraphraser's own style counts as a gap, so a reference is needed.
 *
 * @throws LossgapError SET_TOO_SMALL with fewer than two clusters, or when nothing varies.
 */
export function pairedDifferenceInDifferences(
  suspect: ModelDifferences,
  references: readonly ModelDifferences[],
  options: DifferenceOptions & { readonly clusters?: readonly string[] | undefined },
): DifferenceInDifferences {
  const values = relativeTo(
    suspect.differences,
    references.map(model => model.differences),
  )
  const gaps = references.map(model => ({ name: model.name, gap: mean(model.differences) }))
  return judge(
    mean(suspect.differences),
    gaps,
    [clusterMean({ values, clusters: options.clusters })],
    options,
  )
}

function judge(
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
function degreesOfFreedom(
  parts: readonly ClusterMean[],
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

/** Per item: the suspect's value minus the mean of the references'. */
function relativeTo(values: Values, references: readonly Values[]): Float64Array {
  for (const reference of references) {
    if (reference.length !== values.length) {
      throw new RangeError(`The suspect has ${values.length} items, a reference model ${reference.length}`)
    }
  }
  return Float64Array.from({ length: values.length }, (_, i) =>
    references.length === 0 ? values[i]! : values[i]! - mean(references.map(reference => reference[i]!)),
  )
}
