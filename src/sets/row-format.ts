import type { Files } from '../io/files.js'
import type { RowRange } from './set-spec.js'

/** One record of a file, by field name. Values are whatever the format holds; the template judges them. */
export type Fields = Readonly<Record<string, unknown>>

export interface Row {
  /** Data row in the file, from 0; independent of ranges and samples. */
  readonly index: number
  /** 1-based line (JSONL, CSV) or row (Parquet), as in error messages. */
  readonly line: number
  readonly fields: Fields
}

/** What is known of a file once it has been read to its end. */
export interface FileTotals {
  readonly rows: number
  readonly sha256: string
}

/**
 * A file format for item sets. Reads the whole file once, with memory that does not grow with its size,
 * and calls `visit` in file order for row 0 (which settles the default template) and for every row of `rows`.
 * Rows outside `rows` are counted, not checked. What `visit` throws ends the reading.
 */
export interface RowFormat {
  readonly name: string
  /** With the dot, in lower case. */
  readonly extensions: readonly string[]
  readRows(path: string, files: Files, rows: RowRange, visit: (row: Row) => void): Promise<FileTotals>
}
