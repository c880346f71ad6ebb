import { describe, expect, test } from 'vitest'
import { advanced, pinned, type ScoredCheckpoint } from '../../src/gate/baseline.js'
import { type Baseline, baselineSchema } from '../../src/gate-baseline.js'
import type { TestedCheckpoint } from '../../src/monitoring-record.js'
import { PLAN, sampleTest } from '../generators/gate.js'

const scored = (n: number): ScoredCheckpoint => ({
  ...{ name: `step-${n}`, modelSha256: `${n}`.repeat(64) },
  scoring: { tokenizerSha256: 't', precision: 'float32', provider: 'cpu', bos: 'none', window: null },
  sets: (['test', 'ref', 'placebo', 'placebo', 'placebo', 'placebo'] as const).map((role, s) => ({
    ...{ role, name: `${role}-${s}`, itemsSha256: `${s}`, template: '{text}', ids: ['a', 'b', 'c'] },
  })),
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
      letThrough: n !== 3,
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
