import { LossgapError } from '../errors.js'
import type { CatalogueEntry, Split } from './schema.js'

/** One file to be installed. */
export interface WantedFile {
  readonly split: Split
  /** Path below the set's folder, with slashes: `test.jsonl`, or `test/algebra.parquet` for a part. */
  readonly name: string
  /** URL, or path in the datasets folder for a set that comes with lossgap. */
  readonly source: string
  readonly bundled: boolean
  /** Of the bytes at the source, or null where none is known. */
  readonly sha256: string | null
  readonly bytes: number | null
  readonly gzip: boolean
}

/** The files of a set, or of some of its splits. @throws LossgapError USAGE for a split that it has not. */
export function wantedFiles(entry: CatalogueEntry, splits?: readonly string[]): readonly WantedFile[] {
  const known: readonly string[] = [...new Set(entry.files.map(({ split }) => split))]
  const missing = splits?.find(split => !known.includes(split))
  if (missing !== undefined) {
    throw new LossgapError(
      'USAGE',
      `${entry.title} has no split "${missing}"`,
      `Use --split ${known.join(',')}, or leave it out to take all`,
    )
  }
  return entry.files.filter(({ split }) => splits?.includes(split) ?? true).flatMap(partsOf(entry))
}

function partsOf({ format }: CatalogueEntry) {
  return (file: CatalogueEntry['files'][number]): WantedFile[] => {
    const { split, url, path, bytes } = file
    const source = url ?? path ?? ''
    const rest = { split, bundled: url === undefined, bytes, gzip: file.gzip === true }
    if (file.parts === undefined)
      return [{ ...rest, name: `${split}.${format}`, source, sha256: file.sha256 }]
    return Object.entries(file.parts).map(([part, sha256]) => ({
      ...rest,
      name: `${split}/${part}.${format}`,
      source: source.replace('{part}', part),
      sha256,
    }))
  }
}
