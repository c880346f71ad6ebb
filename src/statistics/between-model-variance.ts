import { moments } from './moments.js'

/**
 * Floor of the between-model standard deviation, nats per token: a few references that agree by chance must
 * not promise more precision than models have. Two thirds of the 0.012 seen between six models of
 * Skywork's Table 8 without a sign of GSM8K (arXiv:2310.19341), whose losses are rounded to 0.01.
 */
export const TAU_FLOOR = 0.008

/**
 * Assumed with one or two unrelated references, nats per token: one gap cannot show how much gaps vary.
 * Well above the 0.012 between the clean models of Table 8, so that p-values err towards caution.
 */
export const GENERIC_TAU_PRIOR = 0.02

/**
 * Assumed when the only reference is the suspect's own base model or previous checkpoint, nats per token:
 * such models share tokenizer, data and architecture; above the 0.003 that our simulations take for them.
 */
export const OWN_BASE_TAU_PRIOR = 0.005

/** From this many references their spread is estimated rather than assumed. */
export const REFERENCES_FOR_ESTIMATE = 3

/** The between-model standard deviation in use, and where it comes from. */
export type Tau =
  | { readonly kind: 'estimated' | 'floor' | 'prior'; readonly value: number }
  | { readonly kind: 'none' }

/** Variance that the choice of reference models adds: τ²(1 + 1/K), with its degrees of freedom. */
export interface BetweenModelVariance {
  readonly tau: Tau
  readonly variance: number
  /** K − 1 where τ is estimated, Infinity where it is assumed. */
  readonly df: number
}

/**
 * τ² = max(sample variance of the K gaps, TAU_FLOOR²) for K ≥ 3, prior² for K = 1, 2, none for K = 0.
 * The sampling noise that the gaps contain is not taken off, which overstates τ and errs towards caution.
 *
 * Units: those of the gaps.
 *
 * @throws RangeError when K is 1 or 2 and no positive prior is given.
 */
export function betweenModelVariance(
  gaps: readonly number[],
  prior: number | undefined,
): BetweenModelVariance {
  const spread = gaps.length < REFERENCES_FOR_ESTIMATE ? 0 : moments(gaps).variance
  return varianceOfSpread(gaps.length, spread, prior)
}

/** The same from the gaps' sample variance, which is read only where K ≥ 3: what a planned audit expects it to be. */
export function varianceOfSpread(
  count: number,
  spread: number,
  prior: number | undefined,
): BetweenModelVariance {
  if (count === 0) return { tau: { kind: 'none' }, variance: 0, df: Number.POSITIVE_INFINITY }
  if (count < REFERENCES_FOR_ESTIMATE) {
    if (prior === undefined || !(prior > 0)) {
      throw new RangeError(`${count} reference model(s) need a positive prior for τ, got ${prior}`)
    }
    return {
      tau: { kind: 'prior', value: prior },
      variance: prior ** 2 * (1 + 1 / count),
      df: Number.POSITIVE_INFINITY,
    }
  }
  const kind = spread > TAU_FLOOR ** 2 ? 'estimated' : 'floor'
  const tauSquared = Math.max(spread, TAU_FLOOR ** 2)
  return {
    tau: { kind, value: Math.sqrt(tauSquared) },
    variance: tauSquared * (1 + 1 / count),
    df: count - 1,
  }
}
