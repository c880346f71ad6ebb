import { describe, expect, test } from 'vitest'
import { pinned, type ScoredCheckpoint } from '../../src/gate/baseline.js'
import type { Judged } from '../../src/gate/report.js'
import { accepted, compared } from '../../src/gate/settle.js'
import { baselineSchema } from '../../src/gate-baseline.js'
import { PLAN, sampleGate, sampleTest } from '../generators/gate.js'

const scored = (n: number): ScoredCheckpoint => ({
  ...{ name: `step-${n}`, modelSha256: `${n}`.repeat(64), runtime: 'ort 1' },
  scoring: { tokenizerSha256: 't', precision: 'float32', provider: 'cpu', bos: 'none', window: null },
  audits: { references: [], ownBase: false, seed: 1, setChecks: [], sets: [] },
  sets: [],
  losses: [],
})
const contents = pinned(
  scored(0),
  { ...PLAN, shares: { ...PLAN.shares }, effectFloor: { ...PLAN.effectFloor } },
  'inconclusive',
)
const {
  audit: _,
  outcome: __,
  letThrough: ___,
  ...monitoring
} = {
  ...sampleTest(),
  ...{ name: 'step-1', modelSha256: '1'.repeat(64), previous: { checkpoint: 0, name: 'step-0' } },
  ...{ placeboShifts: [], placeboNoise: null },
}
const judgement = (outcome: Judged['outcome']): Judged => ({ ...sampleGate(), outcome })
const settle = (outcome: Judged['outcome'], enough = true) =>
  compared(judgement(outcome), {
    ...{ file: 'b.json', contents, checkpoint: scored(1), known: undefined },
    monitoring: { ...monitoring, enough },
  })

describe('what the baseline holds of a checkpoint', () => {
  test.each([
    ['open', true, 1, /^b.json holds step-1 as checkpoint 1$/],
    [
      'inconclusive',
      true,
      1,
      /checkpoint 1, inconclusive: the next one is compared with it and, .* accepted state/,
    ],
    [
      'closed',
      false,
      0,
      /checkpoint 1, which was not let through: the next one is compared with the one before$/,
    ],
  ] as const)(
    '%s: let through %s, so that the next is compared with checkpoint %d',
    (outcome, through, base, text) => {
      const { report, baseline } = settle(outcome)
      expect(report.monitoring).toMatchObject({ outcome, letThrough: through })
      expect(report.sequence).toEqual([report.monitoring])
      expect(report.baseline).toMatchObject({ holds: 'checkpoint', text: expect.stringMatching(text) })
      expect(baselineSchema.parse(baseline)).toMatchObject({ tests: 1, previous: { checkpoint: base } })
    },
  )
  test.each([
    ['failed-check', true],
    ['inconclusive', false],
  ] as const)(
    'nothing where no test was made (%s, enough items: %s), and then nobody knows what follows',
    (outcome, enough) => {
      const { report, baseline } = settle(outcome, enough)
      expect(report.monitoring).toMatchObject({ outcome: null, letThrough: null })
      expect(report.sequence).toEqual([])
      expect(report.baseline).toMatchObject({
        holds: 'nothing',
        text: 'b.json stays as it is: no test was made of step-1',
      })
      expect(baseline).toBeUndefined()
    },
  )
})

test('a checkpoint that is known keeps its first result, and the report says where this run judges otherwise', () => {
  const first = settle('open')
  const again = (outcome: Judged['outcome']) => {
    const known = first.baseline!.tested[0]!
    return compared(judgement(outcome), {
      ...{ file: 'b.json', contents: first.baseline!, checkpoint: scored(1), monitoring: known, known },
    })
  }
  expect(again('open').report.baseline).toEqual(first.report.baseline)
  const { report, baseline } = again('closed')
  expect(baseline).toBeUndefined()
  expect(report.outcome).toBe('closed')
  expect(report.monitoring).toEqual(first.report.monitoring)
  expect(report.baseline!.text).toMatch(/checkpoint 1, judged open when it was tested, .* --update-baseline$/)
})

describe('a run that writes a baseline says that it compared nothing', () => {
  const first = (outcome: Judged['outcome'], anew: boolean, there = false) => {
    const { report } = accepted(judgement(outcome), {
      ...{ file: 'b.json', contents: there ? contents : undefined, checkpoint: scored(0) },
      ...{ plan: contents.plan, anew },
    })
    return report.reasons.filter(({ code }) => code.startsWith('baseline_'))
  }
  test.each([
    [
      'open',
      false,
      'baseline_pinned',
      /^First run, there was no b.json: nothing was compared, and this checkpoint became .*lost: restore it/,
    ],
    ['inconclusive', false, 'baseline_pinned', /^First run, /],
    ['closed', false, 'baseline_absent', /^First run, .*, and none was written/],
    [
      'open',
      true,
      'baseline_pinned',
      /^This checkpoint was to be accepted anew: nothing was compared, and this checkpoint became the accepted state\.$/,
    ],
    ['closed', true, 'baseline_absent', /and the baseline stays as it was\.$/],
  ] as const)('%s, on demand %s: %s', (outcome, anew, code, text) => {
    expect(first(outcome, anew)).toEqual([
      { code, source: 'monitoring', level: 'note', text: expect.stringMatching(text) },
    ])
  })
  test('and the accepted state again does not', () => {
    expect(first('open', false, true)).toEqual([])
  })
})
