import type { Files } from '../io/files.js'
import type { Exclusion, SourceRow } from '../types.js'
import { formatOf } from './formats.js'
import { loadSet } from './load-set.js'
import { ALL_ROWS, type SetSpec } from './set-spec.js'

/** A set with the fields that its texts are made of. */
export interface RowSet {
  readonly name: string
  readonly path: string
  /** SHA-256 of the file's bytes. */
  readonly sha256: string
  /** As that of an `ItemSet`. */
  readonly itemsSha256: string
  readonly template: string
  readonly rows: readonly SourceRow[]
  readonly exclusions: readonly Exclusion[]
}

/**
 * Reads a set as `loadSet` does, with the same rules and errors, and keeps the fields of each item's row.
 * Builders, paraphrasers and checks of sets need them; scoring does not.
 * @throws LossgapError as `loadSet`.
 */
export async function loadRows(spec: SetSpec, files: Files): Promise<RowSet> {
  const { items, ...set } = await loadSet(spec, files)
  const wanted = new Set(items.map(({ line }) => line))
  const fields = new Map<number, SourceRow['fields']>()
  await formatOf(set.path).readRows(set.path, files, ALL_ROWS, row => {
    if (wanted.has(row.line)) fields.set(row.line, row.fields)
  })
  return { ...set, rows: items.map(item => ({ ...item, fields: fields.get(item.line)! })) }
}
