import type { Counts, Lib, Scenario } from './simulate.mjs'

/** Types of what the tests use of table.mjs. */
export interface Row {
  readonly scenario: Scenario
  readonly counts: Counts
}
export const NULLS: readonly Scenario[]
export const LEAKS: readonly Scenario[]
export function nullRow(lib: Lib, row: Row): string
export function leakRow(row: Row): string
