import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { type Manifest, manifestPath, manifestSchema } from './manifest.js'

/** Reads the manifest of a made set. @throws LossgapError FILE_MISSING, or ROW_INVALID for a file that is none. */
export async function readManifest(path: string, files: Files): Promise<Manifest> {
  const parsed = manifestSchema.safeParse(parseJson(await files.readText(path)))
  if (parsed.success) return parsed.data
  const { path: where, message } = parsed.error.issues[0]!
  throw new LossgapError(
    'ROW_INVALID',
    `${path} is no manifest of a made set: ${where.length > 0 ? `${where.join('.')}: ` : ''}${message}`,
    'Name a .manifest.json as `lossgap sets build` and `sets paraphrase` write it',
  )
}

/** The manifest that lies beside a set; undefined where there is none, or one of another program. */
export async function manifestBeside(set: string, files: Files): Promise<Manifest | undefined> {
  const path = manifestPath(set)
  if ((await files.kind(path)) !== 'file') return undefined
  const value = parseJson(await files.readText(path))
  const ours = typeof value === 'object' && value !== null && 'schema' in value
  return ours && String(value.schema).startsWith('lossgap/set/') ? readManifest(path, files) : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
