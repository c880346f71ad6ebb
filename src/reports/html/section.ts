import type { Run } from '../../runs/run.js'
import type { Markup } from './markup.js'

/** Where a section stands in its page. */
export interface Place {
  /** Put before every id, so that several audits fit into one page. */
  readonly prefix: string
  /** A heading below the section's own. */
  readonly subheading: (text: string) => Markup
}

/** A part of the report on one audit. */
export interface Section {
  readonly id: string
  readonly title: string
  /** Undefined where the audit has nothing of the kind. */
  readonly body: (run: Run, place: Place) => Markup | undefined
}
