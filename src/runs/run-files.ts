import { z } from 'zod'

/** Names of the files of a run folder. */
export const REPORT = 'report.json'
export const TEXTS = 'test-texts.jsonl'
export const MANIFEST = 'run.json'
/** Scores of the audited model (0) and of its reference models (1, 2 …). */
export const scoresOf = (model: number) =>
  model === 0 ? 'scores.parquet' : `scores-reference-${model}.parquet`

/** Which files were written together, each with the SHA-256 of its bytes. */
export const runManifestSchema = z.strictObject({
  format: z.literal('lossgap/run/1'),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
})

export type RunManifest = z.infer<typeof runManifestSchema>
