import { join } from 'node:path'
import type { AuditReport } from '../audit-report.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { readTokenScores } from '../scoring/read-token-scores.js'
import type { TokenScores } from '../types.js'
import { scoresOf } from './run-files.js'

/**
 * Token scores of the test items, each of whose spans lies in the item's text.
 * @throws LossgapError HASH_MISMATCH where spans and text cannot belong together.
 */
export async function readTokens(
  folder: string,
  { sets }: AuditReport,
  texts: ReadonlyMap<string, string>,
  files: Files,
): Promise<ReadonlyMap<string, TokenScores>> {
  const path = join(folder, scoresOf(0))
  const tokens = await readTokenScores(path, sets[0]!.name, files)
  for (const [id, scores] of tokens) {
    const text = texts.get(id)
    if (text !== undefined && fits(scores, new TextEncoder().encode(text).length)) continue
    throw new LossgapError(
      'HASH_MISMATCH',
      `${path}: the tokens of item "${id}" do not fit its text`,
      'Run lossgap audit --out again',
    )
  }
  return tokens
}

/** Spans follow each other without gap or overlap and end with the text. */
function fits({ byteStart, byteEnd }: TokenScores, bytes: number): boolean {
  return (
    byteEnd.every(
      (end, t) => end >= byteStart[t]! && byteStart[t] === (t === 0 ? byteStart[0] : byteEnd[t - 1]),
    ) && byteEnd.at(-1) === bytes
  )
}
