import { describe, expect, test } from 'vitest'
import type { Family } from '../../src/audit-report.js'
import { armsStatement } from '../../src/verdict/arms.js'
import { decideFamilies } from '../../src/verdict/decide.js'
import type { StatementInput } from '../../src/verdict/wording.js'
import { allPass, checksThatSay } from '../generators/checks.js'
import { RULE } from '../generators/models.js'
import { estimateAt } from './estimates.js'

type Arm = readonly [effect: number, standardError: number, eligible?: boolean]

function verdictOf(...arms: readonly Arm[]) {
  const names = ['loss-gap', 'paraphrase'] as const
  const evidence = arms.map(([effect, standardError, eligible = true], a) => ({
    estimate: estimateAt(effect, standardError, { name: names[a]!, question: `Question ${a}?` }),
    checks: eligible ? allPass : [checksThatSay.tooFew],
  }))
  const families = decideFamilies(evidence, RULE.alpha)
  return armsStatement(families.map((family, a) => inputOf(family, evidence[a]!.checks)))
}

const inputOf = (family: Family, checks: StatementInput['checks']): StatementInput => ({
  family,
  model: 'M',
  exposedSet: 'T',
  unexposedSet: family.name === 'loss-gap' ? 'R' : 'P',
  parameters: { ...RULE, seed: 1, bos: 'auto' },
  checks,
  delta2: undefined,
})

const found: Arm = [0.2, 0.02]
const absent: Arm = [0.0, 0.01]
const open: Arm = [0.04, 0.03]
const barred: Arm = [0.2, 0.02, false]

describe('two arms', () => {
  test.each([
    ['both found', found, found, 'exposure-strong'],
    ['one found, the other open', found, open, 'exposure-likely'],
    ['one found, the other may not decide', barred, found, 'exposure-likely'],
    ['both absent', absent, absent, 'no-exposure-detected'],
    ['one absent, the other may not decide', absent, barred, 'no-exposure-detected'],
    ['one absent, the other open', absent, open, 'inconclusive'],
    ['found beside absent', found, absent, 'inconclusive'],
    ['absent beside found', absent, found, 'inconclusive'],
    ['none may decide', barred, barred, 'inconclusive'],
  ] as const)('%s', (_, first, second, level) => {
    expect(verdictOf(first, second).level).toBe(level)
  })

  test('what both say is told, the arm that decides first', () => {
    const { evidence, headline } = verdictOf(open, found)
    expect(evidence).toMatch(/on P.*on R/s)
    expect(headline).toContain('far more familiar than the same items reworded')
  })

  test('a contradiction says what may be behind it', () => {
    const [rephrased, style] = [verdictOf(found, absent), verdictOf(absent, found)]
    expect(rephrased.reasons).toMatchObject([{ code: 'arms_disagree' }])
    expect(rephrased.reasons[0]!.text).toContain('training on reworded items')
    expect(style.reasons[0]!.text).toContain('a style of the paraphraser')
    expect(rephrased.errorRate).toBe('The arms contradict each other, so neither decides.')
  })

  test('reasons say which arm they belong to', () => {
    const { reasons } = verdictOf(open, open)
    expect(reasons.map(({ text }) => text.slice(0, 11))).toContain('Question 0?')
    expect(reasons.map(({ text }) => text.slice(0, 11))).toContain('Question 1?')
  })
})
