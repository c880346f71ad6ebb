import { describe, expect, test } from 'vitest'
import type { AuditReport } from '../../src/audit-report.js'
import { jsonReport } from '../../src/reports/json.js'
import { createRandom } from '../../src/statistics/random.js'
import { demoAudits, rowsOf } from './demo.js'

const demo = demoAudits()
const { write, run } = demo

describe('the embedded checkpoints', () => {
  test('the one that has seen the test split is exposed, and continues some of its items word for word', async () => {
    const { report } = await run('leaked', demo.whole, { keepScores: true })
    expect(report.verdict.level).toBe('exposure-strong')
    expect(report.recall).toMatchObject({ finding: 'found', references: [] })
    expect(report.families[0]).toMatchObject({ name: 'loss-gap', finding: 'found', calibration: 'raw' })
    // The raw gap and the effect are the same number with opposite signs, where there is no reference model.
    expect(report.contrasts[0]!.itemWeighted).toBeCloseTo(-report.families[0]!.effect, 12)
    expect(report.sets.map(({ role, loss }) => [role, loss.items])).toEqual([
      ['test', 400],
      ['ref', 400],
    ])
    expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([])
    expect(report.checks.length).toBeGreaterThanOrEqual(4)
  })

  test('the one that has not is never called exposed', async () => {
    const { report } = await run('clean', demo.whole, { keepScores: true })
    expect(['no-exposure-detected', 'inconclusive']).toContain(report.verdict.level)
    expect(report.families[0]!.finding).not.toBe('found')
  })

  test('with a checkpoint that is no base of it as the yardstick, nothing is decided', async () => {
    const { report } = await run('leaked', demo.whole, {
      keepScores: true,
      referenceModels: [demo.checkpoint('clean')],
    })
    expect(report.referenceModels[0]!.lineage.kind).not.toBe('same')
    expect(report.families[0]!.calibration).toBe('unrelated-model')
    expect(report.verdict).toMatchObject({ level: 'inconclusive', reasons: [{ code: 'weak_calibration' }] })
    // Both read the same tokens, so the difference is per token and the items are those of either.
    expect(report.families[0]!.unit).toBe('nats-per-token')
    expect(report.families[0]!.referenceGaps).toHaveLength(1)
  })
})

const small = {
  test: write('test.jsonl', rowsOf('test', 110)),
  ref: write('ref.jsonl', rowsOf('reference', 105)),
  train: write('train.jsonl', rowsOf('train', 120)),
}

const first = run('leaked', small)

test('two runs give the same bytes', async () => {
  const [once, again] = [await first, await run('leaked', small)]
  expect(jsonReport(again.report)).toBe(jsonReport(once.report))
  expect(jsonReport(once.report)).not.toMatch(/NaN|Infinity|:\d\d:\d\d/)
})

/** Every number that a verdict or a table shows, by where it stands. */
function numbersOf(report: AuditReport): Map<string, number> {
  const numbers = new Map<string, number>()
  const visit = (path: string, value: unknown) => {
    if (typeof value === 'number') numbers.set(path, value)
    else if (typeof value === 'object' && value !== null)
      for (const [key, entry] of Object.entries(value)) visit(`${path}.${key}`, entry)
  }
  const { families, contrasts, sets, checks, bins } = report
  visit('', {
    families,
    contrasts,
    losses: sets.map(({ loss, histogram }) => [loss, histogram]),
    // Whether a file drifts along its order is a matter of its order.
    checks: checks.filter(({ code }) => code !== 'no_drift'),
    bins,
  })
  return numbers
}

test('the order of the rows changes no number and no word of the verdict', async () => {
  const shuffledRows = (name: Parameters<typeof rowsOf>[0], count: number) => {
    const rows = rowsOf(name, count)
    createRandom('rows', name).shuffle(rows)
    return rows
  }
  const given = await first
  const other = await run('leaked', {
    test: write('other/test.jsonl', shuffledRows('test', 110)),
    ref: write('other/ref.jsonl', shuffledRows('reference', 105)),
    train: write('other/train.jsonl', shuffledRows('train', 120)),
  })
  expect(other.report.sets[0]!.sha256).not.toBe(given.report.sets[0]!.sha256)
  const numbers = numbersOf(other.report)
  for (const [path, value] of numbersOf(given.report))
    expect(Math.abs(numbers.get(path)! - value), `${path} ${value}`).toBeLessThanOrEqual(1e-12)
  expect(other.report.verdict).toEqual(given.report.verdict)
  expect(other.report.trainSplit).toEqual(given.report.trainSplit)
})

describe('what is left out', () => {
  test('items that the reference set shares with the test set, whatever their ids and case, are listed', async () => {
    const own = rowsOf('test', 110)
    const ref = write('shared.jsonl', [
      ...rowsOf('reference', 105),
      { id: 'copy', text: own[3]!.text },
      { id: 'shout', text: own[7]!.text.toUpperCase() },
    ])
    const { report, sets } = await run('clean', { test: small.test, ref }, { keepScores: true })
    expect(report.sets.map(({ loss }) => loss.items)).toEqual([110, 105])
    expect(report.sets[1]!.exclusions).toEqual([{ reason: 'also in the test set', ids: ['copy', 'shout'] }])
    expect(sets[1]!.items.map(({ id }) => id)).not.toContain('copy')
    expect(report.checks[1]).toMatchObject({ code: 'sets_overlap', status: 'warn', values: { shared: 2 } })
    // As if they had never been in the file.
    const { train: _, ...sound } = small
    const without = await run('clean', sound, { keepScores: true })
    expect(report.families[0]!.effect).toBe(without.report.families[0]!.effect)
  })

  test('an item of one token has nothing to predict, and is listed', async () => {
    const test = write('short.jsonl', [{ id: 'one', text: '7' }, ...rowsOf('test', 110)])
    const { report, models } = await run('clean', { test, ref: small.ref }, { keepScores: true })
    expect(report.sets[0]!.exclusions).toEqual([{ reason: 'no token to predict', ids: ['one'] }])
    expect(report.sets[0]!.loss.items).toBe(110)
    expect(models[0]!.scores[0]![0]).toBeUndefined()
    const { train: _, ...sound } = small
    const without = await run('clean', sound, { keepScores: true })
    expect(Math.abs(report.families[0]!.effect - without.report.families[0]!.effect)).toBeLessThan(1e-12)
  })

  test('a set of which nothing is left is refused by name', async () => {
    const copies = write('copies.jsonl', rowsOf('test', 20))
    await expect(run('clean', { test: small.test, ref: copies })).rejects.toMatchObject({
      code: 'SET_TOO_SMALL',
      message: 'Nothing is left of copies.jsonl: 20 also in the test set',
    })
  })

  test('too few items leave the verdict open, not the audit undone', async () => {
    const few = {
      test: write('few-a.jsonl', rowsOf('test', 30)),
      ref: write('few-b.jsonl', rowsOf('reference', 30)),
    }
    const { report } = await run('leaked', few)
    expect(report.verdict.level).toBe('inconclusive')
    expect(report.verdict.reasons.map(({ code }) => code)).toContain('too_few_items')
    expect(report.families[0]!.pValue).toBeLessThan(0.01)
  })
})
