import { expect, test } from 'vitest'
import { familyInputs } from '../../src/audit/family-input.js'
import type { ScoredModel } from '../../src/scoring/score-sets.js'
import type { ItemLoss } from '../../src/types.js'
import { RULE } from '../generators/models.js'

const modelOf = (name: string) =>
  ({ name, identity: { tokenizerSha256: `tokenizer of ${name}` } }) as unknown as ScoredModel
const lossesOf = (id: string): ItemLoss[] => [{ id, cluster: id, nats: 1, tokens: 1, bytes: 4 }]
const models = ['suspect', 'base'].map(modelOf)
const losses = models.map(({ name }) => ['test', 'ref', 'train'].map(set => lossesOf(`${name} on ${set}`)))
const aligned = { losses, sets: [], exclusions: [] }
const parameters = { ...RULE, seed: 1, bos: 'auto' as const }

test('the test set is judged beside the reference set, the train split beside the test set', () => {
  const inputs = familyInputs(models, aligned, ['T', 'R', 'N'], { ownBase: true, families: 2 }, parameters)
  expect(inputs.map(({ families, ownBase }) => [families, ownBase])).toEqual([
    [2, true],
    [2, true],
  ])
  const compared = inputs.map(({ name, question, suspect, references }) => ({
    name,
    question,
    pairs: [suspect, ...references].map(({ exposed, unexposed }) => [exposed[0]!.id, unexposed[0]!.id]),
  }))
  expect(compared).toEqual([
    {
      name: 'loss-gap',
      question: 'Is T more familiar than R?',
      pairs: [
        ['suspect on test', 'suspect on ref'],
        ['base on test', 'base on ref'],
      ],
    },
    {
      name: 'train-split',
      question: 'Is N more familiar than T?',
      pairs: [
        ['suspect on train', 'suspect on test'],
        ['base on train', 'base on test'],
      ],
    },
  ])
})

test('names, tokenizers and parameters go along', () => {
  const [input] = familyInputs(models, aligned, ['T', 'R'], { ownBase: false, families: 1 }, parameters)
  expect(input).toMatchObject({
    ...RULE,
    ownBase: false,
    families: 1,
    suspect: { name: 'suspect', tokenizerSha256: 'tokenizer of suspect' },
    references: [{ name: 'base', tokenizerSha256: 'tokenizer of base' }],
  })
})

test('two sets make one family', () => {
  expect(familyInputs(models, aligned, ['T', 'R'], { ownBase: false, families: 1 }, parameters)).toHaveLength(
    1,
  )
})
