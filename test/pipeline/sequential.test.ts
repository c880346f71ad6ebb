import { readFileSync } from 'node:fs'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, test } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import type { AuditRequest } from '../../src/pipeline.js'
import { jsonReport } from '../../src/reports/json.js'
import type { Progress } from '../../src/scoring/run-jobs.js'
import { writeScoreFile } from '../../src/scoring/score-file.js'
import { demoAudits, rowsOf } from './demo.js'

const demo = demoAudits()
const { write, run, checkpoint } = demo

const whole = {
  test: write('test.jsonl', rowsOf('test', 400)),
  ref: write('ref.jsonl', rowsOf('reference', 400)),
}

/** A sequential audit without a cache, what it told, and how many texts each model read in each call. */
async function sequential(
  model: 'clean' | 'leaked',
  sets: { test: string; ref: string; train?: string },
  changes: Partial<AuditRequest> = {},
) {
  const read: number[] = []
  const notes: string[] = []
  const onProgress = ({ texts, textsDone, textsCached }: Progress) => {
    expect(textsCached).toBe(0)
    if (textsDone === texts && texts > 0) read.push(texts)
  }
  const result = await run(model, sets, {
    sequential: true,
    scoring: { device: { kind: 'cpu' }, bos: 'auto', onProgress },
    onNote: note => notes.push(note),
    ...changes,
  })
  return { ...result, read, notes, record: result.report.sequential! }
}

const atOnce = { leaked: sequential('leaked', whole), clean: sequential('clean', whole) }
const full = { leaked: run('leaked', whole), clean: run('clean', whole) }

describe.each(['leaked', 'clean'] as const)('the %s checkpoint', model => {
  test('gets the verdict of all items from a part of them', async () => {
    const { report, record, read } = await atOnce[model]
    const plain = (await full[model]).report
    expect(plain.sequential).toBeNull()
    expect(report.verdict.level).toBe(plain.verdict.level)
    expect(record.stoppedBecause).toBe('settled')
    expect(record.scoredShare).toBeLessThan(1)
    // What was read is what the record says, each text once.
    const { items } = record.looks[record.stoppedAt - 1]!
    expect(read.reduce((sum, texts) => sum + texts, 0)).toBe(items[0]! + items[1]!)
    expect(report.sets.map(({ loss }) => loss.items)).toEqual(items)
    expect(record.looks.map(({ level }) => level !== null)).toEqual(
      record.looks.map((_, l) => l < record.stoppedAt),
    )
  })

  test('gives the same bytes twice', async () => {
    expect(jsonReport((await sequential(model, whole)).report)).toBe(jsonReport((await atOnce[model]).report))
  })
})

describe('the leaked checkpoint, at the first look', () => {
  test('counts what it did not score, in the report and in the score file', async () => {
    const { report, sets, models } = await atOnce.leaked
    expect(report.sequential).toMatchObject({ stoppedAt: 1, itemsTotal: 800, scoredShare: 0.25 })
    const path = `${whole.test}.parquet`
    await writeScoreFile(path, sets, models[0]!, diskFiles())
    const file = Uint8Array.from(readFileSync(path)).buffer
    const rows = await parquetReadObjects({ file, columns: ['item_id'] })
    expect(new Set(rows.map(({ item_id }) => item_id)).size).toBe(200)
    const manifest = JSON.parse(
      parquetMetadata(file).key_value_metadata!.find(({ key }) => key === 'lossgap')!.value!,
    )
    for (const { items, scored, exclusions } of manifest.sets) {
      expect([items, scored]).toEqual([100, 100])
      expect(exclusions).toEqual([{ reason: 'not scored: the audit ended before', count: 300 }])
    }
    for (const { exclusions } of report.sets) expect(exclusions[0]!.ids).toHaveLength(300)
  })

  test('judges texts on all items and sizes on those that were scored', async () => {
    const { report } = await atOnce.leaked
    const ofTexts = ({ checks }: typeof report) =>
      checks.filter(({ name }) => /shared items|template|text alone/.test(name))
    expect(ofTexts(report)).toHaveLength(3)
    expect(ofTexts(report)).toEqual(ofTexts((await full.leaked).report))
    expect(report.checks[0]!.values).toMatchObject({ clustersFirst: 100, clustersSecond: 100 })
  })

  test('names the level of the interval that holds at all looks together', async () => {
    const { report, record } = await atOnce.leaked
    const { alpha } = record.looks[0]!
    expect(report.families[0]!.interval.level).toBeCloseTo(1 - 2 * alpha, 12)
    expect(report.verdict.evidence).toContain('98 % interval over all looks')
    expect(report.verdict.errorRate).toContain(
      'at most 1 % would be called exposed by this rule, at whichever',
    )
    expect(report.parameters.alpha).toBe(0.01)
  })

  test('takes a part of the train split as well', async () => {
    const train = write('train.jsonl', rowsOf('train', 300))
    const { report, read } = await sequential('leaked', { ...whole, train })
    expect(read).toEqual([300])
    expect(report.sets.map(({ loss }) => loss.items)).toEqual([100, 100, 100])
    expect(report.trainSplit).not.toBeNull()
  })
})

describe('where the first look settles nothing', () => {
  // No effect as small as this can be excluded with so few items.
  const parameters = {
    alpha: 0.01,
    equivalenceAlpha: 0.05,
    power: 0.8,
    effectFloor: { absolute: 0.001, relative: 0 },
    seed: 1,
    bos: 'auto' as const,
  }
  const sets = {
    test: write('some-test.jsonl', rowsOf('test', 140)),
    ref: write('some-ref.jsonl', rowsOf('reference', 150)),
  }

  test('all is scored in the end, nothing twice, and judged as a plain audit judges it', async () => {
    const { report, record, read, notes } = await sequential('clean', sets, { parameters })
    expect(read).toEqual([200, 90])
    expect(notes).toEqual(['Not settled by 200 of 290 items: scoring goes on to 290'])
    expect(record).toMatchObject({ stoppedAt: 2, stoppedBecause: 'all-scored', scoredShare: 1 })
    const plain = await run('clean', sets, { parameters, keepScores: true })
    expect(report.verdict.level).toBe(plain.report.verdict.level)
    const { sets: losses, contrasts, checks, bins } = plain.report
    expect(report).toMatchObject({ sets: losses, contrasts, checks, bins })
    const same = ({ effect, standardError, pValue, df, finding }: (typeof report.families)[number]) => ({
      ...{ effect, standardError, pValue, df, finding },
    })
    expect(report.families.map(same)).toEqual(plain.report.families.map(same))
    // Half of alpha is left for the last look, so its interval is the wider one.
    const width = ({ families }: typeof report) => families[0]!.interval.upper - families[0]!.interval.lower
    expect(width(report)).toBeGreaterThan(width(plain.report))
  })

  test('a sample is what the looks are parts of', async () => {
    const { record, sets: scored } = await sequential('clean', whole, {
      sets: {
        test: { path: whole.test, sample: { count: 140, seed: 1 } },
        ref: { path: whole.ref, sample: { count: 150, seed: 1 } },
      },
    })
    expect(record.looks.map(({ items }) => items)).toEqual([
      [100, 100],
      [140, 150],
    ])
    expect(scored.map(({ name }) => name)).toEqual([
      expect.stringMatching(/sample/),
      expect.stringMatching(/sample/),
    ])
  })
})

describe('where no number of items can lead to a verdict', () => {
  test('scoring ends after the first look: one reference model that is no base calibrates nothing', async () => {
    const { report, record, read } = await sequential('leaked', whole, {
      referenceModels: [checkpoint('clean')],
    })
    expect(read).toEqual([200, 200])
    expect(record).toMatchObject({ stoppedAt: 1, stoppedBecause: 'barred' })
    expect(report.verdict).toMatchObject({ level: 'inconclusive', reasons: [{ code: 'weak_calibration' }] })
  })

  test('paraphrases come with their items and are counted with them', async () => {
    const paraphrase = write(
      'reworded.jsonl',
      rowsOf('test', 400).map(({ id, text }) => ({ id, text: `${text} Please.` })),
    )
    const { report, sets, read, record } = await sequential('leaked', whole, {
      referenceModels: [checkpoint('clean')],
      sets: { test: { path: whole.test }, ref: { path: whole.ref }, paraphrase: { path: paraphrase } },
    })
    expect(read).toEqual([300, 300])
    expect(record.looks[0]!.items).toEqual([100, 100, 100])
    const ids = (s: number) => sets[s]!.items.map(({ id }) => id)
    expect(ids(2)).toEqual(ids(0))
    expect(report.checks.find(({ code }) => code === 'enough_pairs')!.values).toMatchObject({
      pairs: 100,
      offered: 100,
    })
  })

  test('sets that are too small are scored whole, in one look with all of alpha', async () => {
    const few = {
      test: write('few-test.jsonl', rowsOf('test', 30)),
      ref: write('few-ref.jsonl', rowsOf('reference', 30)),
    }
    const { record, report } = await sequential('leaked', few)
    expect(record.looks).toEqual([
      { items: [30, 30], share: 1, alpha: 0.01, equivalenceAlpha: 0.05, level: 'inconclusive' },
    ])
    const plain = await run('leaked', few)
    expect({ ...report, sequential: null }).toEqual(plain.report)
  })
})
