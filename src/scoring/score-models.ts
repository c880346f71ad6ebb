import type { Files } from '../io/files.js'
import type { ModelOptions } from '../models/open-model.js'
import type { ItemSet } from '../types.js'
import { checkComparable } from './comparable.js'
import { openScorer, type ScoredModel, type Scorer } from './score-sets.js'
import type { ScoreOptions } from './score-texts.js'

/** Several models that are scored on the same sets, once or look after look. */
export interface ModelScorers {
  /** Each model in turn. With `last` each is closed as soon as it is scored. */
  score(sets: readonly ItemSet[], last: boolean): Promise<ScoredModel[]>
  /** Closes what is open. */
  close(): Promise<void>
}

/**
 * Models are opened when they are first needed and, while more sets may come, stay open: opening one takes seconds.
 * So the memory of all of them is taken at once where there are several looks, and of one at a time where there is one.
 */
export function modelScorers(
  paths: readonly string[],
  options: ModelOptions & ScoreOptions,
  files: Files,
): ModelScorers {
  const open = new Map<number, Scorer>()
  async function scorerAt(m: number): Promise<Scorer> {
    const scorer = open.get(m) ?? (await openScorer(paths[m]!, options, files))
    open.set(m, scorer)
    return scorer
  }
  return {
    async score(sets, last) {
      const models: ScoredModel[] = []
      for (const m of paths.keys()) {
        const scorer = await scorerAt(m)
        const scored = await scorer.score(sets)
        if (last) await scorer.close()
        for (const other of models) checkComparable(other, scored)
        models.push(scored)
      }
      return models
    },
    async close() {
      for (const scorer of open.values()) await scorer.close()
    },
  }
}
