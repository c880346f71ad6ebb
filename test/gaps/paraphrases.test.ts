import { describe, expect, test } from 'vitest'
import { estimateParaphrases, type ModelParaphrases } from '../../src/gaps/paraphrases.js'
import { createRandom } from '../../src/statistics/random.js'
import type { ItemLoss } from '../../src/types.js'
import { RULE } from '../generators/models.js'

const items = (losses: readonly number[]): ItemLoss[] =>
  losses.map((loss, i) => ({ id: `${i}`, cluster: `${i}`, nats: loss * 10, tokens: 10, bytes: 40 }))
const modelOf = (original: readonly number[], reworded: readonly number[]): ModelParaphrases => ({
  name: 'm',
  tokenizerSha256: 't',
  exposed: items(original),
  unexposed: items(reworded),
})
const inputOf = (suspect: ModelParaphrases, references: readonly ModelParaphrases[]) => ({
  ...RULE,
  name: 'paraphrase' as const,
  question: '',
  suspect,
  references,
  ownBase: true,
  families: 1,
})

test('the effect is how much more the wording helps the suspect than its base', () => {
  // d of the suspect: −1.0, −0.6, −0.8; of the base: −0.1, −0.1, −0.4. D: −0.9, −0.5, −0.4, mean −0.6.
  const suspect = modelOf([0.5, 0.6, 0.7], [1.5, 1.2, 1.5])
  const base = modelOf([1.9, 1.8, 1.6], [2.0, 1.9, 2.0])
  const estimate = estimateParaphrases(inputOf(suspect, [base]))
  expect(estimate.effect).toBeCloseTo(0.6, 12)
  // s² of D = ((0.3)² + (0.1)² + (0.2)²)/2 = 0.07; over n = 3, plus τ²·2 with τ = 0.005.
  expect(estimate.standardError).toBeCloseTo(Math.sqrt(0.07 / 3 + 2 * 0.005 ** 2), 12)
  // The base finds the paraphrases 59/30 on the mean, the suspect 42/30.
  expect(estimate.adaptation).toBeCloseTo(17 / 30, 12)
  expect(estimate).toMatchObject({ name: 'paraphrase', calibration: 'own-base', unit: 'nats-per-token' })
})

test('a control takes off what rewording alone does to the suspect', () => {
  const control = (original: number[], reworded: number[]) => ({
    original: items(original),
    reworded: items(reworded),
  })
  // On unseen items the suspect minds rewording by 0.3 and 0.5 nats, its base by 0.1 and 0.1: 0.3 on the mean.
  const suspect = { ...modelOf([0.5, 0.6], [1.5, 1.2]), control: control([1, 1], [1.3, 1.5]) }
  const base = { ...modelOf([1.9, 1.8], [2.0, 1.9]), control: control([2, 2], [2.1, 2.1]) }
  const estimate = estimateParaphrases(inputOf(suspect, [base]))
  // Pairs: D = −0.9 and −0.5, mean −0.7; less the control's −0.3.
  expect(estimate.effect).toBeCloseTo(0.4, 12)
  expect(estimate.controlled).toBe(true)
  // Variances of the means: 0.08/2 of the pairs and 0.02/2 of the control.
  expect(estimate.varianceItems).toBeCloseTo(0.04 + 0.01, 12)
})

describe('a paraphraser whose style every model minds', () => {
  const random = createRandom('style')
  const draw = (level: number, spread: number) =>
    Array.from({ length: 300 }, () => level + spread * (random.uniform() - 0.5))
  const difficulty = draw(1.5, 1)
  const styled = (shift: number): ModelParaphrases => {
    const noise = draw(0, 0.2)
    return modelOf(
      difficulty.map((value, i) => value + noise[i]!),
      difficulty.map((value, i) => value + noise[i]! + 0.25 + shift),
    )
  }
  test('is no exposure beside the base', () => {
    const { effect, effectFloor } = estimateParaphrases(inputOf(styled(0), [styled(0)]))
    expect(Math.abs(effect)).toBeLessThan(effectFloor / 2)
  })
  test('looks like one without it, which is why such a family may not decide', () => {
    const { effect, calibration } = estimateParaphrases(inputOf(styled(0), []))
    expect(effect).toBeCloseTo(0.25, 10)
    expect(calibration).toBe('raw')
  })
})
