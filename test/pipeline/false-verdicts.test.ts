import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { demoAudits } from './demo.js'

/** Ways in which a wrong yardstick could accuse an unexposed model or clear an exposed one. */

const demo = (name: string) => fileURLToPath(new URL(`../../datasets/demo/${name}`, import.meta.url))
const sets = { test: demo('test.jsonl'), ref: demo('reference.jsonl') }
const { run } = demoAudits()
const folder = mkdtempSync(join(tmpdir(), 'lossgap-false-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const codesOf = ({ verdict }: { verdict: { reasons: readonly { code: string }[] } }) =>
  verdict.reasons.map(({ code }) => code)

describe('a reference model that is none', () => {
  test('the exposed model itself, in a file of other bytes, does not clear it', async () => {
    const copy = join(folder, 'copy')
    cpSync(demo('leaked'), copy, { recursive: true })
    // Field 2 of a ModelProto, producer_name: the weights are the same, the file's hash is not.
    appendFileSync(join(copy, 'model.onnx'), Buffer.from([0x12, 0x01, 0x7a]))
    const { report } = await run('leaked', sets, { referenceModels: [copy], ownBase: true, keepScores: true })
    expect(report.families[0]!.effect).toBeCloseTo(0, 6)
    expect(report.verdict.level).toBe('inconclusive')
    expect(codesOf(report)).toContain('same_model')
  })

  test('one that has seen the reference set does not accuse an unexposed model', async () => {
    const swapped = { test: sets.ref, ref: sets.test }
    const { report } = await run('clean', swapped, {
      referenceModels: [demo('leaked')],
      ownBase: true,
      keepScores: true,
    })
    // The sets are alike, so the model's own gap, which is none, speaks against the difference.
    expect(report.families[0]!).toMatchObject({ calibration: 'own-base', conflict: { code: 'conflict' } })
    expect(report.families[0]!.effect).toBeGreaterThan(0.2)
    expect(report.verdict.level).toBe('inconclusive')
    expect(codesOf(report)).toContain('conflict')
  })

  test('one that has seen the test set too does not clear an exposed model', async () => {
    const { report } = await run('clean', sets, {
      referenceModels: [demo('leaked')],
      ownBase: true,
      keepScores: true,
    })
    expect(report.verdict.level).toBe('inconclusive')
    expect(codesOf(report)).toContain('opposite_effect')
  })
})

describe('sets that do not compare', () => {
  test('fields in another order accuse nobody', async () => {
    const { report } = await run('clean', sets, {
      sets: { test: { path: sets.test }, ref: { path: sets.ref, template: '{answer} {question}' } },
    })
    expect(report.families[0]!.effect).toBeGreaterThan(1)
    expect(report.verdict.level).toBe('inconclusive')
    expect(codesOf(report)).toContain('templates_differ')
  })

  test('a reference set inside the train split clears nobody', async () => {
    const train = demo('train.jsonl')
    const { report } = await run('leaked', sets, {
      sets: {
        test: { path: `${train}#1000:1200` },
        ref: { path: `${train}#0:210` },
        train: { path: `${train}#200:500` },
      },
    })
    expect(report.verdict.level).toBe('inconclusive')
    expect(codesOf(report)).toContain('sets_overlap')
  })
})
