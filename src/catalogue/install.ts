import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { gunzipFile } from '../io/gunzip.js'
import { type Lock, type LockRecord, recordOf, writeLock } from './lock.js'
import { dropPart } from './part.js'
import type { WantedFile } from './wanted-files.js'

/** A whole file that waits to be checked, and where it goes. */
export interface Arrival {
  readonly wanted: WantedFile
  readonly by: LockRecord['by']
  readonly part: string
  readonly target: string
  /** Folder of the lock file. */
  readonly folder: string
}

/**
 * Checks a file that has arrived and gives it its name; returns the lock with its record. The lock is written first:
 * a process that ends between the two leaves a record that the next pull holds the file to, never a file of unknown
 * origin.
 * @throws LossgapError HASH_MISMATCH; the file is then removed.
 */
export async function install(arrival: Arrival, lock: Lock, files: Files): Promise<Lock> {
  const { wanted, by, part, target, folder } = arrival
  const contents = await contentsOf(part, files)
  const earlier = recordOf(lock, wanted)
  const expected = wanted.sha256 ?? earlier?.sha256
  if (expected !== undefined && expected !== contents.sha256) {
    await dropPart(part, files)
    throw mismatch(arrival, expected, contents)
  }
  const ready = wanted.gzip ? `${part}.unpacked` : part
  if (wanted.gzip) await unpack(part, ready, files)
  const unpacked = wanted.gzip ? await contentsOf(ready, files) : null
  const record: LockRecord = { url: wanted.source, by, ...contents, unpacked }
  const extended = { ...lock, files: { ...lock.files, [wanted.name]: record } }
  await writeLock(folder, extended, files)
  await files.move(ready, target)
  await dropPart(part, files)
  return extended
}

/** What cannot be unpacked is not kept: the next pull would only meet it again. */
async function unpack(part: string, ready: string, files: Files): Promise<void> {
  try {
    await gunzipFile(part, ready, files)
  } catch (cause) {
    await files.remove(ready)
    await dropPart(part, files)
    throw cause
  }
}

interface Contents {
  readonly sha256: string
  readonly bytes: number
}

async function contentsOf(path: string, files: Files): Promise<Contents> {
  return { sha256: await files.sha256(path), bytes: await files.size(path) }
}

function mismatch(
  { wanted, target, folder }: Arrival,
  expected: string,
  { sha256, bytes }: Contents,
): LossgapError {
  const known = wanted.sha256 === null ? `recorded in ${folder} by an earlier pull` : 'of the published file'
  return new LossgapError(
    'HASH_MISMATCH',
    `${wanted.source} has SHA-256 ${sha256} (${bytes} bytes), expected ${expected} (${known}); nothing was written to ${target}`,
    wanted.sha256 === null
      ? 'The publisher may have changed the file. To take the new one, pull it into another folder with --to'
      : 'Pull it again; if the hash stays wrong, the file is not the published one: do not use it',
  )
}
