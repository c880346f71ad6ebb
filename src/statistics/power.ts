import { normalQuantile, tQuantile, tSf } from './distributions.js'

export interface PowerTarget {
  /** One-sided level of the test. */
  readonly alpha: number
  /** Chance with which the effect should be found. */
  readonly power: number
}

/** From here on t quantiles differ from normal ones by less than 6% at α = 0.01. */
const NORMAL_FROM_DF = 30

/**
 * Smallest effect that a one-sided test finds with the wanted power: (q_{1−α} + q_{power}) · SE, with normal
 * quantiles, or those of t when df < 30.
 *
 * Validity: SE and df are those of the very test that will be used. When only a share π of the items is
 * leaked with effect δ each, the mean effect is π·δ. Units: those of the standard error.
 */
export function minimumDetectableEffect(
  { standardError, df }: { readonly standardError: number; readonly df: number },
  target: PowerTarget,
): number {
  return quantileSum(target, df) * standardError
}

/**
 * Chance that the one-sided test finds this effect: P(T > q_{1−α} − effect/SE), the shifted-t approximation.
 * At effect 0 it is α.
 */
export function powerAt(
  effect: number,
  { standardError, df }: { readonly standardError: number; readonly df: number },
  alpha: number,
): number {
  return tSf(tQuantile(1 - alpha, df) - effect / standardError, df)
}

/**
 * Smallest effect that is found with the wanted power where an estimate must pass the test's border and a floor: as far
 * above the higher of the two as the quantile of that power.
 *
 * Validity: SE and df are those of the very test that was used. Units: those of the standard error.
 */
export function smallestFoundEffect(
  { standardError, df }: { readonly standardError: number; readonly df: number },
  floor: number,
  { alpha, power }: PowerTarget,
): number {
  return Math.max(tQuantile(1 - alpha, df) * standardError, floor) + tQuantile(power, df) * standardError
}

/** What the standard error of a planned audit consists of. */
export interface AuditDesign {
  /** Standard deviation between items of the value tested (net of the references where there are any). */
  readonly itemSd: number
  /** Items of the reference set per item of the test set; absent for paired sets. */
  readonly refPerTest?: number
  /** Variance τ²(1 + 1/K) that no number of items reduces; 0 without reference models. */
  readonly modelVariance: number
}

export type ItemsNeeded =
  | { readonly kind: 'reachable'; readonly testItems: number }
  /** The reference models alone vary too much; even infinitely many items see no less than this. */
  | { readonly kind: 'unreachable'; readonly smallestEffect: number }

/**
 * Test items needed to find an effect with the wanted power: the smallest n with
 * (z_{1−α} + z_{power})² · (s²/n · (1 + 1/r) + modelVariance) ≤ effect², r = ref items per test item.
 *
 * Validity: many items, so normal quantiles. Multiply by the cluster design effect where items are not independent.
 *
 * @throws RangeError unless effect > 0.
 */
export function itemsNeeded(effect: number, design: AuditDesign, target: PowerTarget): ItemsNeeded {
  if (!(effect > 0)) throw new RangeError(`An effect to find must be positive, got ${effect}`)
  const quantiles = quantileSum(target, Number.POSITIVE_INFINITY)
  const room = (effect / quantiles) ** 2 - design.modelVariance
  if (room <= 0) return { kind: 'unreachable', smallestEffect: quantiles * Math.sqrt(design.modelVariance) }
  const sets = design.refPerTest === undefined ? 1 : 1 + 1 / design.refPerTest
  return { kind: 'reachable', testItems: Math.max(2, Math.ceil((design.itemSd ** 2 * sets) / room)) }
}

function quantileSum({ alpha, power }: PowerTarget, df: number): number {
  if (!(alpha > 0 && alpha < 1 && power > alpha && power < 1)) {
    throw new RangeError(`Power must lie between α and 1, got α ${alpha} and power ${power}`)
  }
  if (df < NORMAL_FROM_DF) return tQuantile(1 - alpha, df) + tQuantile(power, df)
  return normalQuantile(1 - alpha) + normalQuantile(power)
}
