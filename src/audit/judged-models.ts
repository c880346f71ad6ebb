import type { RepeatedModel } from '../checks/numerics.js'
import type { JudgedModel } from '../checks/references.js'
import type { Cut } from '../checks/window.js'
import type { Lineage } from '../models/lineage.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import { shortNames } from '../short-names.js'
import type { AlignedLosses } from './align.js'

/** Names without the folders that all models of an audit share. */
export const namesOf = (models: readonly ScoredModel[]) => shortNames(models.map(({ name }) => name))

/** The audited model and its references as the check on references sees them. */
export function judgedModels(
  models: readonly ScoredModel[],
  { losses }: AlignedLosses,
  lineages: readonly Lineage[],
): [JudgedModel, JudgedModel[]] {
  const names = namesOf(models)
  const [suspect, ...references] = models.map(
    (_, m): JudgedModel => ({
      name: names[m]!,
      losses: losses[m]!.flat(),
      sameLineage: m > 0 && lineages[m - 1]!.kind === 'same',
    }),
  )
  return [suspect!, references]
}

/** What reading some texts again showed of each model. */
export function repeatsOf(models: readonly ScoredModel[]): RepeatedModel[] {
  const names = namesOf(models)
  return models.map(({ repeat }, m) => ({ name: names[m]!, ...repeat }))
}

/** How many of each model's texts were read in pieces. */
export function cutsOf(models: readonly ScoredModel[]): Cut[] {
  const names = namesOf(models)
  return models.map(({ textsWindowed, scores }, m) => ({
    name: names[m]!,
    texts: scores.reduce((sum, set) => sum + set.length, 0),
    cut: textsWindowed,
  }))
}
