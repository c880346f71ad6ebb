import { basename, join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { WantedFile } from './wanted-files.js'

/**
 * Finds each wanted file at what was given with --from: one file, or a folder that holds them under the names that
 * they are installed under or published under.
 * @throws LossgapError USAGE when one file is given for several, FILE_MISSING naming every file that is not there.
 */
export async function filesByHand(
  from: string,
  wanted: readonly WantedFile[],
  files: Files,
): Promise<ReadonlyMap<WantedFile, string>> {
  const kind = await files.kind(from)
  if (kind === 'missing')
    throw new LossgapError('FILE_MISSING', `--from: ${from} does not exist`, 'Check the path')
  if (kind === 'file') return new Map([[only(wanted, from), from]])
  const found = new Map<WantedFile, string>()
  const missing: string[] = []
  for (const file of wanted) {
    const path = await firstThere(candidates(from, file, wanted), files)
    if (path === undefined) missing.push(file.name)
    else found.set(file, path)
  }
  if (missing.length === 0) return found
  throw new LossgapError(
    'FILE_MISSING',
    `--from: ${from} lacks ${missing.length} of ${wanted.length} files: ${missing.join(', ')}`,
    `Fetch ${wanted.find(({ name }) => name === missing[0])?.source} and put it there as ${missing[0]}; or take fewer splits with --split`,
  )
}

function only(wanted: readonly WantedFile[], from: string): WantedFile {
  const [file, ...others] = wanted
  if (file !== undefined && others.length === 0) return file
  throw new LossgapError(
    'USAGE',
    `--from: ${from} is one file, but ${wanted.length} are wanted (${wanted.map(({ name }) => name).join(', ')})`,
    'Say which split it is with --split, or give a folder that holds them all',
  )
}

/** The published name alone only where it means one file: exports name every part of a split alike. */
function candidates(folder: string, { name, source }: WantedFile, wanted: readonly WantedFile[]): string[] {
  const published = source.split('/')
  const alone = basename(source)
  const alike = wanted.filter(other => basename(other.source) === alone)
  const names = [name, published.slice(-2).join('/'), ...(alike.length === 1 ? [alone] : [])]
  return names.map(one => join(folder, one))
}

async function firstThere(paths: readonly string[], files: Files): Promise<string | undefined> {
  for (const path of paths) if ((await files.kind(path)) === 'file') return path
  return undefined
}
