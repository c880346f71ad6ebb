import type { ModelRuns, Run } from '../gaps/recall.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import { longestRun } from '../signals/longest-run.js'
import type { ItemSet } from '../types.js'
import { namesOf } from './judged-models.js'

/** The longest runs of the test and the reference items that every model could score, per model. */
export function runsOf(
  models: readonly ScoredModel[],
  scored: readonly ItemSet[],
  compared: readonly ItemSet[],
): ModelRuns[] {
  const names = namesOf(models)
  return models.map(({ scores }, m) => {
    const runs = (s: number): Run[] => {
      const kept = new Set(compared[s]!.items.map(({ id }) => id))
      return scored[s]!.items.flatMap(({ id, cluster }, i) => {
        const tokens = scores[s]![i]
        return kept.has(id) && tokens
          ? [{ id, cluster, run: longestRun(tokens.rank), tokens: tokens.rank.length }]
          : []
      })
    }
    return { name: names[m]!, test: runs(0), ref: runs(1) }
  })
}
