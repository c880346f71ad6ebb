import type { Parameters } from '../audit-report.js'
import type { FamilyInput, ModelPair } from '../gaps/family.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import type { AlignedLosses } from './align.js'

/** What a family compares: positions of the sets, and the question in words. */
const FAMILIES = [
  { name: 'loss-gap', exposed: 0, unexposed: 1 },
  { name: 'train-split', exposed: 2, unexposed: 0 },
] as const

/**
 * Inputs of each family: is the test set too familiar beside the reference set, and, when a train split is given, is
 * the train split too familiar beside the test set?
 */
export function familyInputs(
  models: readonly ScoredModel[],
  { losses }: AlignedLosses,
  names: readonly string[],
  { ownBase, families }: Pick<FamilyInput, 'ownBase' | 'families'>,
  { alpha, equivalenceAlpha, power, effectFloor }: Parameters,
): FamilyInput[] {
  return FAMILIES.slice(0, names.length - 1).map(({ name, exposed, unexposed }) => {
    const [suspect, ...references] = models.map(
      (model, m): ModelPair => ({
        name: model.name,
        tokenizerSha256: model.identity.tokenizerSha256,
        exposed: losses[m]![exposed]!,
        unexposed: losses[m]![unexposed]!,
      }),
    )
    const question = `Is ${names[exposed]} more familiar than ${names[unexposed]}?`
    return {
      name,
      question,
      suspect: suspect!,
      references,
      ownBase,
      families,
      alpha,
      equivalenceAlpha,
      power,
      effectFloor,
    }
  })
}
