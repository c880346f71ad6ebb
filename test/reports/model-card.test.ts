import { describe, expect, test } from 'vitest'
import { modelCard } from '../../src/reports/model-card.js'
import { sampleRun } from '../generators/run.js'

const run = sampleRun({
  leak: () => 0.3,
  model: '/home/someone/models/suspect',
  testName: '/home/someone/test_set.jsonl',
})

describe('the model card', () => {
  const card = modelCard([run])
  test('has the verdict in the words of the report, the effect with its interval, and the hashes', () => {
    const { headline } = run.report.verdict
    expect(card).toMatch(/^## Benchmark exposure\n/)
    expect(card).toContain('### suspect on test\\_set.jsonl: EXPOSED (likely)')
    expect(card).toContain(`**${headline.replaceAll('_', '\\_')}**`)
    const { effect, interval } = run.report.families[0]!
    expect(card).toContain(
      `| test set | +${effect.toFixed(3)} | +${interval.lower.toFixed(3)} to +${interval.upper.toFixed(3)} (98 %) |`,
    )
    for (const { sha256 } of run.report.sets) expect(card).toContain(`\`${sha256}\``)
    expect(card).toContain(`| reference | reference-0 | float32 | \`${'a'.repeat(64)}\` |`)
    expect(card).toContain('### What this does not show')
  })
  test('names no folder of a machine', () => {
    expect(
      card
        .split('\n')
        .filter(line => line.startsWith('|') || line.startsWith('#'))
        .join('\n'),
    ).not.toContain('/home')
  })
  test('has tables whose rows are as wide as their heads', () => {
    for (const block of card.split('\n\n').filter(text => text.startsWith('|'))) {
      const widths = block
        .split('\n')
        .filter(line => line.startsWith('|'))
        .map(line => line.split(/(?<!\\)\|/).length)
      expect(new Set(widths).size).toBe(1)
    }
  })
  test('of several audits says the limits once', () => {
    const second = { ...run, report: { ...run.report, model: { ...run.report.model, name: 'other' } } }
    const both = modelCard([run, second])
    expect(both.match(/^### .* on /gm)).toHaveLength(2)
    expect(both.match(/Not zero exposure/g)).toHaveLength(1)
  })
})
