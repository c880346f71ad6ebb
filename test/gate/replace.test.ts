import { describe, expect, test } from 'vitest'
import { advanced, pinned, type ScoredCheckpoint } from '../../src/gate/baseline.js'
import { replacing } from '../../src/gate/replace.js'
import type { GateFacts } from '../../src/gate/report.js'
import { type Baseline, baselineSchema } from '../../src/gate-baseline.js'
import type { TestedCheckpoint } from '../../src/monitoring-record.js'
import { checksThatSay } from '../generators/checks.js'
import { PLAN, sampleTest } from '../generators/gate.js'
import { sampleReport } from '../generators/report.js'

const plan: Baseline['plan'] = { ...PLAN, shares: { ...PLAN.shares }, effectFloor: { ...PLAN.effectFloor } }
const scored = (n: number, changes: Partial<ScoredCheckpoint> = {}): ScoredCheckpoint => ({
  ...{ name: `step-${n}`, modelSha256: `${n}`.repeat(64), runtime: 'ort 1' },
  scoring: { tokenizerSha256: 't', precision: 'float32', provider: 'cpu', bos: 'none', window: null },
  audits: { references: [], ownBase: false, seed: 1, setChecks: [], sets: [] },
  ...{ sets: [], losses: [] },
  ...changes,
})
const first = pinned(scored(0), plan, 'inconclusive')
const withOne = (changes: Partial<TestedCheckpoint>) =>
  advanced(first, scored(1), { ...recordOf(1, 0), letThrough: true, ...changes })

const recordOf = (n: number, leak: number): TestedCheckpoint => ({
  ...sampleTest({ leak, placebos: [] }),
  ...{ name: `step-${n}`, modelSha256: `${n}`.repeat(64), previous: { checkpoint: 0, name: 'step-0' } },
})

/** No yardstick of its own, so that only the comparison can find anything; and what an audit finds or cannot judge. */
const uncalibrated = sampleReport({ references: 0, checks: [checksThatSay.enough] })
const exposed = sampleReport({ leak: () => 0.3 })
const tooFew = sampleReport({ checks: [checksThatSay.tooFew] })

interface Wanted {
  readonly audit?: GateFacts['audit']
  readonly leak?: number
  readonly replaced?: Baseline
  readonly checkpoint?: ScoredCheckpoint
  readonly wanted?: Baseline['plan']
}

function replace({
  audit = uncalibrated,
  leak = 0,
  replaced = first,
  checkpoint = scored(1),
  wanted = plan,
}: Wanted) {
  const plans: Baseline['plan'][] = []
  const policy = {
    ...{ file: 'lossgap.yml', testFile: 'test.jsonl', alpha: 0.01, horizon: plan.horizon, shares: {} },
    ...({ onInconclusive: 'warn', onFailedCheck: 'exit-3', items: null, minutes: null } as const),
  }
  const facts = { model: checkpoint.name, policy, audit, compared: undefined, notes: [], kept: true }
  const settled = replacing(facts, {
    ...{ file: 'b.json', checkpoint, plan: wanted, replaced },
    test: given => {
      plans.push(given)
      const { audit: _, outcome: __, letThrough: ___, ...record } = recordOf(1, leak)
      return record
    },
  })
  const { report } = settled
  return { ...settled, plans, codes: report.reasons.map(({ code }) => code), held: report.baseline!.text }
}

describe('a checkpoint that is to take the place of the accepted state', () => {
  test('does not, where an alarm of the sequence stands', () => {
    const { report, baseline, codes, held } = replace({ leak: 0.3 })
    expect([report.outcome, report.exitCode, baseline]).toEqual(['closed', 1, undefined])
    expect(codes).toEqual(expect.arrayContaining(['jump', 'cumulative']))
    expect(held).toMatch(
      /^b.json stays as it is, step-1 was not accepted: an alarm .*; to accept it all the same, remove the baseline file/,
    )
    // Nothing is spent.
    expect(report.monitoring).toMatchObject({ outcome: null, letThrough: null })
    expect(report.sequence).toEqual([])
  })
  test('does, where the comparison raises none, and says with what it was compared', () => {
    const { report, baseline, codes } = replace({})
    expect([report.outcome, report.exitCode]).toEqual(['inconclusive', 0])
    expect(codes.at(-1)).toBe('baseline_replaced')
    expect(report.reasons.at(-1)!.text).toMatch(/^step-1 takes the place of step-0 .* it raised no alarm/)
    expect(report.monitoring!.jump.alarm).toBe(false)
    expect(baselineSchema.parse(baseline)).toMatchObject({ tests: 0, accepted: { name: 'step-1' } })
  })
  test('does not, where its own verdict says exposed, or items are too few', () => {
    expect(replace({ audit: exposed })).toMatchObject({
      report: { outcome: 'closed' },
      baseline: undefined,
      held: 'b.json stays as it is, step-1 was not accepted: a state that is exposed is not accepted',
    })
    expect(replace({ audit: tooFew })).toMatchObject({
      report: { outcome: 'inconclusive' },
      baseline: undefined,
      held: expect.stringMatching(/not fit to be compared with is not accepted$/),
    })
  })
  test('is tested by the same alpha a checkpoint where the horizon is used up', () => {
    const short = { ...plan, horizon: 1 }
    const replaced = { ...withOne({ outcome: 'open' }), plan: short }
    const { plans } = replace({ replaced, checkpoint: scored(2), wanted: short })
    expect(plans).toEqual([{ ...short, horizon: 2, alpha: 0.02 }])
  })
})

describe('a checkpoint that the baseline remembers', () => {
  const closed = withOne({ ...recordOf(1, 0.3), outcome: 'closed', letThrough: false })
  test.each([
    ['the plan as it was', plan],
    ['another plan', { ...plan, alpha: 0.05 }],
  ])('as closed stays closed: %s', (_, wanted) => {
    const { report, baseline, held, plans } = replace({ replaced: closed, wanted })
    expect([report.outcome, report.exitCode, baseline, plans]).toEqual(['closed', 1, undefined, []])
    expect(held).toMatch(/it closed the gate as checkpoint 1; to accept it all the same, remove/)
    expect(report.sequence).toEqual(closed.tested)
  })
  test('as closed by its own verdict stays closed as well, whatever this run finds', () => {
    const replaced = withOne({ audit: 'exposure-likely', outcome: 'closed', letThrough: false })
    const { report, baseline, codes } = replace({ replaced })
    expect([report.outcome, report.exitCode, baseline]).toEqual(['closed', 1, undefined])
    expect(codes[0]).toBe('closed_before')
    expect(report.headline).toBe(
      'step-1 is not accepted as the new state: it closed the gate when it was tested.',
    )
  })
  test('as let through is accepted by the result of the first time', () => {
    const { baseline, report, plans } = replace({ replaced: withOne({ outcome: 'inconclusive' }) })
    expect(baseline!.accepted.name).toBe('step-1')
    expect([report.monitoring!.outcome, plans]).toEqual(['inconclusive', []])
  })
  test('as the accepted state begins anew, with nothing to compare', () => {
    const { baseline, codes, plans } = replace({ checkpoint: scored(0), wanted: { ...plan, alpha: 0.05 } })
    expect(baseline).toMatchObject({ plan: { alpha: 0.05 }, tests: 0 })
    expect([codes.at(-1), plans]).toEqual(['baseline_replaced', []])
  })
})

test.each([
  ['another plan', { wanted: { ...plan, alpha: 0.05 } }, /alpha: 0.01 in the baseline, 0.05 in the policy/],
  [
    'another kind of export',
    { checkpoint: scored(1, { scoring: { ...scored(1).scoring, precision: 'float16' } }) },
    /precision: float32 in the baseline, float16 now/,
  ],
] as const)('%s: nothing is compared, which is a warning', (_, changes, why) => {
  const { baseline, report, plans } = replace({ leak: 0.3, ...changes })
  expect(plans).toEqual([])
  expect(baseline!.accepted.name).toBe('step-1')
  expect(report.reasons.at(-1)).toMatchObject({ code: 'baseline_pinned', level: 'warning' })
  expect(report.reasons.at(-1)!.text).toMatch(
    /nothing was compared: b.json is the baseline of something else/,
  )
  expect(report.reasons.at(-1)!.text).toMatch(why)
})
