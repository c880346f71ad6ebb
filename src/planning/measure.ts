import type { AuditReport, Family } from '../audit-report.js'
import { REFERENCES_FOR_ESTIMATE, TAU_FLOOR } from '../statistics/between-model-variance.js'
import { moments } from '../statistics/moments.js'

/** What an earlier run says of the numbers that a plan rests on; undefined where it says nothing. */
export interface Measured {
  readonly testItems: number
  readonly refItems: number
  readonly references: number
  readonly ownBase: boolean
  readonly itemSd: number
  readonly correlation: number | undefined
  readonly tau: number | undefined
  /** Loss on the reference set, of which the effect floor is a share. */
  readonly unexposedLoss: number
}

/** What a loss gap was estimated from, whether by an audit or from score files. */
export interface MeasuredGap {
  readonly testItems: number
  readonly refItems: number
  /** Variance of the audited model's own gap, without references. */
  readonly rawVariance: number
  readonly family: Pick<
    Family,
    'references' | 'calibration' | 'varianceItems' | 'referenceGaps' | 'unexposedLoss'
  >
}

/**
 * Item deviation and correlation as they entered the standard errors, so that a plan for the same sets gives the same
 * ones: s² = Var(g_S)/(1/n + 1/m), and 1 − ρ = var_items/((1 + 1/K)(1/n + 1/m)·s²). Clusters are in them already.
 *
 * τ is the deviation of K ≥ 3 reference gaps less the items' noise in them, but at least TAU_FLOOR.
 */
export function measuredOf({ testItems, refItems, rawVariance, family }: MeasuredGap): Measured {
  const perPair = 1 / testItems + 1 / refItems
  const { references, varianceItems, referenceGaps } = family
  const ownVariance = references === 0 ? undefined : varianceItems / (1 + 1 / references)
  return {
    testItems,
    refItems,
    references,
    ownBase: family.calibration === 'own-base',
    itemSd: Math.sqrt(rawVariance / perPair),
    correlation: ownVariance === undefined ? undefined : 1 - ownVariance / rawVariance,
    tau:
      ownVariance === undefined || references < REFERENCES_FOR_ESTIMATE
        ? undefined
        : Math.sqrt(
            Math.max(moments(referenceGaps.map(({ gap }) => gap)).variance - ownVariance, TAU_FLOOR ** 2),
          ),
    unexposedLoss: family.unexposedLoss,
  }
}

/** The gap between test and reference set as an audit reports it; undefined where the report has no such thing. */
export function gapOfReport({ families, sets }: AuditReport): MeasuredGap | undefined {
  const family = families.find(({ name }) => name === 'loss-gap')
  const [test, ref] = ['test', 'ref'].map(role => sets.find(set => set.role === role)?.loss)
  if (family === undefined || test === undefined || ref === undefined) return undefined
  if (test.itemWeightedError === null || ref.itemWeightedError === null) return undefined
  return {
    testItems: test.items,
    refItems: ref.items,
    // Across tokenizers the errors are in nats per token all the same: such a plan is for one tokenizer's scale.
    rawVariance: test.itemWeightedError ** 2 + ref.itemWeightedError ** 2,
    family,
  }
}
