import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  builderFor,
  buildRows,
  checkPairs,
  checkSets,
  createRandom,
  diskFiles,
  loadRows,
  paraphraseRows,
  setCheckReportSchema,
  VERSION,
  writeSet,
} from '../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-names-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the public names suffice to make, write, read and check sets', async () => {
  const files = diskFiles()
  const path = join(folder, 'train.jsonl')
  // 12 numbers and their doubles, computed here.
  const rows = Array.from({ length: 12 }, (_, n) => ({
    question: `Ida buys ${n + 11} pens and then as many again. How many pens does she need?`,
    answer: `She needs 2*${n + 11} = <<2*${n + 11}=${2 * n + 22}>>${2 * n + 22} pens\n#### ${2 * n + 22}`,
  }))
  writeFileSync(path, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  const source = await loadRows({ path }, files)
  expect(source.rows).toHaveLength(12)

  const reworded = await paraphraseRows('rules', source.rows, ['question'], 1)
  const pairs = await checkPairs(
    source.rows,
    reworded.rows.map((row, r) => ({ ...row, line: r + 1, text: String(row.fields.question) })),
  )
  expect([pairs.summary.source, pairs.summary.matched]).toEqual([12, reworded.rows.length])

  const builder = builderFor(source.rows, source.name, 'templates', {})
  const built = await buildRows(builder, source.rows, { count: 12, perRow: 1, seed: 1 })
  expect(built.rows.length).toBeGreaterThan(0)
  const out = join(folder, 'reference.jsonl')
  const { file, split, licence } = { file: 'train.jsonl', split: 'train', licence: null } as const
  const { sha256, template } = source
  await writeSet(
    out,
    built.rows,
    {
      kind: 'reference',
      tool: { name: 'lossgap', version: VERSION },
      generator: { name: builder.name, options: { seed: 1, count: 12, perRow: 1 } },
      source: { file, split, licence, sha256, template, items: 12 },
      exclusions: [],
      notes: [...built.notes],
    },
    files,
  )
  const set = await loadRows({ path: out }, files)
  const judged = await checkSets({ set, permutations: 0, random: createRandom(1) })
  expect(judged.checks.map(({ name }) => name)).toContain('arithmetic')
  expect(setCheckReportSchema.shape.status.parse(judged.status)).toBe(judged.status)
})
