/** Types of what the tests use of simulate.mjs. */
export interface Lib {
  readonly [name: string]: unknown
}
export interface Scenario {
  readonly name: string
  readonly items: number
  readonly placebos: number
  readonly tau: number
  readonly drift: 'steady' | 'walk' | 'restless'
  readonly alpha: number
  readonly horizon: number | null
  readonly length?: number
  readonly leak?: (checkpoint: number) => number
  readonly withAudit?: boolean
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
