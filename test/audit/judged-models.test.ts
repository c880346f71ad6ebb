import { expect, test } from 'vitest'
import { judgedModels } from '../../src/audit/judged-models.js'
import type { Lineage } from '../../src/models/lineage.js'
import type { ScoredModel } from '../../src/scoring/score-sets.js'
import type { ItemLoss } from '../../src/types.js'

const lossesOf = (...nats: readonly number[]): ItemLoss[] =>
  nats.map((value, i) => ({ id: `${i}`, cluster: `${i}`, nats: value, tokens: 1, bytes: 4 }))

test('each model has its own losses on all sets, and what its weights say of it', () => {
  const models = ['m/suspect', 'm/base', 'm/other', 'm/third'].map(name => ({ name }) as ScoredModel)
  const losses = models.map((_, m) => [lossesOf(10 * m, 10 * m + 1), lossesOf(10 * m + 2)])
  const lineages = (['same', 'different', 'unknown'] as const).map(
    (kind): Lineage => ({ kind, comparedWeights: 0, cosine: null }),
  )
  const [suspect, references] = judgedModels(models, { losses, sets: [], exclusions: [] }, lineages)
  const shown = [suspect, ...references].map(({ name, losses, sameLineage }) => ({
    name,
    losses: losses.map(({ nats }) => nats),
    sameLineage,
  }))
  expect(shown).toEqual([
    { name: 'suspect', losses: [0, 1, 2], sameLineage: false },
    { name: 'base', losses: [10, 11, 12], sameLineage: true },
    { name: 'other', losses: [20, 21, 22], sameLineage: false },
    { name: 'third', losses: [30, 31, 32], sameLineage: false },
  ])
})
