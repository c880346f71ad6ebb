import type { Check } from '../audit-report.js'
import type { Item } from '../types.js'

/** Codes of what a check found; a verdict names them as its reasons. */
export type CheckStatus = Check['status']

/** Two sets that are going to be compared, as the validity checks see them. */
export interface SetPair {
  readonly firstName: string
  readonly first: readonly Item[]
  readonly secondName: string
  readonly second: readonly Item[]
}
