import type { Random } from '../statistics/random.js'
import type { Exclusion, MadeRow, Pace, SourceRow } from '../types.js'

export interface ParaphraseRequest {
  readonly rows: readonly SourceRow[]
  /** Fields to reword, for example question and answer; the others are kept as they are. */
  readonly fields: readonly string[]
  readonly random: Random
  /** Awaited between rows. Draws do not depend on it. */
  readonly pace?: Pace | undefined
}

export interface ParaphraseOutcome {
  /** One row per source row that could be reworded, in source order; `parent` and `cluster` are the source's. */
  readonly rows: readonly MadeRow[]
  readonly exclusions: readonly Exclusion[]
  readonly notes: readonly string[]
}

/**
 * A way of rewording items that keeps what they say: every number, name, unit and answer. What a paraphraser makes is
 * judged by the checks on pairs afterwards, whatever made it.
 */
export interface Paraphraser {
  readonly name: string
  /** One line for --help. */
  readonly summary: string
  paraphrase(request: ParaphraseRequest): Promise<ParaphraseOutcome>
}
