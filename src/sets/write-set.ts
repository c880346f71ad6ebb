import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Files } from '../io/files.js'
import type { MadeRow } from '../types.js'
import { type Manifest, manifestPath, manifestSchema } from './manifest.js'

/** Names that a made row takes for itself; a source's own fields of these names are replaced. */
const OWN = ['id', 'cluster', 'parent', 'parent_split'] as const

/** One JSON object a row: the row's own names first, then the benchmark's fields in the source's order. */
export function setText(rows: readonly MadeRow[], split: Manifest['source']['split']): string {
  return rows
    .map(({ id, cluster, parent, fields }) => {
      const own: Record<string, unknown> = { id, cluster, parent, parent_split: split }
      const rest = Object.entries(fields).filter(([name]) => !OWN.some(taken => taken === name))
      return `${JSON.stringify({ ...own, ...Object.fromEntries(rest) }, plainNumber)}\n`
    })
    .join('')
}

/** Parquet's whole numbers come as BigInt, which JSON cannot write; one that no double holds is written as text. */
function plainNumber(_: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}

/** A made set as it will be written, so that its hash can be looked at before. */
export function finishSet(
  path: string,
  rows: readonly MadeRow[],
  manifest: Omit<Manifest, 'schema' | 'output'>,
): { readonly text: string; readonly manifest: Manifest } {
  const text = setText(rows, manifest.source.split)
  const sha256 = createHash('sha256').update(text).digest('hex')
  return {
    text,
    manifest: manifestSchema.parse({
      schema: 'lossgap/set/1',
      ...manifest,
      output: { file: basename(path), sha256, items: rows.length },
    }),
  }
}

/** Writes a made set as JSONL and its manifest beside it. */
export async function writeSet(
  path: string,
  rows: readonly MadeRow[],
  manifest: Omit<Manifest, 'schema' | 'output'>,
  files: Files,
): Promise<Manifest> {
  const finished = finishSet(path, rows, manifest)
  await files.write(path, finished.text)
  await files.write(manifestPath(path), `${JSON.stringify(finished.manifest, null, 2)}\n`)
  return finished.manifest
}
