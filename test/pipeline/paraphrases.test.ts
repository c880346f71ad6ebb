import { expect, test } from 'vitest'
import { paraphraseRows } from '../../src/paraphrasing/index.js'
import { demoAudits, rowsOf } from './demo.js'

const demo = demoAudits()
const { write, run, checkpoint } = demo

const originals = { test: rowsOf('test', 110), ref: rowsOf('reference', 105) }
const test110 = write('test.jsonl', originals.test)
const ref105 = write('ref.jsonl', originals.ref)

async function reworded(rows: readonly { id: string; text: string }[]) {
  const source = rows.map(({ id, text }, i) => ({ id, text, cluster: id, line: i + 1, fields: { id, text } }))
  const { rows: made } = await paraphraseRows('rules', source, ['text'], 1)
  return made.map(({ id, fields }) => ({ ...fields, id }))
}

const audited = async (model: 'clean' | 'leaked', control: boolean) => {
  const paraphrase = write('para.jsonl', await reworded(originals.test))
  const refParaphrase = write('ref-para.jsonl', await reworded(originals.ref))
  return run(
    model,
    { test: test110, ref: ref105 },
    {
      keepScores: true,
      referenceModels: [checkpoint(model === 'leaked' ? 'clean' : 'leaked')],
      sets: {
        test: { path: test110 },
        ref: { path: ref105 },
        paraphrase: { path: paraphrase },
        ...(control ? { refParaphrase: { path: refParaphrase } } : {}),
      },
    },
  )
}

test('a leaked checkpoint minds rewording more than a clean one, with and without a control', async () => {
  for (const control of [false, true]) {
    const { report } = await audited('leaked', control)
    const arm = report.families.find(({ name }) => name === 'paraphrase')!
    // The floor is 4 % of a high loss here, since the tiny checkpoints have never read such words.
    expect(arm.effect).toBeGreaterThan(0.05)
    expect(arm.pValue).toBeLessThan(0.001)
    // The clean checkpoint is no base of it, so neither arm may decide.
    expect(report.verdict).toMatchObject({ level: 'inconclusive' })
    expect(report.sets.map(({ role }) => role)).toEqual(
      control ? ['test', 'ref', 'paraphrase', 'ref-paraphrase'] : ['test', 'ref', 'paraphrase'],
    )
    expect(report.checks.map(({ code }) => code)).toContain('enough_pairs')
  }
})

test('the other way round the effect is negative: orientation does not depend on who is audited', async () => {
  const { report } = await audited('clean', false)
  expect(report.families.find(({ name }) => name === 'paraphrase')!.effect).toBeLessThan(0)
})

test('paraphrases without an original are counted, copies are left out, and foreign ids are refused', async () => {
  const rows = await reworded(originals.test)
  const mixed = [
    ...rows.slice(0, 104),
    ...originals.test.slice(104, 108),
    { id: 'elsewhere', text: 'A text of its own.' },
  ]
  const sets = { test: { path: test110 }, ref: { path: ref105 } }
  const { report } = await run(
    'leaked',
    { test: test110, ref: ref105 },
    {
      keepScores: true,
      sets: { ...sets, paraphrase: { path: write('mixed.jsonl', mixed) } },
    },
  )
  const set = report.sets.find(({ role }) => role === 'paraphrase')!
  expect(set.exclusions.map(({ reason, ids }) => [reason, ids.length])).toEqual([
    ['its original is not in this audit', 1],
    ['same text as its original', 4],
  ])
  const arm = report.families.find(({ name }) => name === 'paraphrase')!
  expect(arm.ineligibleBecause.map(({ code }) => code)).toEqual(['no_calibration'])

  const foreign = write(
    'foreign.jsonl',
    rows.map((row, i) => ({ ...row, id: `x${i}` })),
  )
  await expect(
    run(
      'leaked',
      { test: test110, ref: ref105 },
      { keepScores: true, sets: { ...sets, paraphrase: { path: foreign } } },
    ),
  ).rejects.toThrow(/No item of .*foreign\.jsonl has the id of an item of .*test\.jsonl/)
})
