import { join } from 'node:path'
import { z } from 'zod'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { CatalogueEntry } from './schema.js'
import type { WantedFile } from './wanted-files.js'

const contentsSchema = z.strictObject({ sha256: z.string(), bytes: z.int().min(0) })

const recordSchema = z.strictObject({
  url: z.string().describe('Where the file is published, or its path in the datasets folder of lossgap'),
  by: z
    .enum(['fetch', 'hand', 'bundled'])
    .describe('hand = taken in with --from; bundled = came with lossgap'),
  /** Of the bytes as published. */
  sha256: z.string(),
  bytes: z.int().min(0),
  unpacked: contentsSchema.nullable().describe('What lies here, where it was published packed'),
})

/**
 * `NAME.SPLIT.lock.json` beside a set's files: what was installed of a split. A later pull accepts nothing else. A file
 * for each split, so that pulls of two splits at once do not write over each other's records.
 */
const lockSchema = z.strictObject({
  schema: z.literal('lossgap/lock/1'),
  set: z.string(),
  licence: z.string(),
  files: z.record(z.string(), recordSchema),
})

export type Lock = z.infer<typeof lockSchema>

export type LockRecord = z.infer<typeof recordSchema>

/** `split` undefined: the one file of all splits that earlier versions wrote. */
const lockPath = (folder: string, { name }: CatalogueEntry, split?: string) =>
  join(folder, split === undefined ? `${name}.lock.json` : `${name}.${split}.lock.json`)

/** The set's lock, or one without files. @throws LossgapError FILE_UNREADABLE when it is not of its form. */
export async function readLock(folder: string, entry: CatalogueEntry, files: Files): Promise<Lock> {
  const splits = [...new Set(entry.files.map(({ split }) => split))]
  let all: Lock['files'] = {}
  for (const split of [undefined, ...splits])
    all = { ...all, ...(await readOne(lockPath(folder, entry, split), files)) }
  return lockOf(entry, all)
}

const lockOf = ({ name, licence }: CatalogueEntry, files: Lock['files']): Lock => ({
  ...{ schema: 'lossgap/lock/1', set: name, licence },
  files,
})

async function readOne(path: string, files: Files): Promise<Lock['files']> {
  if ((await files.kind(path)) === 'missing') return {}
  const text = await files.readText(path)
  try {
    return lockSchema.parse(JSON.parse(text)).files
  } catch (cause) {
    throw new LossgapError(
      'FILE_UNREADABLE',
      `${path} is no lock file of this version of lossgap`,
      `Delete ${path} and the set's files beside it, and pull the set again`,
      { cause },
    )
  }
}

/** Adds a file's record to what its split's lock holds by now. */
export async function writeRecord(
  folder: string,
  entry: CatalogueEntry,
  { name, split }: WantedFile,
  record: LockRecord,
  files: Files,
): Promise<void> {
  const path = lockPath(folder, entry, split)
  const lock = lockOf(entry, { ...(await readOne(path, files)), [name]: record })
  await files.write(path, `${JSON.stringify(lock, null, 2)}\n`)
}

/** What is recorded of a file, unless the catalogue has another source or hash for it by now. */
export function recordOf({ files }: Lock, { name, source, sha256 }: WantedFile): LockRecord | undefined {
  const record = files[name]
  if (record?.url !== source || (sha256 !== null && sha256 !== record.sha256)) return undefined
  return record
}
