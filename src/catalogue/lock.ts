import { join } from 'node:path'
import { z } from 'zod'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { CatalogueEntry } from './schema.js'
import { type WantedFile, wantedFiles } from './wanted-files.js'

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
 * `FILE.lock.json` beside a set's file: what was installed. A later pull accepts nothing else. A lock for each file, so
 * that pulls at the same time, of parts of one split too, do not write over each other's records.
 */
const lockSchema = z.strictObject({
  schema: z.literal('lossgap/lock/1'),
  set: z.string(),
  licence: z.string(),
  files: z.record(z.string(), recordSchema),
})

export type Lock = z.infer<typeof lockSchema>

export type LockRecord = z.infer<typeof recordSchema>

const lockPath = (folder: string, { name }: WantedFile) => join(folder, `${name}.lock.json`)

/** Locks of all splits and of one split each, as earlier versions wrote them. */
function earlierPaths(folder: string, { name, files }: CatalogueEntry): string[] {
  const splits = [...new Set(files.map(({ split }) => split))]
  return [`${name}.lock.json`, ...splits.map(split => `${name}.${split}.lock.json`)].map(lock =>
    join(folder, lock),
  )
}

/** What is recorded of a set's files, or a lock without files. @throws LossgapError FILE_UNREADABLE for a file of another form. */
export async function readLock(folder: string, entry: CatalogueEntry, files: Files): Promise<Lock> {
  const paths = [...earlierPaths(folder, entry), ...wantedFiles(entry).map(file => lockPath(folder, file))]
  let all: Lock['files'] = {}
  for (const path of paths) all = { ...all, ...(await readOne(path, files)) }
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

export async function writeRecord(
  folder: string,
  entry: CatalogueEntry,
  file: WantedFile,
  record: LockRecord,
  files: Files,
): Promise<void> {
  const lock = lockOf(entry, { [file.name]: record })
  await files.write(lockPath(folder, file), `${JSON.stringify(lock, null, 2)}\n`)
}

/** What is recorded of a file, unless the catalogue has another source or hash for it by now. */
export function recordOf({ files }: Lock, { name, source, sha256 }: WantedFile): LockRecord | undefined {
  const record = files[name]
  if (record?.url !== source || (sha256 !== null && sha256 !== record.sha256)) return undefined
  return record
}
