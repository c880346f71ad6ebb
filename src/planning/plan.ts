import { LEAST_CLUSTERS } from '../checks/size.js'
import type { Known, PowerReport } from '../power-report.js'
import { REFERENCES_FOR_ESTIMATE, varianceOfSpread } from '../statistics/between-model-variance.js'
import { chancesOf, clearedBy, foundBy } from './chances.js'
import { type Design, evenLeak, type Leak, partialLeak, priorOf, variancesOf } from './design.js'
import { itemsToClear, itemsToFind, limitOf, smallestEffect } from './smallest.js'

/** Items of a set, and how many independent ones say as much. */
export type Sized = PowerReport['test']

export interface PlanInput {
  readonly test: Sized
  readonly ref: Sized
  readonly references: number
  readonly ownBase: boolean
  readonly alpha: number
  readonly equivalenceAlpha: number
  readonly families: number
  readonly power: number
  readonly known: readonly Known[]
  /** The effect asked about: alike in all items, or in a share of them. */
  readonly target:
    | { readonly effect: number }
    | { readonly share: number; readonly perItem: number }
    | undefined
  /** Effect per item in the table by dose. */
  readonly perItem: number
  readonly notes: readonly string[]
}

/** Shares of the test items that leaked, in the table by dose. */
const DOSES = [0.05, 0.1, 0.2, 0.5, 1]

/** Multiples of the effect floor in the table by effect; 0 is no leak. */
const EFFECTS = [0, 0.6, 1, 1.2, 1.4, 1.6, 2, 3]

/** The design that a plan is for, with the values that it rests on. */
export function designOf(input: PlanInput): Design {
  const value = (name: Known['name']) => input.known.find(known => known.name === name)!.value
  const { test, ref, references, ownBase, alpha, equivalenceAlpha, families } = input
  return {
    testItems: test.independent,
    refItems: ref.independent,
    references,
    ownBase,
    itemSd: value('itemSd'),
    correlation: value('correlation'),
    tau: value('tau'),
    alpha,
    equivalenceAlpha,
    families,
    effectFloor: value('effectFloor'),
  }
}

/** What an audit of this design could find and clear. */
export function planAudit(input: PlanInput): Omit<PowerReport, 'schema' | 'tool'> {
  const { test, ref, references, alpha, equivalenceAlpha, families, power, target } = input
  const design = designOf(input)
  const [found, cleared] = [foundBy(design, 0), clearedBy(design, 0)]
  const outcome = (leak: Leak) => ({ effect: leak.mean, ...chancesOf(design, leak) })
  return {
    test,
    ref,
    references,
    calibration: calibrationOf(design),
    barred: barredOf(input),
    parameters: { alpha, equivalenceAlpha, families, power, effectFloor: design.effectFloor },
    known: [...input.known],
    variance: expectedVariance(design),
    minimumDetectableEffect: smallestEffect(design, power),
    limit: limitOf(design, power),
    target: target === undefined ? null : targetOf(design, target, power),
    clearing: {
      chance: cleared(0),
      falseFlag: found(0),
      needed: itemsToClear(design, power) ?? null,
    },
    byEffect: EFFECTS.map(times => times * design.effectFloor).map(effect => ({
      effect,
      found: found(effect),
      cleared: cleared(effect),
    })),
    byDose: DOSES.map(share => ({
      share,
      perItem: input.perItem,
      ...outcome(partialLeak(share, input.perItem)),
    })),
    notes: [...input.notes],
  }
}

function targetOf(design: Design, target: NonNullable<PlanInput['target']>, power: number) {
  const leak = 'share' in target ? partialLeak(target.share, target.perItem) : evenLeak(target.effect)
  const needed = itemsToFind(design, leak, power)
  return {
    effect: leak.mean,
    ...chancesOf(design, leak),
    share: 'share' in target ? target.share : null,
    needed,
  }
}

function calibrationOf({ references, ownBase }: Design): PowerReport['calibration'] {
  if (references === 0) return 'raw'
  if (references === 1) return ownBase ? 'own-base' : 'unrelated-model'
  return 'reference-models'
}

/** Why an audit decides nothing whatever it measures. */
export function barredOf({ test, ref, references, ownBase }: PlanInput): string[] {
  const reasons: string[] = []
  if (references > 0 && references < REFERENCES_FOR_ESTIMATE && !ownBase) {
    const models =
      references === 1 ? 'One reference model that is not its own base' : `${references} reference models`
    reasons.push(`${models} cannot decide: how much gaps vary takes ${REFERENCES_FOR_ESTIMATE} to estimate`)
  }
  if (Math.min(test.independent, ref.independent) < LEAST_CLUSTERS)
    reasons.push(
      `A verdict needs ${LEAST_CLUSTERS} independent items in each set; these have ${Math.floor(test.independent)} and ${Math.floor(ref.independent)}`,
    )
  return reasons
}

/** The squared standard error as it is expected, with τ as the test takes or estimates it. */
function expectedVariance(design: Design): PowerReport['variance'] {
  const { own, test, ref } = variancesOf(design, 0)
  return { items: test + ref, models: varianceOfSpread(design.references, own, priorOf(design)).variance }
}
