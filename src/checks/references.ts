import type { Check } from '../audit-report.js'
import { moments } from '../statistics/moments.js'
import type { ItemLoss } from '../types.js'

/** Losses per item of a model, and whether its weights come from those of the audited one. */
export interface JudgedModel {
  readonly name: string
  readonly losses: readonly ItemLoss[]
  readonly sameLineage: boolean
}

/**
 * Standard deviation over items of the difference of two models' losses, nats/token. Below it the two are one model but for
 * rounding or noise: the same weights in another precision or with 3 % of noise give 0.013 at most, two trainings from
 * scratch of the smallest models measured 0.05, fine-tuned models against their base 0.2 and more.
 */
const SAME_SPREAD = 0.02

/**
 * Can the reference models serve as a yardstick? One with the audited model's own weights, in whatever file, subtracts
 * every leak, and so does a copy with noise on it; two with the same weights count as one; and beside several references one that was trained on from the
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
          text: `These are one model but for rounding or noise, so they cannot judge each other: ${twins.join('; ')}`,
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
      text: found?.text ?? 'No two models agree item by item as copies of one would',
      values: { models: models.length },
    },
  ]
}

/** Across tokenizers losses per token never agree so well, and need not be compared per byte. */
function haveSameLosses(a: JudgedModel, b: JudgedModel): boolean {
  const differences = a.losses.map(
    ({ nats, tokens }, i) => nats / tokens - b.losses[i]!.nats / b.losses[i]!.tokens,
  )
  return differences.length > 1 && Math.sqrt(moments(differences).variance) < SAME_SPREAD
}
