/** Types of what the tests use of table.mjs. */
export interface Lib {
  readonly [name: string]: unknown
}
export interface Counts {
  readonly runs: number
  readonly found: Readonly<Record<string, number>>
  readonly cleared: Readonly<Record<string, number>>
}
export interface Options {
  readonly runs: number
  readonly seed: number
  readonly textDraws?: number
}
export function nullRow(lib: Lib, scenario: object, options: Options): { counts: Counts; cells: string[] }
