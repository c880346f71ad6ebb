import { createRandom } from '../../src/statistics/random.js'
import type { SourceRow } from '../../src/types.js'

/** Rows as `loadRows` gives them, from the fields of each. */
export function rowsOf(fields: readonly SourceRow['fields'][]): SourceRow[] {
  return fields.map((one, i) => ({
    id: `${i}`,
    cluster: `${i}`,
    line: i + 1,
    text: JSON.stringify(one),
    fields: one,
  }))
}

export const requestOf = (
  rows: readonly SourceRow[],
  rest: { count?: number; perRow?: number; seed?: number } = {},
) => {
  const { count = rows.length, perRow = 1, seed = 1 } = rest
  return { rows, count, perRow, random: createRandom('test', seed) }
}
