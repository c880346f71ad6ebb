import { type DifferenceInDifferences, type DifferenceOptions, judgeGap } from './judged-gap.js'
import { clusterMean, mean } from './moments.js'
import type { Values } from './types.js'

export type { DifferenceInDifferences, DifferenceOptions } from './judged-gap.js'

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
  return judgeGap(
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
  return judgeGap(
    mean(suspect.differences),
    gaps,
    [clusterMean({ values, clusters: options.clusters })],
    options,
  )
}

/** Per item: the suspect's value minus the mean of the references'. @throws RangeError when lengths differ. */
export function relativeTo(values: Values, references: readonly Values[]): Float64Array {
  for (const reference of references) {
    if (reference.length !== values.length) {
      throw new RangeError(`The suspect has ${values.length} items, a reference model ${reference.length}`)
    }
  }
  return Float64Array.from({ length: values.length }, (_, i) =>
    references.length === 0 ? values[i]! : values[i]! - mean(references.map(reference => reference[i]!)),
  )
}
