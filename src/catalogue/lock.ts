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

/** `NAME.lock.json` beside a set's files: what was installed. A later pull accepts nothing else. */
const lockSchema = z.strictObject({
  schema: z.literal('lossgap/lock/1'),
  set: z.string(),
  licence: z.string(),
  files: z.record(z.string(), recordSchema),
})

export type Lock = z.infer<typeof lockSchema>

export type LockRecord = z.infer<typeof recordSchema>

export const lockPath = (folder: string, set: string) => join(folder, `${set}.lock.json`)

/** The set's lock, or one without files. @throws LossgapError FILE_UNREADABLE when it is not of its form. */
export async function readLock(folder: string, entry: CatalogueEntry, files: Files): Promise<Lock> {
  const path = lockPath(folder, entry.name)
  if ((await files.kind(path)) === 'missing')
    return { schema: 'lossgap/lock/1', set: entry.name, licence: entry.licence, files: {} }
  const text = await files.readText(path)
  try {
    return lockSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new LossgapError(
      'FILE_UNREADABLE',
      `${path} is no lock file of this version of lossgap`,
      `Delete ${path} and the set's files beside it, and pull the set again`,
      { cause },
    )
  }
}

export async function writeLock(folder: string, lock: Lock, files: Files): Promise<void> {
  await files.write(lockPath(folder, lock.set), `${JSON.stringify(lock, null, 2)}\n`)
}

/** What is recorded of a file, unless the catalogue has another source or hash for it by now. */
export function recordOf({ files }: Lock, { name, source, sha256 }: WantedFile): LockRecord | undefined {
  const record = files[name]
  if (record?.url !== source || (sha256 !== null && sha256 !== record.sha256)) return undefined
  return record
}
