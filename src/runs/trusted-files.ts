import { basename, join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { MANIFEST, type RunManifest, runManifestSchema } from './run-files.js'

/** Names of the files of a run that may be read. */
export interface TrustedFiles {
  /** Whether the file is there and, where the run has a manifest, is the one that the audit wrote. */
  has(name: string): Promise<boolean>
  /** False in folders of earlier versions: then nothing binds texts to scores. */
  readonly bound: boolean
}

const FIX =
  'Keep the files that one audit wrote together; run lossgap audit --out into a folder of its own again'

/**
 * Holds a run's files against its manifest, the report first. A file is hashed when it is asked for.
 * @throws LossgapError HASH_MISMATCH when the bytes are others, REPORT_INVALID when the manifest is no such thing.
 */
export async function trustedFiles(folder: string, report: string, files: Files): Promise<TrustedFiles> {
  const path = join(folder, MANIFEST)
  const there = async (name: string) => (await files.kind(join(folder, name))) === 'file'
  if (!(await there(MANIFEST))) return { has: there, bound: false }
  const manifest = parsed(path, await files.readText(path))
  const check = async (name: string) => {
    const actual = await files.sha256(join(folder, name))
    const expected = manifest.files[name]
    if (actual === expected) return
    throw new LossgapError(
      'HASH_MISMATCH',
      expected === undefined
        ? `${join(folder, name)} is not among the files of ${path}`
        : `${join(folder, name)} is not the file that was written with ${path} (sha256 ${actual.slice(0, 16)}…, expected ${expected.slice(0, 16)}…)`,
      FIX,
    )
  }
  await check(basename(report))
  return {
    bound: true,
    async has(name) {
      // What an earlier audit left in the folder is none of this run's.
      if (manifest.files[name] === undefined || !(await there(name))) return false
      await check(name)
      return true
    },
  }
}

function parsed(path: string, text: string): RunManifest {
  let fault: string
  try {
    const result = runManifestSchema.safeParse(JSON.parse(text))
    if (result.success) return result.data
    const [issue] = result.error.issues
    fault = `${issue?.path.join('.') || 'the whole'}: ${issue?.message}`
  } catch (cause) {
    fault = (cause as Error).message
  }
  throw new LossgapError('REPORT_INVALID', `${path} is no manifest of a run (${fault})`, FIX)
}
