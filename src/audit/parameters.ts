import type { Parameters } from '../audit-report.js'
import { LossgapError } from '../errors.js'

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
