import { describe, expect, test } from 'vitest'
import { decide } from '../../src/gate/decide.js'
import { type CheckpointLosses, testCheckpoint } from '../../src/monitoring/test-checkpoint.js'
import type { JudgedRecord, TestedCheckpoint } from '../../src/monitoring-record.js'
import { createRandom } from '../../src/statistics/random.js'
import { checksThatSay } from '../generators/checks.js'
import { PLAN, sampleTest } from '../generators/gate.js'
import { nothingRecalled, sampleReport } from '../generators/report.js'
import { normal } from '../statistics/expectations.js'

/** An audit that has no yardstick: sets that are not alike, and no reference model. */
const uncalibrated = sampleReport({ references: 0, checks: [checksThatSay.enough] })

test('the sample audit lacks nothing but a yardstick', () => {
  expect(uncalibrated.verdict.level).toBe('inconclusive')
  expect(uncalibrated.verdict.reasons.map(({ code }) => code)).toEqual(['no_calibration'])
})

const tested = (changes: Partial<TestedCheckpoint> = {}): TestedCheckpoint => ({
  ...sampleTest(),
  placeboShifts: [],
  placeboNoise: null,
  ...changes,
})
const judged = (changes: Partial<JudgedRecord> = {}): JudgedRecord => ({
  ...sampleTest().jump,
  ...{ effect: 0, standardError: 0.01, df: 'infinite', pValue: 0.5, threshold: 0.05, resolution: 0.04 },
  ...{ drift: { kind: 'assumed', deviation: 0.0071 }, alarm: false },
  ...changes,
})
const codesOf = (
  monitoring: TestedCheckpoint,
  past: readonly TestedCheckpoint[] = [],
  audit = uncalibrated,
) => {
  const { outcome, findings } = decide({ audit, monitoring, past })
  return [outcome, ...findings.filter(({ source }) => source === 'monitoring').map(({ code }) => code)]
}

describe('without a yardstick of the audit the gate opens by comparison alone', () => {
  const at = (effect: number, standardError: number, changes: Partial<TestedCheckpoint> = {}) =>
    tested({ jump: judged(), cumulative: judged({ effect, standardError }), ...changes })

  test('where the effect since the accepted state is bounded below the floor: effect + 1.645 SE < 0.05', () => {
    expect(codesOf(at(0.017, 0.02))).toEqual(['open'])
    expect(codesOf(at(0.0172, 0.02))).toEqual(['inconclusive', 'cumulative_open'])
    expect(codesOf(at(0, 0.031))).toEqual(['inconclusive', 'cumulative_open'])
  })
  test('and the step itself could see', () => {
    const blind = { jump: judged({ resolution: 0.06 }) }
    expect(codesOf(at(0, 0.01, blind))).toEqual(['inconclusive', 'underpowered'])
    expect(codesOf(at(0, 0.04, blind))).toEqual(['inconclusive', 'underpowered', 'cumulative_open'])
  })
  test('on sets that are large enough', () => {
    expect(codesOf(at(0, 0.01, { enough: false }))).toEqual(['inconclusive', 'too_few_items'])
  })
  test('by the drift that is assumed over all steps, however narrow the yardstick of the test: 0.0071 √N', () => {
    // 1.645 · √(32 · 2 · 0.005² + (0.001² − 0)) = 0.0658; √16 → 0.0466.
    const narrow = judged({ standardError: 0.001, drift: { kind: 'past-steps', deviation: 0 } })
    expect(codesOf(tested({ checkpoint: 32, jump: judged(), cumulative: narrow }))).toEqual([
      'inconclusive',
      'cumulative_open',
    ])
    expect(codesOf(tested({ checkpoint: 16, jump: judged(), cumulative: narrow }))).toEqual(['open'])
  })
  test('by what the placebo sets did at every step since then, also at those that went before', () => {
    // Shifts of deviation 0.05 at checkpoint 1, none at 2: the gap may have moved by √2 · 0.05 without a leak, or hidden one.
    const loud = tested({
      placeboShifts: [-0.05, 0, 0.05],
      placeboNoise: 0,
      jump: judged(),
      cumulative: judged(),
    })
    const quiet = tested({
      ...{ checkpoint: 2, previous: { checkpoint: 1, name: 'one' }, placeboNoise: 0 },
      ...{ placeboShifts: [0, 0, 0], jump: judged(), cumulative: judged({ effect: -0.01 }) },
    })
    expect(codesOf(quiet, [loud])).toEqual(['inconclusive', 'cumulative_open'])
    expect(codesOf(quiet, [tested({ ...loud, placeboShifts: [0, 0, 0] })])).toEqual(['open'])
    // What moved back is no spread any more.
    expect(codesOf(tested({ ...quiet, placeboShifts: [0.05, 0, -0.05] }), [loud])).toEqual(['open'])
  })
  test('the finding says how large the effect may be, and what would settle it', () => {
    const [first] = decide({ audit: uncalibrated, monitoring: at(0.01, 0.03) }).findings.slice(-1)
    expect(first!.text).toContain('as much as 0.059 nats/token')
    expect(first!.text).toContain('--update-baseline')
    expect(first!.text).toContain('references')
  })
  test('an audit that excludes an effect needs none of it', () => {
    expect(codesOf(at(0.04, 0.04), [], sampleReport())).toEqual(['open'])
  })
})

/** Losses of checkpoint 0, 1, 2 …; at step 3 all sets move apart, and the test set's losses fall by `leak`. */
function* checkpoints(seed: number, leak: number): Generator<CheckpointLosses> {
  const random = createRandom('a step that cannot see', seed)
  let places = Array<number>(7).fill(0)
  for (let n = 0; ; n++) {
    places = places.map(place => place + (n === 0 ? 0 : n === 3 ? 0.05 : 0.004) * normal(random))
    const [test, ref, ...placebos] = places.map((place, s) =>
      Float64Array.from(
        { length: 120 },
        () => 1.2 + place - (s === 0 && n >= 3 ? leak : 0) + 0.03 * normal(random),
      ),
    )
    yield { test: test!, ref: ref!, placebos }
  }
}

describe('a leak at a step at which all sets move apart', () => {
  /** Outcomes at the fifth checkpoint, or at the one that closed. */
  const ends = (leak: number, runs: number) => {
    const counts: Record<string, number> = {}
    for (let seed = 0; seed < runs; seed++) {
      const source = checkpoints(seed, leak)
      const accepted = source.next().value as CheckpointLosses
      const past: TestedCheckpoint[] = []
      let previous = accepted
      let end = ''
      for (let n = 1; n <= 5 && end !== 'closed'; n++) {
        const now = source.next().value as CheckpointLosses
        const identity = { checkpoint: n, name: `${n}`, modelSha256: `${n}`, enough: true }
        const before = { previous: { checkpoint: n - 1, name: `${n - 1}` } }
        const record = testCheckpoint(
          { ...identity, ...before },
          now,
          { accepted, previous, tested: past },
          PLAN,
        )
        end = decide({ audit: uncalibrated, monitoring: record, past }).outcome
        past.push({ ...record, audit: 'inconclusive', outcome: 'inconclusive', letThrough: true })
        previous = now
      }
      counts[end] = (counts[end] ?? 0) + 1
    }
    return counts
  }
  test.each([0.05, 0.08])(
    'of the size %s ends open in a twentieth of the sequences at most',
    leak => {
      const { open = 0 } = ends(leak, 200)
      // 5 % of 200, and three standard errors.
      expect(open).toBeLessThanOrEqual(19)
    },
    60_000,
  )
})

describe('drift since the accepted state takes an audit’s finding away', () => {
  /** The gap of clean checkpoints moves by as much as the leak of 0.3 does. */
  const far = tested({ cumulative: judged({ drift: { kind: 'placebos', deviation: 0.3 }, df: 12 }) })
  const outcomeOf = (sample: Parameters<typeof sampleReport>[0]) => {
    const audit = sampleReport({ leak: () => 0.3, ...sample })
    expect(audit.verdict.level).toMatch(/^exposure/)
    return codesOf(far, [], audit)
  }
  test('beside the checkpoints’ own base, whose gaps add up step by step', () => {
    expect(outcomeOf({ ownBase: true })).toEqual(['inconclusive', 'drift_explains'])
  })
  test('not beside reference models, which no step leads away from', () => {
    expect(outcomeOf({ ownBase: false, references: 4 })).toEqual(['closed'])
  })
  test('nor beside none, on sets that are alike', () => {
    expect(outcomeOf({ ownBase: false, references: 0 })).toEqual(['closed'])
  })
  test('nor where items are known word for word', () => {
    expect(outcomeOf({ recall: { ...nothingRecalled, finding: 'found' } })).toEqual(['closed'])
  })
  test('nor where the effect stands out from it', () => {
    const near = tested({ cumulative: judged({ drift: { kind: 'placebos', deviation: 0.02 }, df: 12 }) })
    expect(codesOf(near, [], sampleReport({ leak: () => 0.3 }))).toEqual(['closed'])
  })
})
