import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runScenario, type Scenario } from '../../bench/monitoring/simulate.mjs'
import { decide } from '../../src/gate/decide.js'
import { auditAlpha } from '../../src/monitoring/spending.js'
import { testCheckpoint } from '../../src/monitoring/test-checkpoint.js'
import { clopperPearsonUpper } from '../../src/statistics/clopper-pearson.js'
import { differenceInDifferences } from '../../src/statistics/difference-in-differences.js'
import { createRandom } from '../../src/statistics/random.js'

/** Sequences of 30 checkpoints by the tests and the decision of the gate; 500 of each setting: npm run bench:monitoring. */
const lib = { testCheckpoint, auditAlpha, decide, differenceInDifferences, createRandom }
const ROWS = readFileSync('docs/monitoring.md', 'utf8').split('\n')

const base = { items: 150, placebos: 5, tau: 0.005, drift: 'walk', alpha: 0.05, horizon: 30 } as const
const run = (scenario: Scenario, runs: number) => runScenario(lib, scenario, { runs, seed: 1 })

describe('a clean sequence of 30 checkpoints closes the gate with probability at most alpha', () => {
  test.each<Scenario>([
    { ...base, name: 'five placebo sets, drift adds up, horizon' },
    { ...base, name: 'no placebo sets, gaps stay near', placebos: 0, drift: 'steady', horizon: null },
    { ...base, name: 'three placebo sets, far drift', placebos: 3, tau: 0.012 },
  ])(
    '$name',
    scenario => {
      const { closed } = run(scenario, 60)
      // Of 60 sequences no more than 0.05 by the upper limit would take none at all; 0.05 + three standard errors is 8.
      expect(closed, `${closed} of 60`).toBeLessThanOrEqual(8)
    },
    60_000,
  )

  test('which an audit beside a fixed base alone does not keep where drift adds up', () => {
    const unguarded = {
      ...lib,
      decide: ({ audit }: { audit: { verdict: { level: string } } }) => ({
        outcome: audit.verdict.level.startsWith('exposure') ? 'closed' : 'open',
        findings: [{ source: 'audit' }],
      }),
    }
    const { closed } = runScenario(unguarded, { ...base, name: 'audit alone' }, { runs: 60, seed: 1 })
    expect(closed).toBeGreaterThan(8)
  }, 60_000)
})

describe('a leak', () => {
  const at = 12
  test('that comes at once is found at its checkpoint', () => {
    const { closed, closedAt } = run(
      { ...base, name: 'jump', items: 400, alpha: 0.01, leak: n => (n >= at ? 0.1 : 0) },
      20,
    )
    expect(closed).toBe(20)
    expect(closedAt.filter(n => n === at).length).toBeGreaterThanOrEqual(19)
  }, 60_000)
  test('that comes little by little is found within eight', () => {
    const { closedAt, by } = run(
      { ...base, name: 'slow', items: 400, alpha: 0.01, leak: n => 0.02 * Math.max(0, n - at + 1) },
      20,
    )
    expect(closedAt.filter(n => n >= at && n < at + 8).length).toBeGreaterThanOrEqual(18)
    expect(by.cusum).toBeGreaterThan(10)
  }, 60_000)
})

test('docs/monitoring.md shows 500 sequences of each setting, and no rate above alpha where the yardstick holds', () => {
  const table = ROWS.filter(row => /^\| .* \| yes \|/.test(row))
  expect(table.length).toBeGreaterThanOrEqual(10)
  for (const row of table) {
    const [, closed, runs] = /\| (\d+) of (\d+) \|/.exec(row) ?? []
    expect(Number(runs), row).toBe(500)
    const alpha = Number(/α ([\d.]+)/.exec(row)![1])
    expect(Number(closed) / 500, row).toBeLessThanOrEqual(alpha)
    expect(row).toContain(`≤ ${(100 * clopperPearsonUpper(Number(closed), 500)).toFixed(2)} %`)
  }
})
