import { LossgapError } from '../errors.js'

/** Half-open range of data rows, counted from 0. No `end` = to the end of the file. */
export interface RowRange {
  readonly start: number
  readonly end?: number
}

/** A seeded choice of `count` items without replacement. */
export interface SampleSpec {
  readonly count: number
  readonly seed: number
}

/** What the user asks to read. `path` may carry a row range: `test.jsonl#0:300`. */
export interface SetSpec {
  readonly path: string
  readonly template?: string | undefined
  readonly idField?: string | undefined
  readonly clusterField?: string | undefined
  readonly sample?: SampleSpec | undefined
  /** What a number that names the right option counts from, where neither template nor file tells. */
  readonly answerBase?: 0 | 1 | undefined
}

export const ALL_ROWS: RowRange = { start: 0 }

/**
 * Splits `file.jsonl#0:300` into path and rows; `#a:` and `#:b` leave one end open.
 * A '#' that a folder follows belongs to the path.
 * @throws USAGE when what follows the last '#' is not a range, or is an empty one.
 */
export function parseSetSpec(argument: string): { readonly path: string; readonly rows: RowRange } {
  const split = /^(.+)#([^#/\\]*)$/.exec(argument)
  if (split === null) return { path: argument, rows: ALL_ROWS }
  const [, path = '', suffix = ''] = split
  const bounds = /^(\d*):(\d*)$/.exec(suffix)
  if (bounds === null || suffix === ':') {
    throw new LossgapError(
      'USAGE',
      `"${argument}": there is no such file, and "#${suffix}" is not a row range`,
      `Write the range as ${path}#0:300, ${path}#300: or ${path}#:300`,
    )
  }
  const start = bounds[1] === '' ? 0 : Number(bounds[1])
  if (bounds[2] === '') return { path, rows: { start } }
  const end = Number(bounds[2])
  if (end <= start) {
    throw new LossgapError(
      'USAGE',
      `"${argument}": the row range #${suffix} is empty`,
      'The second number is the first row that is left out, so it must be larger than the first',
    )
  }
  return { path, rows: { start, end } }
}

/** The file of a set's name, if what follows its last '#' has the form of a row range. */
export const withoutRows = (argument: string): string => argument.replace(/#\d*:\d*$/, '')

export function coversRow(rows: RowRange, index: number): boolean {
  return index >= rows.start && (rows.end === undefined || index < rows.end)
}

/**
 * Refuses a range that the file cannot fill: fewer items than asked for would change what a result means.
 * @throws SET_EMPTY for a file without rows, SET_TOO_SMALL for a range past the end: the file is not what was thought.
 */
export function checkRows(path: string, rows: RowRange, rowsInFile: number): void {
  if (rowsInFile === 0) {
    throw new LossgapError(
      'SET_EMPTY',
      `${path} has no rows`,
      'Put at least one item into it, or name another file',
    )
  }
  if ((rows.end ?? rows.start + 1) <= rowsInFile) return
  const fix =
    rows.start < rowsInFile
      ? `Use ${path}${showRows({ start: rows.start, end: rowsInFile })}`
      : `Begin below ${rowsInFile}`
  throw new LossgapError(
    'SET_TOO_SMALL',
    `${path}${showRows(rows)} asks for rows past the end: the file has ${rowsInFile} rows`,
    fix,
  )
}

/** @throws USAGE for a sample that cannot be drawn. */
export function checkSample({ count, seed }: SampleSpec): void {
  if (Number.isSafeInteger(count) && count > 0 && Number.isSafeInteger(seed)) return
  throw new LossgapError(
    'USAGE',
    `A sample of ${count} items with seed ${seed} cannot be drawn`,
    'Give a whole number of items above 0, and a whole number as the seed',
  )
}

/** `test.jsonl#0:300 (100 sampled, seed 1)`: everything that decided which rows are in the set. */
export function setName(path: string, rows: RowRange, sampled: SampleSpec | undefined): string {
  const note = sampled === undefined ? '' : ` (${sampled.count} sampled, seed ${sampled.seed})`
  return `${path}${showRows(rows)}${note}`
}

function showRows({ start, end }: RowRange): string {
  if (start === 0 && end === undefined) return ''
  return `#${start}:${end ?? ''}`
}
