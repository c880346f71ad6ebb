import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { Files } from '../io/files.js'
import { plainNumber } from '../json-numbers.js'
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

/**
 * Writes a made set as JSONL and its manifest beside it. Both are whole on the disk under other names before either gets
 * its own, the manifest first and with no set beside it: a run that is killed leaves what was there, or a manifest that
 * makes its set again, and never a set beside the manifest of another one.
 */
export async function writeSet(
  path: string,
  rows: readonly MadeRow[],
  manifest: Omit<Manifest, 'schema' | 'output'>,
  files: Files,
): Promise<Manifest> {
  const finished = finishSet(path, rows, manifest)
  const [set, told] = [stagedPath(path), stagedPath(manifestPath(path))]
  try {
    await files.write(set, finished.text)
    await files.write(told, `${JSON.stringify(finished.manifest, null, 2)}\n`)
    if ((await files.kind(path)) === 'file') await files.remove(path)
    await files.move(told, manifestPath(path))
    await files.move(set, path)
  } catch (cause) {
    await files.remove(set)
    await files.remove(told)
    throw cause
  }
  return finished.manifest
}

/** Always the same name, so that the next run writes over what a killed one left. */
const stagedPath = (path: string) => join(dirname(path), `.${basename(path)}.new`)
