import type { FamilyEstimate } from '../../src/gaps/family.js'
import { normalCdf, normalQuantile } from '../../src/statistics/distributions.js'
import { RULE } from '../generators/models.js'

type Override = Partial<FamilyEstimate>

/**
 * A family of three reference models whose effect lies at `effect` with this standard error: p-value and bounds
 * are those of the normal distribution unless told.
 */
export function estimateAt(effect: number, standardError: number, rest: Override = {}): FamilyEstimate {
  const t = effect / standardError
  const bound = (level: number) => effect + normalQuantile(level) * standardError
  return {
    name: 'loss-gap',
    question: 'Is the test set more familiar?',
    references: 3,
    calibration: 'reference-models',
    unit: 'nats-per-token',
    suspectGap: -effect,
    referenceGaps: [0, 1, 2].map(k => ({ name: `reference ${k}`, gap: 0 })),
    effect,
    standardError,
    varianceItems: standardError ** 2,
    varianceModels: 0,
    tau: { kind: 'estimated', value: 0.012 },
    df: 'infinite',
    t,
    pValue: normalCdf(-t),
    interval: { lower: bound(RULE.alpha), upper: bound(1 - RULE.alpha), level: 1 - 2 * RULE.alpha },
    lowerBound: bound(RULE.alpha),
    upperBound: bound(1 - RULE.equivalenceAlpha),
    leaveOneOut: [0, 1, 2].map(k => ({ without: `reference ${k}`, effect })),
    line: null,
    exposedShare: null,
    adaptation: 0,
    controlled: false,
    unexposedLoss: 1,
    effectFloor: RULE.effectFloor.absolute,
    resolution: (normalQuantile(1 - RULE.alpha) + normalQuantile(RULE.power)) * standardError,
    minimumDetectableEffect:
      Math.max(normalQuantile(1 - RULE.alpha) * standardError, RULE.effectFloor.absolute) +
      normalQuantile(RULE.power) * standardError,
    ...rest,
  }
}

/** The same judged by K reference models; `ownBase` says that the only one is the suspect's base. */
export function calibratedBy(references: number, ownBase = false): Override {
  return {
    references,
    calibration:
      references === 0
        ? 'raw'
        : references > 1
          ? 'reference-models'
          : ownBase
            ? 'own-base'
            : 'unrelated-model',
  }
}
