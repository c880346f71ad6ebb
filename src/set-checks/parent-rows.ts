import type { SourceRow } from '../types.js'
import type { IsDeclared } from './near-duplicates.js'
import { parentOf } from './pairs.js'

/** Rows, and the SHA-256 of the file that they are of. */
interface FileRows {
  readonly sha256: string
  readonly rows: readonly SourceRow[]
}

/**
 * Whether an item of `others` is the very row that an item of the set rewords: it repeats that one by design, and how
 * far is a matter of the pair. The same row of the same file, or the same id and text. The id alone says nothing: rows
 * without one are called by their number, so that those of unrelated files share theirs.
 */
export function isParentIn(others: FileRows, set: FileRows, source: FileRows | undefined): IsDeclared {
  if (source === undefined) return () => false
  const rows = new Map(source.rows.map(row => [row.id, row]))
  const parents = new Map(set.rows.map(row => [row.id, rows.get(parentOf(row))]))
  const oneFile = others.sha256 === source.sha256
  return (item, other) => {
    const parent = parents.get(item.id)
    if (parent === undefined) return false
    return oneFile ? other.line === parent.line : other.id === parent.id && other.text === parent.text
  }
}
