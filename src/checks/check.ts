import type { Check } from '../audit-report.js'
import type { Item, TextIndex } from '../types.js'

/** Codes of what a check found; a verdict names them as its reasons. */
export type CheckStatus = Check['status']

/** Two sets that are going to be compared, as the validity checks see them. */
export interface SetPair {
  readonly firstName: string
  readonly first: readonly Item[]
  readonly secondName: string
  readonly second: readonly Item[]
  /** Where a set is a sample: every text that it was drawn from. */
  readonly firstTexts?: TextIndex | undefined
  readonly secondTexts?: TextIndex | undefined
}
