/** Types of what the tests use of simulate.mjs. */
export interface Lib {
  readonly [name: string]: unknown
}
export interface Drifting {
  readonly tau: number
  readonly drift: 'steady' | 'walk' | 'restless' | 'trend' | 'fading' | 'noisy trend' | 'following'
  /** Of `following` steps: how much of a step the next one repeats. */
  readonly after?: number
}
export function placesOf(
  normal: () => number,
  sets: number,
  drifting: Drifting,
): Generator<readonly number[], never>
export interface Scenario {
  readonly name: string
  readonly items: number
  readonly placebos: number
  readonly tau: number
  readonly drift: Drifting['drift']
  readonly after?: number
  readonly alpha: number
  readonly horizon: number | null
  readonly length?: number
  readonly leak?: (checkpoint: number) => number
}
export interface Counts {
  readonly runs: number
  readonly closed: number
  readonly by: Readonly<Record<'audit' | 'jump' | 'cumulative' | 'cusum', number>>
  readonly closedAt: readonly number[]
  readonly open: number
}
export function runScenario(
  lib: Lib,
  scenario: Scenario,
  options: { readonly runs: number; readonly seed: number },
): Counts
