import { expect, test } from 'vitest'
import { demoAudits, rowsOf } from './demo.js'

/** The embedded checkpoint that knows the test set; here its test set plays the train split that was seen. */

const { write, run } = demoAudits()
const splitOf = (name: string, rows: readonly object[], split?: string) =>
  write(name, split === undefined ? rows : rows.map(row => ({ ...row, parent_split: split })))

const half = rowsOf('reference', 220)
const sets = {
  test: write('test.jsonl', half.slice(0, 110)),
  train: write('train.jsonl', rowsOf('test', 120)),
}
const audited = (name: string, split?: string) => ({
  ...sets,
  ref: splitOf(name, half.slice(110), split),
})
const keep = { keepScores: true } as const

test('reference items from a train split that was seen do not clear the model', async () => {
  const without = await run('leaked', audited('none.jsonl'), keep)
  expect(without.report.families[1]!.effect).toBeGreaterThan(without.report.families[1]!.effectFloor)
  expect(without.report.checks.map(({ name }) => name).join()).not.toContain('parents')
  const { report } = await run('leaked', audited('from-train.jsonl', 'train'), keep)
  expect(report.checks.find(({ name }) => name.endsWith(': parents'))).toMatchObject({
    status: 'warn',
    code: 'parent_seen',
  })
  // The numbers are the same; only what they license is less.
  expect(report.families[0]!.effect).toBe(without.report.families[0]!.effect)
  expect(report.families[0]).toMatchObject({
    finding: 'open',
    eligible: without.report.families[0]!.eligible,
  })
  expect(report.verdict.level).toBe('inconclusive')
  expect(report.verdict.reasons.map(({ code }) => code)).toContain('parent_seen')
})

test('test items as parents bar a verdict; without --train the parents cannot be judged', async () => {
  const { train: _, ...noTrain } = audited('untold.jsonl', 'train')
  const untold = await run('leaked', noTrain, keep)
  expect(untold.report.checks).toContainEqual(
    expect.objectContaining({ status: 'warn', code: 'parent_untold' }),
  )
  const { report } = await run('leaked', audited('from-test.jsonl', 'test'), keep)
  expect(report.verdict.reasons.map(({ code }) => code)).toContain('parent_is_test')
  expect(report.families[0]!.eligible).toBe(false)
})

test('a manifest beside the set tells the parents of rows that do not', async () => {
  const { train: _, ...plain } = audited('told/ref.jsonl')
  write('told/ref.manifest.json', [
    {
      schema: 'lossgap/set/1',
      kind: 'reference',
      tool: { name: 'lossgap', version: '0.1.0' },
      generator: { name: 'choices', options: { seed: 1 } },
      source: { file: 'a.jsonl', sha256: '0', split: 'test', template: '{text}', items: 1, licence: null },
      output: { file: 'ref.jsonl', sha256: '0', items: 110 },
      exclusions: [],
      notes: [],
    },
  ])
  const { report } = await run('leaked', plain, keep)
  expect(report.checks.find(({ code }) => code === 'parent_is_test')?.values).toMatchObject({
    parents: '110 test',
  })
})
