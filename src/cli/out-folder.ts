import { dirname, join, resolve } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { manifestPath, withoutRows } from '../sets/index.js'

/** Written and removed again: a folder that is there already may still refuse files. */
const PROBE = '.lossgap-writable'

/**
 * Makes the folder that results will be written to, and sees that it takes files. Called before scoring, which may
 * take hours that must not end at a path that was wrong from the start.
 * @throws LossgapError FILE_UNREADABLE.
 */
export async function prepareFolder(folder: string, files: Files, option = '--out'): Promise<void> {
  const probe = join(folder, PROBE)
  try {
    await files.makeFolder(folder)
    await files.write(probe, '')
    await files.remove(probe)
  } catch (cause) {
    if (!(cause instanceof LossgapError)) throw cause
    // The system says of a path that leads through a file, or is empty, only that it is not there.
    if (cause.code === 'FILE_MISSING') {
      const there = folder !== '' && (await files.kind(folder)) === 'folder'
      throw new LossgapError(
        'FILE_UNREADABLE',
        there
          ? `${option}: the folder "${folder}" takes no files`
          : `${option}: the folder "${folder}" cannot be made: something on the way to it is not a folder, or takes none`,
        there
          ? `Name a folder that can be written to, for example ${asked(option, 'results')}`
          : `Name a folder that is there or can be made, for example ${asked(option, 'results')}`,
        { cause },
      )
    }
    throw new LossgapError(cause.code, `${option}: ${cause.message.replace(probe, folder)}`, cause.fix, {
      cause,
    })
  }
}

/** The same for the file that results will be written to. */
export async function prepareFile(
  path: string,
  files: Files,
  example = 'scores.parquet',
  option = '--out',
): Promise<void> {
  await prepareFolder(dirname(path), files, option)
  if ((await files.kind(path)) !== 'folder') return
  throw new LossgapError(
    'FILE_UNREADABLE',
    `${option}: ${path} is a folder`,
    `Name a file in it, for example ${asked(option, join(path, example))}`,
  )
}

/** As it is written on the command line, or as a key of a policy. */
const asked = (option: string, value: string) =>
  option.startsWith('--') ? `${option} ${value}` : `${option}: ${value}`

export interface SetPlace {
  /** Sets that it is made from, row ranges and all: writing would destroy them. */
  readonly sources: readonly string[]
  /** A name for messages. */
  readonly example: string
  /** What has the set's name already may be replaced. */
  readonly force?: boolean | undefined
  /** SHA-256 of the bytes that a manifest promises: a file of just these may be written again. */
  readonly promised?: string | undefined
}

/**
 * The same for a set that will be written, and its manifest.
 * @throws LossgapError USAGE, FILE_UNREADABLE.
 */
export async function prepareSet(
  out: string,
  { sources, example, force, promised }: SetPlace,
  files: Files,
): Promise<void> {
  if (!out.endsWith('.jsonl'))
    throw new LossgapError(
      'USAGE',
      `--out: a set is written as JSONL, got ${out}`,
      'Name a file that ends in .jsonl',
    )
  if (sources.some(source => resolve(withoutRows(source)) === resolve(out)))
    throw new LossgapError('USAGE', `--out: ${out} is a set that is read for it`, 'Name another file')
  await prepareFile(out, files, example)
  if (force === true) return
  for (const path of [out, manifestPath(out)]) {
    if ((await files.kind(path)) !== 'file') continue
    if (promised !== undefined && (path !== out || (await files.sha256(path)) === promised)) continue
    if (path !== out && (await files.kind(out)) === 'missing')
      throw new LossgapError(
        'USAGE',
        `--out: ${path} is there already, without its set: a run was stopped as it wrote them, or the set was removed`,
        `Make that set again with --manifest ${path}, name another file, or add --force to replace it`,
      )
    throw new LossgapError(
      'USAGE',
      `--out: ${path} is there already`,
      'Name another file, or add --force to replace it',
    )
  }
}

/** Said alike by the commands that write sets. */
export const FORCE_HELP = 'replace the file and the manifest that --out names, where they are there already'
