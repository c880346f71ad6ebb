import type { CsvError, Info } from 'csv-parse'
import { LossgapError } from '../errors.js'

/** The names in a header row. @throws ROW_INVALID when two columns share a name: a template could not tell them apart. */
export function readHeader(record: readonly string[], path: string, line: number): readonly string[] {
  const seen = new Set<string>()
  for (const name of record) {
    if (seen.has(name)) {
      throw new LossgapError(
        'ROW_INVALID',
        `${path}:${line} names two columns "${name}"`,
        'The first row must name the columns, each once. Rename or delete one',
      )
    }
    seen.add(name)
  }
  return record
}

/**
 * Tells on which line a record begins. The parser tells where it ends, and counts every CR inside quotes
 * as a line of its own; editors count CRLF once, and so do we.
 */
export class CsvLines {
  #previousEnd = 0
  #emptyLines = 0
  #carriageReturns = 0

  startOf(record: readonly string[], info: Info): number {
    for (const field of record)
      if (field.includes('\r')) this.#carriageReturns += field.split('\r').length - 1
    const start = this.#previousEnd + 1 + (info.empty_lines - this.#emptyLines)
    this.#previousEnd = info.lines - this.#carriageReturns
    this.#emptyLines = info.empty_lines
    return start
  }

  /** Where the record after the last complete one begins, if no empty lines come before it. */
  next(): number {
    return this.#previousEnd + 1
  }
}

/** A row that has more or fewer columns than the header. */
export function columnMismatch(
  path: string,
  row: { readonly line: number; readonly columns: number },
  header: readonly string[],
  cutOff: boolean,
): LossgapError {
  const what = `${path}:${row.line} has ${row.columns} columns, but the header names ${header.length} (${header.join(', ')})`
  return cutOff
    ? new LossgapError(
        'ROW_INVALID',
        `${what}. It is the last row and has no newline: the file seems cut off`,
        'Download or write the file again',
      )
    : new LossgapError(
        'ROW_INVALID',
        what,
        'Put fields that contain the separator or a newline in double quotes',
      )
}

/** A quote that is out of place, or never closed. */
export function csvSyntaxError(path: string, line: number, cause: CsvError): LossgapError {
  const reason = cause.message.replace(/ at line \d+/g, '')
  if (cause.code !== 'CSV_QUOTE_NOT_CLOSED') {
    return new LossgapError(
      'ROW_INVALID',
      `${path}:${line} is not valid CSV: ${reason}`,
      'Put the field in double quotes and double the quotes inside it',
      { cause },
    )
  }
  return new LossgapError(
    'ROW_INVALID',
    `${path}:${line} opens a double quote that is never closed: a quote is missing, or the file seems cut off`,
    'Close the quote, or download or write the file again',
    { cause },
  )
}
