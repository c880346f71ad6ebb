import type { SourceRow } from '../types.js'

/** An option as the row holds it: files keep numbers as numbers. */
export type Option = string | number

/** A multiple-choice item, whatever its fields are called, and the way back to them. */
export interface ChoiceItem {
  readonly row: SourceRow
  readonly question: string
  /** Subject or kind: distractors are exchanged only within one. */
  readonly subject: string
  readonly options: readonly Option[]
  /** Positions of the right options: one, or several where a benchmark lists all that is true. */
  readonly right: readonly number[]
  /** Right answers that the row gives besides its options. */
  readonly alsoRight: readonly Option[]
  /**
   * The row's fields with other options and a key that says which are right. `exchanged` tells which new option
   * stands for which old one, for lists that repeat the options.
   */
  write(
    options: readonly Option[],
    right: readonly number[],
    exchanged: ReadonlyMap<Option, Option>,
  ): SourceRow['fields']
}
