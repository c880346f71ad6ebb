import type { Parameters } from '../audit-report.js'
import { LossgapError } from '../errors.js'

/** Defaults of the decision rule; each is printed in every report. */
export const DEFAULT_PARAMETERS = {
  /** Chance of calling an unexposed model exposed. Strict, since a false accusation is the worst error. */
  alpha: 0.01,
  /** Chance of clearing a model that has an effect of the floor's size. */
  equivalenceAlpha: 0.05,
  power: 0.8,
  /** Nats/token, or share of the reference loss; below the larger a gap is no exposure, however certain it is. */
  effectFloor: { absolute: 0.05, relative: 0.04 },
} as const

/** @throws LossgapError USAGE when a rate or a floor makes no sense; the command line refuses most of these itself. */
export function checkParameters({ alpha, equivalenceAlpha, power, effectFloor, seed }: Parameters): void {
  const problems = [
    [alpha >= 1e-9 && alpha < 0.5, `alpha must be at least 1e-9 and below 0.5, got ${alpha}`],
    [
      equivalenceAlpha >= 1e-9 && equivalenceAlpha < 0.5,
      `equivalenceAlpha must be at least 1e-9 and below 0.5, got ${equivalenceAlpha}`,
    ],
    [power >= 0.5 && power < 1, `power must lie between 0.5 and 1, got ${power}`],
    [effectFloor.absolute > 0 && effectFloor.relative >= 0, 'the effect floor must be above 0'],
    [Number.isSafeInteger(seed) && seed >= 0, `the seed must be a whole number, 0 or above, got ${seed}`],
  ] as const
  const wrong = problems.find(([sound]) => !sound)
  if (wrong)
    throw new LossgapError('USAGE', `In the parameters of the audit ${wrong[1]}`, 'Correct it and run again')
}
