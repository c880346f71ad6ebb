import { expect, test } from 'vitest'
import { namedFamilies, statementsOf } from '../../src/audit/statements.js'
import { checksThatSay } from '../generators/checks.js'
import { sampleReport } from '../generators/report.js'

const { families, contrasts, parameters } = sampleReport({ leak: () => 0.12 })
const { enough, shifted, alike } = checksThatSay
const names = ['T', 'R', 'N']
const checks = [
  [enough, { ...shifted, text: 'they differ' }],
  [enough, alike],
]
const found = { ...families[0]!, finding: 'found', effect: 0.1, unexposedLoss: 1 } as const
const trainFound = { ...families[1]!, finding: 'found' } as const
const [, delta2] = contrasts
const gaps = [
  { ...contrasts[0]!, itemWeighted: -0.777 },
  { ...delta2!, itemWeighted: 0.333 },
]

const judged = namedFamilies([found, trainFound], names, checks, undefined)

test('the verdict is on the test set beside the reference set, with the checks of that pair', () => {
  const { verdict } = statementsOf('M', judged, gaps, parameters)
  expect(verdict.headline).toBe('M finds T far more familiar than comparable items.')
  expect(verdict.evidence).toMatch(/^Its loss on T is 0\.100 nats\/token lower than on R,/)
  expect(verdict.alternatives).toContain('A shift between the sets: they differ.')
  expect(verdict.alternatives[0]).toContain('Δ2 is +0.333')
})

test('the statement on the train split is on that beside the test set', () => {
  const { trainSplit } = statementsOf('M', judged, gaps, parameters)
  expect(trainSplit!.headline).toBe('M finds N far more familiar than the test set.')
  expect(trainSplit!.evidence).toMatch(/^Its loss on N is [\d.]+ nats\/token (lower|higher) than on T,/)
})

test('without a train split there is one statement', () => {
  const alone = namedFamilies([found], names.slice(0, 2), checks.slice(0, 1), undefined)
  const { verdict, trainSplit } = statementsOf('M', alone, gaps.slice(0, 1), parameters)
  expect(trainSplit).toBeNull()
  expect(verdict.alternatives.join()).toContain('give --train')
})

test('paraphrases make a second arm, named by the set that they lie in', () => {
  const reworded = { ...found, name: 'paraphrase', effect: 0.2 } as const
  const both = namedFamilies([found, trainFound, reworded], [...names, 'P'], [...checks, [enough]], 3)
  const { verdict } = statementsOf('M', both, gaps, parameters)
  expect(verdict.level).toBe('exposure-strong')
  expect(verdict.evidence).toMatch(/0\.100 nats\/token lower than on R,.*0\.200 nats\/token lower than on P,/)
})
