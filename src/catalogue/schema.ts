import { z } from 'zod'

/** Portions that sets are published in; `reference` is the part that an audit compares the test split with. */
export const SPLITS = ['test', 'train', 'validation', 'dev', 'reference'] as const

export type Split = (typeof SPLITS)[number]

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** ISO 8601 to the day, or to the month where the day is not known. */
const dateSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/)

/** One published file, or, where `{part}` stands in its place, one file for each part. */
const fileSchema = z
  .strictObject({
    split: z.enum(SPLITS),
    url: z.url({ protocol: /^https$/ }).optional(),
    path: z.string().optional().describe('In the datasets folder of lossgap, for sets that come with it'),
    sha256: sha256Schema.nullable().describe('Of the bytes as published; null = nobody has computed it here'),
    bytes: z.int().min(1).nullable(),
    gzip: z.literal(true).optional().describe('Packed; unpacked when it is installed'),
    parts: z.record(z.string().regex(/^[a-z0-9_-]+$/), sha256Schema.nullable()).optional(),
  })
  .refine(({ url, path }) => (url === undefined) !== (path === undefined), 'needs a url or a path, not both')
  .refine(
    ({ url, path, parts }) => `${url}${path}`.includes('{part}') === (parts !== undefined),
    '{part} and parts go together',
  )

const entrySchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    title: z.string().min(1),
    language: z.string().regex(/^[a-z]{2}$/),
    licence: z.string().min(1).describe('SPDX identifier'),
    published: dateSchema.describe('When the data, or else the paper, first became public'),
    homepage: z
      .url({ protocol: /^https$/ })
      .nullable()
      .describe('null for a set that comes with lossgap'),
    format: z.enum(['jsonl', 'csv', 'parquet']),
    template: z.string().min(1),
    fields: z
      .partialRecord(z.enum(['id', 'cluster', 'question', 'choices', 'answer']), z.string())
      .describe('Which field plays which part; id and cluster are options of every command that reads sets'),
    evaluated: z.enum(SPLITS).describe('The split on which models are compared'),
    canonicalOrder: z
      .enum(['yes', 'no', 'unknown'])
      .describe('Whether the items have one published order that copies keep, as an order test needs'),
    verified: z
      .boolean()
      .describe(
        'Whether locations and field names were seen at the publisher, not only in code that uses them',
      ),
    note: z.string(),
    files: z.array(fileSchema).min(1),
  })
  .refine(
    ({ files, evaluated }) => files.some(({ split }) => split === evaluated),
    'the evaluated split has no file',
  )

/** `datasets/index.json`: where published benchmarks are had, and how they are read. */
export const catalogueSchema = z.strictObject({
  schema: z.literal('lossgap/catalogue/1'),
  sets: z.array(entrySchema),
})

export type Catalogue = z.infer<typeof catalogueSchema>

export type CatalogueEntry = Catalogue['sets'][number]
