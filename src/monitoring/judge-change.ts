import { pValuesOfT, tQuantile } from '../statistics/distributions.js'
import type { Interval } from '../statistics/types.js'
import type { Drift } from './drift.js'

/** A change of the gap between test and reference set, and the sampling variance that its items leave. */
export interface Change {
  /** Positive = leak-like: the loss fell more on the test set. */
  readonly effect: number
  readonly itemVariance: number
  /** Degrees of freedom of the item variance. */
  readonly itemDf: number
}

export interface JudgedChange {
  readonly effect: number
  readonly standardError: number
  readonly df: number
  /** One-sided, H1: effect > 0. */
  readonly pValue: number
  /** 95 %, two-sided: it describes and decides nothing. */
  readonly interval: Interval
  /** Where the standard error's drift comes from, and its deviation in nats/token. */
  readonly drift: { readonly kind: Drift['kind']; readonly deviation: number }
}

const DESCRIBED = 0.95

/**
 * t = effect/SE with SE² = var_drift + what var_items has beyond the noise in it, for each way of knowing the drift. The
 * largest p counts, so P(p ≤ α) ≤ α if any of the yardsticks is right.
 *
 * df is that of the drift where it was estimated. Satterthwaite's would be larger just when the drift came out too small by
 * chance: with three placebo sets it rejects four to eight times too often at 0.0015 (200,000 draws).
 *
 * Validity: gaps of a clean sequence move parallel but for the drift. Units: nats/token. Orientation: effect > 0 is leak-like.
 */
export function judgeChange(change: Change, drifts: readonly Drift[]): JudgedChange {
  const judged = drifts.map(drift => judgedBy(change, drift))
  return judged.reduce((worst, one) => (one.pValue > worst.pValue ? one : worst))
}

function judgedBy({ effect, itemVariance, itemDf }: Change, drift: Drift): JudgedChange {
  const variance = drift.variance + Math.max(0, itemVariance - drift.noise)
  const standardError = Math.sqrt(variance)
  // Of an assumed drift only the items' part is estimated.
  const df = Number.isFinite(drift.df) ? drift.df : (variance / itemVariance) ** 2 * itemDf
  const reach = tQuantile(1 - (1 - DESCRIBED) / 2, df) * standardError
  return {
    effect,
    standardError,
    df,
    pValue: pValuesOfT(effect / standardError, df).greater,
    interval: { lower: effect - reach, upper: effect + reach, level: DESCRIBED },
    drift: { kind: drift.kind, deviation: Math.sqrt(drift.variance) },
  }
}
