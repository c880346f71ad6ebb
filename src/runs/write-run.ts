import { join } from 'node:path'
import type { Files } from '../io/files.js'
import { writeScoreFile } from '../scoring/score-file.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import type { ItemSet } from '../types.js'
import { MANIFEST, REPORT, type RunManifest, scoresOf, TEXTS } from './run-files.js'

/** What an audit leaves behind: its report as JSON, and what that was made from. */
export interface RunContents {
  readonly json: string
  /** The test set first. */
  readonly sets: readonly ItemSet[]
  /** The audited model first. */
  readonly models: readonly ScoredModel[]
}

/**
 * Writes a run folder: report.json, the scores of each model, the texts of the scored test items, and run.json, which
 * binds them together by hash. The same audit gives the same bytes.
 */
export async function writeRun(folder: string, run: RunContents, files: Files): Promise<void> {
  const written: Record<string, string> = {}
  const keep = async (name: string, write: (path: string) => Promise<void>) => {
    const path = join(folder, name)
    await write(path)
    written[name] = await files.sha256(path)
  }
  await keep(REPORT, path => files.write(path, run.json))
  for (const [m, model] of run.models.entries())
    await keep(scoresOf(m), path => writeScoreFile(path, run.sets, model, files))
  await keep(TEXTS, path => files.write(path, textLines(run)))
  const manifest: RunManifest = { format: 'lossgap/run/1', files: written }
  await files.write(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
}

function textLines({ sets, models }: RunContents): string {
  const scored = models[0]!.scores[0]!
  return sets[0]!.items
    .filter((_, i) => scored[i] !== undefined)
    .map(({ id, text }) => `${JSON.stringify({ id, text })}\n`)
    .join('')
}
