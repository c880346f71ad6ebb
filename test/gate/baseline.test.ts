import { describe, expect, test } from 'vitest'
import type { LossgapError } from '../../src/errors.js'
import { advanced, checkFits, pinned, runtimeNotes, type ScoredCheckpoint } from '../../src/gate/baseline.js'
import { type Baseline, baselineSchema } from '../../src/gate-baseline.js'
import type { TestedCheckpoint } from '../../src/monitoring-record.js'
import { PLAN, sampleTest } from '../generators/gate.js'

const AUDITS: Baseline['audits'] = {
  references: [
    { name: 'models/a', modelSha256: 'a'.repeat(64) },
    { name: 'models/b', modelSha256: 'b'.repeat(64) },
  ],
  ...{ ownBase: false, seed: 1 },
  setChecks: [{ itemsSha256: '0'.repeat(64), status: 'pass', dropped: ['x'] }],
  sets: [{ role: 'paraphrase', name: 'reworded.jsonl', itemsSha256: 'p'.repeat(64), template: '{text}' }],
}

const scored = (n: number): ScoredCheckpoint => ({
  ...{ name: `step-${n}`, modelSha256: `${n}`.repeat(64), runtime: 'ort 1' },
  scoring: { tokenizerSha256: 't', precision: 'float32', provider: 'cpu', bos: 'none', window: null },
  sets: (['test', 'ref', 'placebo', 'placebo', 'placebo', 'placebo'] as const).map((role, s) => ({
    ...{
      role,
      name: `${role}-${s}`,
      itemsSha256: `${s}`,
      template: '{text}',
      ids: ['a', 'b', 'c'],
      clusters: null,
    },
  })),
  audits: structuredClone(AUDITS),
  losses: Array.from({ length: 6 }, () => [1, 2, n]),
})

/** Four tests, the third of which closed the gate. */
function history(): Baseline {
  let baseline = pinned(
    scored(0),
    { ...PLAN, shares: { ...PLAN.shares }, effectFloor: { ...PLAN.effectFloor } },
    'inconclusive',
  )
  for (const n of [1, 2, 3, 4]) {
    const { checkpoint, name } = baseline.previous
    const record: TestedCheckpoint = {
      ...sampleTest(),
      ...{ checkpoint: n, name: `step-${n}`, modelSha256: `${n}`.repeat(64), previous: { checkpoint, name } },
      ...{ outcome: n === 3 ? 'closed' : 'open', letThrough: n !== 3 },
    }
    baseline = advanced(baseline, scored(n), record)
  }
  return baseline
}

const problem = (change: (baseline: Baseline) => void): string | undefined => {
  const baseline = structuredClone(history())
  change(baseline)
  const issue = baselineSchema.safeParse(baseline).error?.issues[0]
  return issue && `${issue.path.join('.')}: ${issue.message}`
}

describe('the parts of a baseline belong together', () => {
  test('as the gate writes it they do', () => {
    expect(problem(() => {})).toBeUndefined()
    expect(history().tested.map(({ previous }) => previous.checkpoint)).toEqual([0, 1, 2, 2])
  })
  test.each<[string, (baseline: Baseline) => void, RegExp]>([
    ['a history cut at its end', ({ tested }) => void tested.pop(), /^tested: expected 4 tests, got 3/],
    ['a history cut at its start', ({ tested }) => void tested.shift(), /^tested: expected 4 tests, got 3/],
    [
      'the same with its number made to fit',
      one => {
        one.tested.pop()
        one.tests = 3
      },
      /^previous: expected checkpoint 2 \(step-2\), the last that was let through, got 4 \(step-4\)/,
    ],
    [
      'a test out of its place',
      ({ tested }) => void tested.reverse(),
      /^tested.0.checkpoint: expected 1, got 4/,
    ],
    [
      'a test beside one that closed the gate',
      ({ tested }) => {
        tested[3]!.previous = { checkpoint: 3, name: 'step-3' }
      },
      /^tested.3.previous: expected 2 \(step-2\), got 3 \(step-3\)/,
    ],
    [
      'an earlier state as the last one',
      one => {
        one.previous = { ...one.previous, checkpoint: 2 }
      },
      /^previous: expected checkpoint 4/,
    ],
    [
      'the losses of another model as those of the last one',
      one => {
        one.previous.modelSha256 = 'f'
      },
      /^previous: expected checkpoint 4/,
    ],
    [
      'one that closed the gate and was let through',
      ({ tested }) => {
        tested[3]!.outcome = 'closed'
      },
      /^tested.3.letThrough: expected false of one that was closed/,
    ],
    [
      'a model twice',
      ({ tested }) => {
        tested[1]!.modelSha256 = tested[0]!.modelSha256
      },
      /^tested.1.modelSha256: this model is in the history already/,
    ],
    [
      'a loss too few',
      ({ previous }) => void previous.losses[1]!.pop(),
      /^previous.losses.1: expected 3 items, got 2/,
    ],
    [
      'a set too few',
      ({ accepted }) => void accepted.losses.pop(),
      /^accepted.losses: expected those of 6 sets, got 5/,
    ],
    ['sets in another order', ({ sets }) => void sets.reverse(), /^sets.0.role: expected test, got placebo/],
    [
      'an accepted state that is none',
      ({ accepted }) => {
        accepted.checkpoint = 1
      },
      /^accepted.checkpoint: expected 0, got 1/,
    ],
    [
      'parts of alpha that add up to more',
      ({ plan }) => {
        plan.shares.jump = 0.5
      },
      /^plan.shares: the four parts must add up to 1/,
    ],
    [
      'more tests than are planned',
      ({ plan }) => {
        plan.horizon = 3
      },
      /^tested: 4 tests where 3 are planned/,
    ],
    [
      'a placebo set too few in a test',
      ({ tested }) => void tested[0]!.placeboShifts.pop(),
      /^tested.0.placeboShifts: expected those of 4 placebo sets, got 3/,
    ],
  ])('%s is refused', (_, change, message) => {
    expect(problem(change)).toMatch(message)
  })
})

describe('a checkpoint is judged as those of the baseline were', () => {
  const refusal = (change: (checkpoint: ScoredCheckpoint) => ScoredCheckpoint): LossgapError | undefined => {
    try {
      checkFits('b.json', history(), change(structuredClone(scored(5))))
    } catch (error) {
      return error as LossgapError
    }
    return undefined
  }
  const audits = (changes: Partial<Baseline['audits']>) =>
    refusal(checkpoint => ({ ...checkpoint, audits: { ...checkpoint.audits, ...changes } }))
  const [a, b] = AUDITS.references as [(typeof AUDITS.references)[0], (typeof AUDITS.references)[0]]

  test('by the same it is not refused, whatever files are called and in which order they are named', () => {
    expect(refusal(same => same)).toBeUndefined()
    expect(audits({ references: [b, { ...a, name: 'moved/a' }] })).toBeUndefined()
    expect(audits({ sets: [{ ...AUDITS.sets[0]!, name: 'moved.jsonl' }] })).toBeUndefined()
  })
  test.each<[string, Partial<Baseline['audits']>, RegExp]>([
    [
      'one more reference model',
      { references: [a, b, { name: 'c', modelSha256: 'c'.repeat(64) }] },
      /^reference models: models\/a \(sha256 aaa.*, models\/b .* in the baseline, c .*, models\/a .* now$/,
    ],
    ['one less', { references: [a] }, /^reference models: /],
    [
      'other weights under the same name',
      { references: [a, { ...b, modelSha256: 'c' }] },
      /^reference models: /,
    ],
    ['own-base', { ownBase: true }, /^own-base: false in the baseline, true now$/],
    ['another seed', { seed: 2 }, /^seed: 1 in the baseline, 2 now$/],
    ['no paraphrases', { sets: [] }, /^sets of the audit alone: paraphrase reworded.jsonl .* now$/],
    [
      'a set check that failed',
      { setChecks: [{ ...AUDITS.setChecks[0]!, status: 'fail' }] },
      /^set checks: .*\(pass, 1 dropped\) in the baseline, .*\(fail, 1 dropped\) now$/,
    ],
    [
      'one that drops another item',
      { setChecks: [{ ...AUDITS.setChecks[0]!, dropped: ['y'] }] },
      /^set checks: /,
    ],
  ])('%s is refused with what differs and what to do', (_, changes, line) => {
    const error = audits(changes)
    expect(error).toMatchObject({ code: 'BASELINE_DIFFERS', details: [expect.stringMatching(line)] })
    expect(error!.fix).toMatch(
      /^Judge by the same as before\. .* with --update-baseline: .* alpha then begin anew$/,
    )
  })
  test('so are items that are grouped in another way', () => {
    const error = refusal(checkpoint => ({
      ...checkpoint,
      sets: checkpoint.sets.map((set, s) => (s === 0 ? { ...set, clusters: [0, 0, 1] } : set)),
    }))
    expect(error!.details).toEqual(['test set test-0: its items are grouped into clusters in another way'])
  })
})

test('another version of the runtime is told, and refuses nothing', () => {
  const newer = { ...scored(5), runtime: 'ort 2' }
  expect(() => checkFits('b.json', history(), newer)).not.toThrow()
  expect(runtimeNotes(history(), scored(5))).toEqual([])
  expect(runtimeNotes(history(), newer)).toEqual([
    expect.stringMatching(/^step-5 was scored by ort 2, .* by ort 1: /),
  ])
  // The one before was scored by the new version already; the accepted state still was not.
  const after = advanced(history(), newer, { ...history().tested[3]!, checkpoint: 5 })
  expect(after.previous.runtime).toBe('ort 2')
  expect(runtimeNotes(after, newer)).toHaveLength(1)
})
