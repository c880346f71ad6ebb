import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { gunzipFile } from '../io/gunzip.js'
import { type LockRecord, readLock, recordOf, writeRecord } from './lock.js'
import { dropPart } from './part.js'
import type { CatalogueEntry } from './schema.js'
import type { WantedFile } from './wanted-files.js'

/** A whole file that waits to be checked, and where it goes. */
export interface Arrival {
  readonly entry: CatalogueEntry
  readonly wanted: WantedFile
  readonly by: LockRecord['by']
  readonly part: string
  /** The file that was given by hand; absent where it was fetched or came with lossgap. */
  readonly given?: string | undefined
  readonly target: string
  /** Folder of the lock file. */
  readonly folder: string
}

/**
 * Reads a file as the catalogue says that it is read. What its rows say is for others, so it is passed in.
 * @throws LossgapError where it cannot be.
 */
export type ReadThrough = (path: string, entry: CatalogueEntry, file: WantedFile) => Promise<void>

/**
 * Checks a file that has arrived, by its hash or else by reading it, and gives it its name. The lock is written first:
 * a process that ends between the two leaves a record that the next pull holds the file to, never a file of unknown
 * origin.
 * @throws LossgapError HASH_MISMATCH, FILE_UNREADABLE; the file is then removed.
 */
export async function install(arrival: Arrival, readThrough: ReadThrough, files: Files): Promise<void> {
  const { entry, wanted, by, part, target, folder } = arrival
  const contents = await contentsOf(part, files)
  const earlier = recordOf(await readLock(folder, entry, files), wanted)
  const expected = wanted.sha256 ?? earlier?.sha256
  if (expected !== undefined && expected !== contents.sha256) {
    await dropPart(part, files)
    throw mismatch(arrival, expected, contents)
  }
  const ready = wanted.gzip ? `${part}.unpacked` : part
  if (wanted.gzip) await unpack(part, ready, files)
  const unpacked = wanted.gzip ? await contentsOf(ready, files) : null
  const record: LockRecord = { url: wanted.source, by, ...contents, unpacked }
  if (expected === undefined) await checkReadable(arrival, ready, readThrough, files)
  await writeRecord(folder, entry, wanted, record, files)
  await files.move(ready, target)
  await dropPart(part, files)
}

/** Later pulls are held to the first file's hash: nothing but a file of the set may be the first. */
async function checkReadable(
  { entry, wanted, part, target }: Arrival,
  ready: string,
  readThrough: ReadThrough,
  files: Files,
): Promise<void> {
  try {
    await readThrough(ready, entry, wanted)
  } catch (cause) {
    if (!(cause instanceof LossgapError) || cause.code === 'INTERRUPTED') throw cause
    await files.remove(ready)
    await dropPart(part, files)
    throw new LossgapError(
      'FILE_UNREADABLE',
      `No hash is known of ${wanted.source}, and the file does not read as ${entry.title}: ${cause.message.replaceAll(ready, wanted.name)}; nothing was written to ${target}`,
      `See that it is the published file (${entry.format}, read with --template "${entry.template}"). If the publisher has changed its form, give commands the file itself, with a --template of its fields`,
      { cause },
    )
  }
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
  { wanted, given, target, folder }: Arrival,
  expected: string,
  { sha256, bytes }: Contents,
): LossgapError {
  const recorded = wanted.sha256 === null
  const known = recorded
    ? `recorded in ${folder} by an earlier pull`
    : `of ${given === undefined ? 'the published file' : wanted.source}`
  return new LossgapError(
    'HASH_MISMATCH',
    `${given ?? wanted.source} has SHA-256 ${sha256} (${bytes} bytes), expected ${expected} (${known}); nothing was written to ${target}`,
    given === undefined ? fixOfFetched(recorded) : fixOfGiven(recorded, wanted),
  )
}

const fixOfFetched = (recorded: boolean) =>
  recorded
    ? 'The publisher may have changed the file. To take the new one, pull it into another folder with --to'
    : 'Pull it again; if the hash stays wrong, the file is not the published one: do not use it'

const fixOfGiven = (recorded: boolean, { source }: WantedFile) =>
  recorded
    ? 'Give the file that was taken at that time, or take this one into another folder with --to'
    : `Fetch ${source} anew, byte for byte: the file given with --from is another one, or was changed`
