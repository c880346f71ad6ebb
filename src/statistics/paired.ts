import { LossgapError } from '../errors.js'
import { pValuesOfT, tQuantile } from './distributions.js'
import { moments } from './moments.js'
import type { Estimate, Interval, PValues, Values } from './types.js'

export interface PairedResult extends Estimate {
  readonly t: number
  readonly pValue: PValues
  readonly interval: Interval
  /** Mean difference in standard deviations of the differences. */
  readonly cohenDz: number
}

/**
 * Paired t test: t = d̄/(s_d/√n) with n − 1 degrees of freedom, d the difference within each pair.
 *
 * Shapes: one difference (first minus second) per pair. Units: those of the differences.
 * Validity: pairs are independent. Between an item and its paraphrase d̄ is not 0 for a model that has seen neither, so
 * that no verdict rests on this test without reference models.
 * Orientation: `pValue.less` is small when the first of a pair is lower. Equals scipy.stats.ttest_rel.
 *
 * @throws LossgapError SET_TOO_SMALL with fewer than two pairs, or when no difference differs from another.
 */
export function pairedTTest(differences: Values, level = 0.95): PairedResult {
  const { count, mean, variance } = moments(differences)
  if (variance === 0)
    throw new LossgapError(
      'SET_TOO_SMALL',
      `All ${count} differences are ${mean}, so their mean has no standard error`,
      'Check the pairs for copies of a single one',
    )
  const standardError = Math.sqrt(variance / count)
  const df = count - 1
  const t = mean / standardError
  const margin = tQuantile((1 + level) / 2, df) * standardError
  return {
    ...{ estimate: mean, standardError, df, t },
    pValue: pValuesOfT(t, df),
    interval: { lower: mean - margin, upper: mean + margin, level },
    cohenDz: mean / Math.sqrt(variance),
  }
}
