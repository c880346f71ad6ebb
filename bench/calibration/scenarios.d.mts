/** Types of what the tests use of scenarios.mjs. */
export interface Scenario {
  readonly name: string
  readonly references: number
  readonly texts?: { readonly retold: number }
}
export const NULLS: readonly Scenario[]
export const SHIFTED: readonly Scenario[]
