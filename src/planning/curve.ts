import type { AuditReport } from '../audit-report.js'
import { clearedBy, foundBy } from './chances.js'
import { knownOf } from './known.js'
import { gapOfReport, measuredOf } from './measure.js'
import { barredOf, designOf, type PlanInput } from './plan.js'
import { smallestEffect } from './smallest.js'

/** What an audit of the design that was made could have found, by the size of the effect. */
export interface PowerCurve {
  readonly points: readonly { readonly effect: number; readonly found: number; readonly cleared: number }[]
  readonly effectFloor: number
  /** Found with the wanted power. */
  readonly smallestEffect: number
  readonly power: number
  /** Why an audit of this design decides nothing, whatever it measures. */
  readonly barred: readonly string[]
  /** Values that the audit could not measure, and what was taken for them. */
  readonly assumed: readonly string[]
}

/** The curve ends at this many floors, or half above the smallest effect where that is more. */
const FLOORS = 2.4
const POINTS = 120

/**
 * The chances of finding and of clearing an effect that is the same in every test item, by the planner's formulas, with
 * the deviations that the audit measured. It is of the loss gap, judged once with all items and all checks passed.
 * Undefined where the report has no errors of its two sets.
 */
export function powerCurve(report: AuditReport): PowerCurve | undefined {
  const gap = gapOfReport(report)
  if (gap === undefined) return undefined
  const { parameters, families } = report
  const { alpha, equivalenceAlpha, power, effectFloor } = parameters
  const measured = measuredOf(gap)
  const { testItems, refItems, references, ownBase } = measured
  const known = knownOf({ effectFloor: effectFloor.absolute }, measured, ownBase, effectFloor)
  const input: PlanInput = {
    test: { items: testItems, independent: testItems },
    ref: { items: refItems, independent: refItems },
    ...{ references, ownBase, alpha, equivalenceAlpha, power, known, families: families.length },
    ...{ target: undefined, perItem: effectFloor.absolute, notes: [] },
  }
  const design = designOf(input)
  const smallest = smallestEffect(design, power)
  const end = Math.max(FLOORS * design.effectFloor, 1.5 * smallest)
  const [found, cleared] = [foundBy(design, 0), clearedBy(design, 0)]
  return {
    points: Array.from({ length: POINTS + 1 }, (_, p) => {
      const effect = (end * p) / POINTS
      return { effect, found: found(effect), cleared: cleared(effect) }
    }),
    effectFloor: design.effectFloor,
    smallestEffect: smallest,
    power,
    barred: barredOf(input),
    assumed: known
      .filter(({ source, name }) => source === 'assumed' && (references > 0 || name === 'itemSd'))
      .map(({ name, value, because }) => `${NAMES[name]} ${value.toFixed(3)} (${because})`),
  }
}

const NAMES = {
  itemSd: 'deviation between items',
  correlation: 'correlation of models',
  tau: 'spread of clean models',
  effectFloor: 'effect floor',
} as const
