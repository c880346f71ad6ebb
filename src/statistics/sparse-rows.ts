/** A matrix of which only the non-zero entries are kept, row by row (compressed sparse rows). */
export interface SparseRows {
  readonly rowCount: number
  readonly columnCount: number
  /** Entries of row i are at rowStart[i] … rowStart[i + 1] − 1; length rowCount + 1. */
  readonly rowStart: Int32Array
  readonly column: Int32Array
  readonly value: Float64Array
}

/** Rows given as (column, value) entries; a column appears at most once per row. */
export function sparseRows(
  rows: readonly (readonly (readonly [column: number, value: number])[])[],
  columnCount: number,
): SparseRows {
  const entries = rows.flat()
  const rowStart = new Int32Array(rows.length + 1)
  rows.forEach((row, i) => {
    rowStart[i + 1] = rowStart[i]! + row.length
  })
  return {
    rowCount: rows.length,
    columnCount,
    rowStart,
    column: Int32Array.from(entries, entry => entry[0]),
    value: Float64Array.from(entries, entry => entry[1]),
  }
}

/** Rows of a full matrix. @throws RangeError when the rows differ in length. */
export function denseRows(rows: readonly (readonly number[])[]): SparseRows {
  const columnCount = rows[0]?.length ?? 0
  if (rows.some(row => row.length !== columnCount)) throw new RangeError('The rows differ in length')
  return sparseRows(
    rows.map(row => row.map((value, column) => [column, value] as const)),
    columnCount,
  )
}

/** The chosen rows, in the order given. */
export function selectRows(matrix: SparseRows, indices: ArrayLike<number>): SparseRows {
  const { rowStart, column, value, columnCount } = matrix
  const selectedStart = new Int32Array(indices.length + 1)
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]!
    selectedStart[k + 1] = selectedStart[k]! + rowStart[i + 1]! - rowStart[i]!
  }
  const selectedColumn = new Int32Array(selectedStart[indices.length]!)
  const selectedValue = new Float64Array(selectedColumn.length)
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]!
    selectedColumn.set(column.subarray(rowStart[i], rowStart[i + 1]), selectedStart[k])
    selectedValue.set(value.subarray(rowStart[i], rowStart[i + 1]), selectedStart[k])
  }
  return {
    rowCount: indices.length,
    columnCount,
    rowStart: selectedStart,
    column: selectedColumn,
    value: selectedValue,
  }
}

/** Product with one weight per column, plus an offset: one number per row. */
export function multiply(matrix: SparseRows, weights: Float64Array, offset: number): Float64Array {
  const { rowCount, rowStart, column, value } = matrix
  const product = new Float64Array(rowCount)
  for (let i = 0; i < rowCount; i++) {
    let sum = offset
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) sum += value[e]! * weights[column[e]!]!
    product[i] = sum
  }
  return product
}

/** Sum of the rows, each times its factor: adds one number per column onto `target`. */
export function addTransposed(matrix: SparseRows, factors: Float64Array, target: Float64Array): void {
  const { rowCount, rowStart, column, value } = matrix
  for (let i = 0; i < rowCount; i++) {
    const factor = factors[i]!
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) target[column[e]!]! += factor * value[e]!
  }
}
