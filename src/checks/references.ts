import type { Check } from '../audit-report.js'
import type { ItemLoss } from '../types.js'

/** Losses per item of a model, and whether its weights come from those of the audited one. */
export interface JudgedModel {
  readonly name: string
  readonly losses: readonly ItemLoss[]
  readonly sameLineage: boolean
}

/** Item losses that agree this well, in nats/token, come from the same weights: other models differ by 0.1 and more. */
const SAME_LOSS = 1e-3

/**
 * Can the reference models serve as a yardstick? One with the audited model's own weights, in whatever file, subtracts
 * every leak; two with the same weights count as one; and beside several references one that was trained on from the
 * audited model, or is its base, may share what it has seen. References of one origin (`kin`) are no independent draws:
 * their gaps agree by descent, and how much gaps vary would be underestimated.
 */
export function referencesCheck(
  suspect: JudgedModel,
  references: readonly JudgedModel[],
  kin: readonly (readonly [string, string])[] = [],
): Check[] {
  if (references.length === 0) return []
  const models = [suspect, ...references]
  const twins = models.flatMap((a, i) =>
    models.slice(i + 1).flatMap(b => (haveSameLosses(a, b) ? [`${a.name} and ${b.name}`] : [])),
  )
  const relatives =
    references.length > 1 ? references.filter(model => model.sameLineage).map(({ name }) => name) : []
  const found =
    twins.length > 0
      ? {
          code: 'same_model',
          text: `These have the same weights, so they cannot judge each other: ${twins.join('; ')}`,
        }
      : relatives.length > 0
        ? {
            code: 'related_reference',
            text: `These come from the same weights as the audited model and may have seen what it has: ${relatives.join(', ')}`,
          }
        : kin.length > 0
          ? {
              code: 'related_references',
              text: `These reference models come from the same weights, so they count as one: ${kin.map(pair => pair.join(' and ')).join('; ')}. Name one of them`,
            }
          : undefined
  return [
    {
      name: 'reference models',
      status: found ? 'fail' : 'pass',
      code: found?.code ?? 'references_distinct',
      text: found?.text ?? 'No two models have the same weights',
      values: { models: models.length },
    },
  ]
}

function haveSameLosses(a: JudgedModel, b: JudgedModel): boolean {
  return a.losses.every((item, i) => {
    const other = b.losses[i]!
    return Math.abs(item.nats / item.tokens - other.nats / other.tokens) < SAME_LOSS
  })
}
