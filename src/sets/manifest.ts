import { z } from 'zod'

/**
 * What a made set was made from and how: the same manifest and sources give the same bytes again. It lies beside the
 * set as NAME.manifest.json and holds no time and no machine path.
 */
export const manifestSchema = z.strictObject({
  schema: z.literal('lossgap/set/1'),
  kind: z.enum(['reference', 'paraphrase']),
  tool: z.strictObject({ name: z.literal('lossgap'), version: z.string() }),
  generator: z.strictObject({
    name: z.string().describe('Builder or paraphraser'),
    /** Everything besides the sources that decided the outcome, the seed included. */
    options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  source: z.strictObject({
    file: z
      .string()
      .describe('With its row range; a path from here where it lies beside or below, else the name alone'),
    sha256: z.string(),
    split: z.enum(['test', 'train', 'validation', 'other']),
    template: z.string(),
    items: z.int().min(0),
    licence: z.string().nullable(),
  }),
  output: z.strictObject({ file: z.string(), sha256: z.string(), items: z.int().min(0) }),
  exclusions: z.array(z.strictObject({ reason: z.string(), ids: z.array(z.string()) })),
  notes: z.array(z.string()),
})

export type Manifest = z.infer<typeof manifestSchema>

/** `reference.jsonl` → `reference.manifest.json`. */
export function manifestPath(set: string): string {
  return `${set.replace(/\.jsonl$/, '')}.manifest.json`
}
