import type { Random } from '../statistics/random.js'
import type { Exclusion, MadeRow, Pace, SourceRow } from '../types.js'

export interface BuildRequest {
  readonly rows: readonly SourceRow[]
  /** Items wanted. A builder that cannot make as many makes fewer and says why in `exclusions`. */
  readonly count: number
  /** Most items that may be made from one row. */
  readonly perRow: number
  /** Every draw comes from here, through named streams: the same seed and rows give the same items. */
  readonly random: Random
  /** Awaited between rows. Draws do not depend on it. */
  readonly pace?: Pace | undefined
}

export interface BuildOutcome {
  readonly rows: readonly MadeRow[]
  /** Source rows from which nothing could be made, or items that came to nothing by their ids, by reason. */
  readonly exclusions: readonly Exclusion[]
  /** What a reader of the set should know, a sentence each. */
  readonly notes: readonly string[]
  /** Rows that were not looked at. Where absent: those that are neither parents nor in `exclusions`. */
  readonly unused?: number
}

/** A way of making new items of a benchmark's form. Pure: rows in, rows out. */
export interface Builder {
  readonly name: string
  /** One line for --help. */
  readonly summary: string
  /** Whether the rows are of a form that this builder can work with; a sentence says what is missing. */
  accepts(rows: readonly SourceRow[]): true | string
  /** Why a row is left out before any work on it. */
  refuses?(row: SourceRow): string | undefined
  build(request: BuildRequest): Promise<BuildOutcome>
}
