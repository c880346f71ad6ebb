import { join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { filesByHand } from './by-hand.js'
import { download, type Transport } from './download.js'
import { install, type ReadThrough } from './install.js'
import { type Lock, readLock, recordOf } from './lock.js'
import { dropPart } from './part.js'
import type { CatalogueEntry, Split } from './schema.js'
import { type WantedFile, wantedFiles } from './wanted-files.js'

export interface PullRequest {
  readonly entry: CatalogueEntry
  /** All where none is named. */
  readonly splits?: readonly string[] | undefined
  /** Folder in which the set gets a folder of its own. */
  readonly to: string
  /** File or folder to take the files from, instead of the network. */
  readonly from?: string | undefined
  /** Folder of the catalogue, with the sets that come with lossgap. */
  readonly datasets: string
}

export interface PullPorts extends Omit<Transport, 'onBytes'> {
  readonly onBytes: (path: string, done: number, total: number | null) => void
  /** For files of which no hash is known. */
  readonly readThrough: ReadThrough
}

export interface PulledFile {
  readonly split: Split
  readonly path: string
  /** Of the file as it lies there. */
  readonly sha256: string
  readonly bytes: number
  readonly origin: 'fetched' | 'copied' | 'was there'
}

/**
 * Brings the files of a published set into `to/NAME`, each all or nothing, and records each in FILE.lock.json.
 * A file that is there already is checked and not fetched again.
 * @throws LossgapError USAGE, FETCH_FAILED, HASH_MISMATCH, FILE_UNREADABLE, FILE_MISSING (--from) or INTERRUPTED.
 */
export async function pullSet(request: PullRequest, ports: PullPorts): Promise<readonly PulledFile[]> {
  const { entry, splits, to, from, datasets } = request
  const { files } = ports
  const folder = join(to, entry.name)
  const wanted = wantedFiles(entry, splits)
  const byHand = from === undefined ? undefined : await filesByHand(from, wanted, files)
  const pulled: PulledFile[] = []
  for (const file of wanted) {
    const target = join(folder, file.name)
    const part = `${target}.part`
    // Read anew each time: another process may pull at the same time.
    const there = await isThere(target, file, await readLock(folder, entry, files), files)
    const given = byHand?.get(file) ?? (file.bundled ? join(datasets, file.source) : undefined)
    if (!there) {
      if (given === undefined) {
        const onBytes: Transport['onBytes'] = (done, total) => ports.onBytes(target, done, total)
        await download(file.source, part, otherWay(request, file, target), { ...ports, onBytes })
      } else await copy(given, part, ports)
      const by = byHand !== undefined ? 'hand' : file.bundled ? 'bundled' : 'fetch'
      const arrival = { entry, wanted: file, by, part, given: byHand?.get(file), target, folder } as const
      await install(arrival, ports.readThrough, files)
    }
    const record = recordOf(await readLock(folder, entry, files), file)
    const sha256 = (record?.unpacked ?? record)?.sha256 ?? (await files.sha256(target))
    const origin = there ? 'was there' : given === undefined ? 'fetched' : 'copied'
    pulled.push({ split: file.split, path: target, sha256, bytes: await files.size(target), origin })
  }
  return pulled
}

/** Whether the file lies there, checked by hash. @throws LossgapError when something else has its name. */
async function isThere(target: string, file: WantedFile, lock: Lock, files: Files): Promise<boolean> {
  if ((await files.kind(target)) === 'missing') return false
  const record = recordOf(lock, file)
  const expected = (record?.unpacked ?? record)?.sha256 ?? (file.gzip ? null : file.sha256)
  const away = `Move ${target} away, or pull into another folder with --to`
  if (expected === null)
    throw new LossgapError(
      'HASH_MISMATCH',
      `${target} is there, but no hash is known that it could be checked by`,
      away,
    )
  const got = await files.sha256(target)
  if (got === expected) return true
  throw new LossgapError(
    'HASH_MISMATCH',
    `${target} is there with SHA-256 ${got}, expected ${expected}: it was changed, or is another file`,
    away,
  )
}

async function copy(from: string, part: string, { files, signal }: PullPorts): Promise<void> {
  await dropPart(part, files)
  const writer = await files.append(part, 0)
  let done = 0
  try {
    for await (const chunk of files.read(from)) {
      if (signal.aborted)
        throw new LossgapError('INTERRUPTED', `Stopped copying ${from}`, 'Run the same command again')
      await writer.write(chunk)
      done += chunk.length
    }
  } finally {
    await writer.close()
  }
  if ((await files.size(part)) === done) return
  await dropPart(part, files)
  throw new LossgapError(
    'FETCH_FAILED',
    `Cannot copy ${from}: another process wrote to ${part} meanwhile; its bytes are dropped`,
    'Run the same command again when the other process has ended',
  )
}

/** What a reader without the network can do. */
function otherWay({ entry, to }: PullRequest, { split, source, name }: WantedFile, target: string): string {
  const isPart = name.includes('/')
  const given = isPart ? 'FOLDER' : (source.split('/').at(-1) ?? name)
  const place = isPart ? `, put it into FOLDER as ${name} beside the other parts` : ''
  return `Try again; or fetch it by other means${place} and run: lossgap sets pull ${entry.name} --split ${split} --from ${given} --to ${to} (checks it and writes ${target})`
}
