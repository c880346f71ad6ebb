import type { AuditReport } from '../audit-report.js'
import type { ItemFamiliarity } from '../gaps/item-familiarity.js'
import type { PowerCurve } from '../planning/curve.js'
import type { TokenScores } from '../types.js'

/** An item of the test set as a reader looks it up. */
export interface RunItem extends ItemFamiliarity {
  /** Absent where the run does not hold texts. */
  readonly text?: string
  /** Present only with the text, to whose bytes it is aligned. */
  readonly tokens?: TokenScores
}

/** Losses of an item and of its paraphrase under the audited model, nats/token. */
export interface RunPair {
  readonly id: string
  readonly original: number
  readonly reworded: number
}

/** An audit with what its run folder says of single items. */
export interface Run {
  /** As it was given. */
  readonly file: string
  readonly report: AuditReport
  /** Undefined where the report has no errors of its two sets. */
  readonly power: PowerCurve | undefined
  /** Most familiar first; undefined where the run lacks what they rest on. */
  readonly items: readonly RunItem[] | undefined
  /** Conditions of the items' p-values that are not met. */
  readonly itemCaveats: readonly string[]
  /** In the order of the file; undefined without paraphrases or without scores. */
  readonly pairs: readonly RunPair[] | undefined
  /** What could not be shown, and what would let it be. */
  readonly missing: readonly string[]
}
