import { join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { TEXTS } from './run-files.js'
import type { TrustedFiles } from './trusted-files.js'

/** Texts of the test items by id; undefined where the run has none that its manifest vouches for. */
export async function readTexts(
  folder: string,
  trusted: TrustedFiles,
  files: Files,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (!trusted.bound || !(await trusted.has(TEXTS))) return undefined
  const path = join(folder, TEXTS)
  const lines = (await files.readText(path)).split('\n').slice(0, -1)
  return new Map(
    lines.map((line, l) => {
      try {
        const { id, text } = JSON.parse(line)
        if (typeof id === 'string' && typeof text === 'string') return [id, text] as const
      } catch {}
      throw new LossgapError('ROW_INVALID', `${path}:${l + 1} has no id and text`, 'Run the audit again')
    }),
  )
}
