import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { ItemSet } from '../types.js'
import { checkFirstBytes, FIRST_BYTES } from './first-bytes.js'
import { formatOf } from './formats.js'
import { ItemCollector } from './item-collector.js'
import {
  ALL_ROWS,
  checkRows,
  checkSample,
  parseSetSpec,
  type RowRange,
  type SetSpec,
  setName,
} from './set-spec.js'

/**
 * Reads a set from a JSONL, CSV, TSV or Parquet file. Strict: what cannot be scored as it stands is an error with
 * its line, never skipped; the one thing left out is a repeated text, and that is listed in `exclusions`.
 * @throws LossgapError with a code for data (exit 3) or usage (exit 2).
 */
export async function loadSet(spec: SetSpec, files: Files): Promise<ItemSet> {
  if (spec.sample !== undefined) checkSample(spec.sample)
  const { path, rows } = await locate(spec.path, files)
  // Opened before its extension is looked at, so that a missing file is reported as missing whatever its name.
  const firstBytes = await readFirstBytes(path, files)
  const format = formatOf(path)
  checkFirstBytes(path, firstBytes)
  const collector = new ItemCollector(path, spec, rows)
  const totals = await format.readRows(path, files, rows, row => collector.take(row))
  checkRows(path, rows, totals.rows)
  const { sampled, allTexts, ...collected } = collector.collected()
  const name = setName(path, rows, sampled ? spec.sample : undefined)
  return { name, path, sha256: totals.sha256, ...collected, ...(allTexts ? { allTexts } : {}) }
}

/** A file whose name contains '#' is that file; only otherwise is what follows '#' a row range. */
async function locate(argument: string, files: Files): Promise<{ path: string; rows: RowRange }> {
  const kind = await files.kind(argument)
  if (kind === 'file') return { path: argument, rows: ALL_ROWS }
  if (kind === 'folder') throw isFolder(argument)
  const { path, rows } = parseSetSpec(argument)
  if ((await files.kind(path)) === 'folder') throw isFolder(path)
  return { path, rows }
}

function isFolder(path: string): LossgapError {
  return new LossgapError(
    'FILE_UNREADABLE',
    `${path} is a folder, not a set`,
    `Name a file in it: ${path.replace(/\/$/, '')}/test.jsonl`,
  )
}

async function readFirstBytes(path: string, files: Files): Promise<Uint8Array> {
  const reader = await files.open(path)
  try {
    return await reader.read(0, FIRST_BYTES)
  } finally {
    await reader.close()
  }
}
