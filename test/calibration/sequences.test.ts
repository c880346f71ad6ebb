import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Lib, runScenario, type Scenario } from '../../bench/monitoring/simulate.mjs'
import { LEAKS, leakRow, NULLS, nullRow } from '../../bench/monitoring/table.mjs'
import { decide } from '../../src/gate/decide.js'
import { auditAlpha } from '../../src/monitoring/spending.js'
import { testMoves } from '../../src/monitoring/test-checkpoint.js'
import { clopperPearsonUpper } from '../../src/statistics/clopper-pearson.js'
import { judgeGap } from '../../src/statistics/judged-gap.js'
import { createRandom } from '../../src/statistics/random.js'

/** Sequences of 30 checkpoints by the tests and the decision of the gate; every setting: npm run bench:monitoring. */
const lib = { testMoves, auditAlpha, decide, judgeGap, createRandom, clopperPearsonUpper }
const ROWS = readFileSync('docs/monitoring.md', 'utf8').split('\n')

const RUNS = 500
const base = { items: 400, placebos: 5, tau: 0.008, drift: 'walk', alpha: 0.05, horizon: 30 } as const
const run = (scenario: Scenario) => runScenario(lib, scenario, { runs: RUNS, seed: 1 })

/** By other rules, which fail often enough to be seen in fewer sequences. */
const FEW = 200
const runBy = (using: Lib, scenario: Scenario) => runScenario(using, scenario, { runs: FEW, seed: 1 })

/** A rule that keeps alpha goes beyond it once in a hundred draws; one of twice alpha stays below in 2 % (0.05, 500 sequences). */
const mostOf = (alpha: number, runs = RUNS) => runs * alpha + 2.33 * Math.sqrt(runs * alpha * (1 - alpha))

/** Alarms as they would be if the test set need not stand apart. */
const believing: Lib = {
  ...lib,
  testMoves: (...given: Parameters<typeof testMoves>) => {
    const record = testMoves(...given)
    const { jump, cusum } = record
    return {
      ...record,
      jump: { ...jump, alarm: jump.pValue <= jump.alpha && jump.effect >= jump.threshold },
      cusum: { ...cusum, alarm: cusum.sum >= cusum.border },
    }
  },
}

describe('a clean sequence of 30 checkpoints closes the gate with probability at most alpha', () => {
  test.each<Scenario>([
    { ...base, name: 'drift adds up' },
    { ...base, name: 'drift adds up far, three placebo sets', placebos: 3, tau: 0.012 },
    { ...base, name: 'a slope for each set', drift: 'trend' },
    { ...base, name: 'half slope, half steps', drift: 'noisy trend' },
    { ...base, name: 'steps that repeat 0.8 of the last', drift: 'following', after: 0.8 },
    { ...base, name: 'no placebo sets, drift adds up', placebos: 0, tau: 0.005 },
  ])(
    '$name',
    scenario => {
      expect(run(scenario).closed).toBeLessThanOrEqual(mostOf(scenario.alpha))
    },
    60_000,
  )

  test.each<Scenario>([
    { ...base, name: 'a slope for each set', drift: 'trend' },
    { ...base, name: 'steps that repeat 0.8 of the last', drift: 'following', after: 0.8 },
  ])(
    'which the same tests do not where the test set need not stand apart: $name',
    scenario => {
      expect(runBy(believing, scenario).by.cusum).toBeGreaterThan(mostOf(scenario.alpha, FEW))
    },
    60_000,
  )

  test('nor an audit beside a fixed base alone where drift adds up', () => {
    const unguarded = {
      ...lib,
      decide: ({ audit }: { audit: { verdict: { level: string } } }) => ({
        outcome: audit.verdict.level.startsWith('exposure') ? 'closed' : 'open',
        findings: [{ source: 'audit' }],
      }),
    }
    expect(runBy(unguarded, { ...base, name: 'audit alone' }).closed).toBeGreaterThan(mostOf(base.alpha, FEW))
  }, 60_000)
})

describe('docs/monitoring.md', () => {
  const named = (scenarios: readonly Scenario[], ...words: string[]) =>
    scenarios.find(({ name }) => words.every(word => name.includes(word)))!

  test.each([
    named(NULLS, '5 placebo sets', 'repeat 0.8', 'horizon 30, α 0.05'),
    named(NULLS, '12 placebo sets', 'slope'),
    named(NULLS, 'no placebo sets', 'τ 0.012', 'adds up'),
  ])(
    'says what the tests do now of a clean sequence: $name',
    scenario => {
      expect(ROWS).toContain(nullRow(lib, { scenario, counts: run(scenario) }))
    },
    60_000,
  )

  test.each([
    named(LEAKS, 'a jump of 0.1', '5 placebo sets, τ 0.005', 'horizon 30'),
    named(LEAKS, '0.02 a checkpoint', '5 placebo sets, τ 0.005', 'horizon 30'),
  ])(
    'and of a leak, which is found: $name',
    scenario => {
      const counts = run(scenario)
      expect(ROWS).toContain(leakRow({ scenario, counts }))
      // At once, or within eight checkpoints of the twelfth.
      const last = scenario.name.startsWith('a jump') ? 12 : 19
      const found = counts.closedAt.filter(n => n >= 12 && n <= last).length
      expect(found / RUNS).toBeGreaterThanOrEqual(last === 12 ? 0.98 : 0.9)
    },
    60_000,
  )

  test('shows 500 sequences of each setting, and no rate above alpha where the yardstick holds', () => {
    const table = ROWS.filter(row => /^\| .* \| yes \|/.test(row))
    expect(table.length).toBeGreaterThanOrEqual(20)
    for (const row of table) {
      const [, closed, runs] = /\| (\d+) of (\d+) \|/.exec(row) ?? []
      expect(Number(runs), row).toBe(RUNS)
      const alpha = Number(/α ([\d.]+)/.exec(row)![1])
      expect(Number(closed) / RUNS, row).toBeLessThanOrEqual(alpha)
      expect(row).toContain(`≤ ${(100 * clopperPearsonUpper(Number(closed), RUNS)).toFixed(2)} %`)
    }
  })
})
