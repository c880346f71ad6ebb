import type { SetCheck, Status } from './report.js'

/** Above this share of shared items the sets are not what they are called; the limit of an audit. */
const MOST_SHARED = 0.02

/** Ids listed in a check; all of them are in `drop` and in the table of items. */
export const LISTED = 20

/** What a set is held against. */
export type OtherSet = 'test' | 'train'

/** A check, and for each item that it speaks against the reason. */
export interface ItemChecks {
  readonly checks: readonly SetCheck[]
  readonly reasons: ReadonlyMap<string, readonly string[]>
}

/** Of a number of items that are shared: all but none is worth a look. */
export function sharedStatus(count: number, items: number): Status {
  return count === 0 ? 'pass' : count / items > MOST_SHARED ? 'fail' : 'warn'
}
