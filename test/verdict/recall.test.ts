import { describe, expect, test } from 'vitest'
import type { AuditReport } from '../../src/audit-report.js'
import { withRecall } from '../../src/verdict/recall.js'
import { nothingRecalled, sampleReport } from '../generators/report.js'

const recalled: AuditReport['recall'] = {
  ...nothingRecalled,
  test: { groups: 120, recalled: 30 },
  pValue: 1e-9,
  references: [{ name: 'base', recalled: 1, pValue: 1e-8 }],
  finding: 'found',
}
const SENTENCE =
  'In 30 of 120 items of T it gets 21 or more tokens in a row right at the first guess, in none of 110 of R (p = 1e−9); base does so in 1 (p = 1e−8).'

const at = ({ verdict, families }: AuditReport, recall: AuditReport['recall']) =>
  withRecall(verdict, recall, 'M', [{ family: families[0]!, exposedSet: 'T', unexposedSet: 'R' }])

describe('what is known word for word', () => {
  const likely = sampleReport({ leak: () => 0.3, train: 0 })
  const clean = sampleReport({ train: 0, test: 600, ref: 600, tau: 0.001 })

  test('makes a likely exposure strong, and says so', () => {
    expect(likely.verdict.level).toBe('exposure-likely')
    const verdict = at(likely, recalled)
    expect(verdict.level).toBe('exposure-strong')
    expect(verdict.evidence).toBe(`${likely.verdict.evidence} ${SENTENCE}`)
    expect(verdict.alternatives.at(-1)).toContain('common passage')
  })

  test('not where the effect may lie below the floor', () => {
    const weak = { ...likely, families: likely.families.map(family => ({ ...family, lowerBound: 0.01 })) }
    expect(at(weak, recalled).level).toBe('exposure-likely')
  })

  test('takes a clean verdict back, and never accuses by itself', () => {
    expect(clean.verdict.level).toBe('no-exposure-detected')
    const verdict = at(clean, recalled)
    expect(verdict).toMatchObject({ level: 'inconclusive', reasons: [{ code: 'items_recalled' }] })
    const open = { ...clean, verdict: { ...clean.verdict, level: 'inconclusive' as const } }
    expect(verdict.headline).toBe('Whether M has seen T is not settled by this evidence.')
    // What is open stays as it is: a number of items beside the word would read as guilt.
    expect(at(open, recalled)).toBe(open.verdict)
  })

  test('says nothing where nothing is found, or where the sets do not compare', () => {
    expect(at(likely, nothingRecalled)).toBe(likely.verdict)
    const barred = { ...clean, families: clean.families.map(family => ({ ...family, eligible: false })) }
    expect(at(barred, recalled)).toBe(clean.verdict)
  })
})
