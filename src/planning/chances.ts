import { REFERENCES_FOR_ESTIMATE, TAU_FLOOR, varianceOfSpread } from '../statistics/between-model-variance.js'
import { normalCdf, normalSf, tQuantile } from '../statistics/distributions.js'
import { degreesOfFreedom } from '../statistics/judged-gap.js'
import { type Design, type Leak, priorOf, type Variances, variancesOf } from './design.js'
import { integrate, standardNormal } from './integrate.js'

/** Chances of what an audit says; the rest is inconclusive. */
export interface Chances {
  readonly found: number
  readonly cleared: number
}

/** A chance as a function of the mean leak. */
export type ChanceBy = (mean: number) => number

/**
 * Chances that an audit of this design finds or clears a leak of this kind, by its decision rule (docs/decision.md): the
 * estimate is normal with the design's true variance, while the standard error that the audit will compute is itself
 * random with K ≥ 3, being made from K gaps whose sample variance is χ² with K − 1 degrees of freedom; both are
 * integrated over. With references the rule on conflict is counted too: the model's own gap must not contradict.
 *
 * Validity: items enough for normal means; sets alike, all checks passed. The demand that no single reference carries
 * the effect is not counted: it cannot bind for α ≤ 0.15, where leaving one gap of K out moves the effect by s/√K at
 * most, s being the gaps' deviation, which is less than half the test's border.
 */
export function chancesOf(design: Design, { mean, variance }: Leak): Chances {
  return { found: foundBy(design, variance)(mean), cleared: clearedBy(design, variance)(mean) }
}

/** Chance of being found: the estimate passes border and floor, and the raw gap is no less than half the floor. */
export function foundBy(design: Design, leakVariance: number): ChanceBy {
  const { alpha, families, effectFloor: floor, references } = design
  const variances = variancesOf(design, leakVariance)
  const borders = judgedOf(design, variances).map(({ weight, standardError, df }) => ({
    weight,
    border: Math.max(tQuantile(1 - alpha / families, df) * standardError, floor),
  }))
  // Without references the raw gap is the estimate itself, and nothing can contradict it.
  const doubt = references === 0 ? Number.NEGATIVE_INFINITY : floor / 2
  return mean => {
    const estimate = estimateOf(design, variances, mean)
    return chance(borders, ({ border }) => estimate.within(border, Number.POSITIVE_INFINITY, doubt))
  }
}

/** Chance of being cleared: the upper bound lies within the floor, and the raw gap is not found by itself. */
export function clearedBy(design: Design, leakVariance: number): ChanceBy {
  const { equivalenceAlpha, effectFloor: floor, references } = design
  const variances = variancesOf(design, leakVariance)
  const reaches = judgedOf(design, variances).map(({ weight, standardError, df }) => ({
    weight,
    reach: tQuantile(1 - equivalenceAlpha, df) * standardError,
  }))
  const raw = references === 0 ? Number.POSITIVE_INFINITY : rawBorder(design, leakVariance)
  return mean => {
    const estimate = estimateOf(design, variances, mean)
    return chance(reaches, ({ reach }) => {
      const [from, to] = [-floor - reach, floor - reach] as const
      return estimate.within(from, to, Number.NEGATIVE_INFINITY) - estimate.within(from, to, raw)
    })
  }
}

/** A standard error that the audit may come to, with the weight of its probability. */
interface Judged {
  readonly weight: number
  readonly standardError: number
  readonly df: number
}

function weighted<T extends { readonly weight: number }>(
  nodes: readonly T[],
  of: (node: T) => number,
): number {
  return nodes.reduce((total, node) => total + node.weight * of(node), 0)
}

/** A probability by quadrature, whose rounding may leave [0, 1] in the last digits. */
function chance<T extends { readonly weight: number }>(nodes: readonly T[], of: (node: T) => number): number {
  return Math.min(1, Math.max(0, weighted(nodes, of)))
}

/** Beyond this many standard deviations of χ above √(K − 1) nothing is left: P < 1e−9. */
const CHI_REACH = 6

/** The standard errors that the audit may come to: one where τ is assumed, a range where it is estimated. */
function judgedOf(design: Design, variances: Variances): Judged[] {
  const { references } = design
  if (references < REFERENCES_FOR_ESTIMATE) return [{ weight: 1, ...errorOf(design, variances, 0) }]
  const df = references - 1
  const density = (chi: number) => chi ** (df - 1) * Math.exp((-chi * chi) / 2)
  // A spread below τ's floor counts as the floor, so that all of those are one case; cut there, the rest is smooth.
  const most = Math.sqrt(df) + CHI_REACH
  const floored = Math.min(TAU_FLOOR * Math.sqrt(df / variances.own), most)
  const below = {
    weight: weighted(integrate(0, floored, density), () => 1),
    ...errorOf(design, variances, 0),
  }
  const above = integrate(floored, most, density).map(({ at, weight }) => ({
    weight,
    ...errorOf(design, variances, (variances.own * at * at) / df),
  }))
  const total = weighted([below, ...above], () => 1)
  return [below, ...above].map(judged => ({ ...judged, weight: judged.weight / total }))
}

/** Standard error and df where the reference gaps have this sample variance, by the test's own formulas. */
function errorOf(design: Design, { test, ref }: Variances, spread: number): Omit<Judged, 'weight'> {
  const models = varianceOfSpread(design.references, spread, priorOf(design))
  const items = test + ref
  const parts = [
    { varianceOfMean: test, clusterCount: design.testItems },
    { varianceOfMean: ref, clusterCount: design.refItems },
  ]
  return {
    standardError: Math.sqrt(items + models.variance),
    df: degreesOfFreedom(parts, items, models),
  }
}

/** What the gap without references must reach to contradict a clearance: the same test with K = 0, not corrected. */
function rawBorder(design: Design, leakVariance: number): number {
  const alone = { ...design, references: 0 }
  const { standardError, df } = errorOf(alone, variancesOf(alone, leakVariance), 0)
  return Math.max(tQuantile(1 - design.alpha, df) * standardError, design.effectFloor)
}

/**
 * Joint distribution of the estimate E = ḡ − g_S and the raw effect R = −g_S around a mean leak: both hold what is the
 * audited model's own, E adds a Kth of that for the references, R what all models share.
 */
function estimateOf({ references }: Design, { own, shared, leak, test, ref }: Variances, mean: number) {
  const variance = references === 0 ? test + ref : own * (1 + 1 / references) + leak
  const sd = Math.sqrt(variance)
  const slope = (own + leak) / variance
  const rest = Math.sqrt(Math.max(0, own + shared + leak - slope * (own + leak)))
  return {
    /** P(from ≤ E < to and R ≥ least). */
    within(from: number, to: number, least: number): number {
      const [low, high] = [(from - mean) / sd, (to - mean) / sd]
      if (least === Number.POSITIVE_INFINITY) return 0
      if (least === Number.NEGATIVE_INFINITY)
        return low > 0 ? normalSf(low) - normalSf(high) : normalCdf(high) - normalCdf(low)
      return standardNormal(low, high, z => normalSf((least - mean - slope * sd * z) / rest))
    },
  }
}
