import { betaQuantile } from './distributions.js'
import type { Interval } from './types.js'

/**
 * Clopper–Pearson interval of a proportion from `successes` in `trials`: the proportions that an exact
 * binomial test does not reject, by beta quantiles. Never shorter than its level promises.
 *
 * Validity: independent trials with one success rate. Source: Clopper & Pearson (1934), Biometrika 26.
 *
 * @throws RangeError unless 0 ≤ successes ≤ trials, both whole, trials ≥ 1.
 */
export function clopperPearson(successes: number, trials: number, level = 0.95): Interval {
  const tail = (1 - level) / 2
  return {
    lower: lowerBound(successes, trials, tail),
    upper: clopperPearsonUpper(successes, trials, 1 - tail),
    level,
  }
}

/** One-sided upper bound of the proportion with confidence `level`; 0 of 59 gives 0.0495 at 0.95. */
export function clopperPearsonUpper(successes: number, trials: number, level = 0.95): number {
  validate(successes, trials)
  return successes === trials ? 1 : betaQuantile(level, successes + 1, trials - successes)
}

function lowerBound(successes: number, trials: number, tail: number): number {
  validate(successes, trials)
  return successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1)
}

function validate(successes: number, trials: number): void {
  if (
    !Number.isInteger(successes) ||
    !Number.isInteger(trials) ||
    trials < 1 ||
    successes < 0 ||
    successes > trials
  ) {
    throw new RangeError(`Not a proportion: ${successes} of ${trials}`)
  }
}
