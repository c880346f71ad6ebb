import type { DomainModel, DomainsReport } from '../domains-report.js'
import { aggregateLoss } from '../statistics/aggregate.js'
import type { ItemLoss, ItemSet } from '../types.js'
import { averagePerplexity } from './average.js'
import { changesSinceFirst, inDomainSignature } from './changes.js'
import { inStandardTokens } from './standard-tokens.js'

/** A model's losses on every set, [set][document], the same documents for all models. */
export interface MeasuredModel extends Omit<DomainModel, 'sets' | 'average'> {
  readonly losses: readonly (readonly ItemLoss[])[]
}

export interface Measured {
  readonly sets: readonly (ItemSet & { readonly kind: 'domain' | 'benchmark' })[]
  /** As shown. */
  readonly setNames: readonly string[]
  readonly models: readonly MeasuredModel[]
  /** Position of the model whose tokens losses are counted in. */
  readonly standard: number
  readonly alpha: number
}

/** What `lossgap domains` reports of losses, before task scores are put beside it. */
export function domainsOf({
  sets,
  setNames,
  models,
  standard,
  alpha,
}: Measured): Pick<DomainsReport, 'standard' | 'sets' | 'models' | 'changes' | 'signature'> {
  const counted = models.map(model =>
    model.losses.map((losses, s) => inStandardTokens(losses, models[standard]!.losses[s]!)),
  )
  const names = models.map(({ name }) => name)
  const changes = changesSinceFirst(
    sets.map(({ kind }, s) => ({ set: setNames[s]!, kind, losses: counted.map(losses => losses[s]!) })),
    names,
    alpha,
  )
  return {
    standard: models[standard]!.name,
    sets: sets.map(({ sha256, template, kind, exclusions }, s) => ({
      ...{ name: setNames[s]!, sha256, template, kind },
      documents: models[0]!.losses[s]!.length,
      exclusions: exclusions.map(({ reason, ids }) => ({ reason, ids: [...ids] })),
    })),
    models: models.map(({ losses, ...model }, m) => ({
      ...model,
      sets: losses.map((own, s) => domainOf(own, counted[m]![s]!)),
      average: averageOf(counted[m]!, sets),
    })),
    changes,
    signature: inDomainSignature(changes, { from: names[0]!, to: names.at(-1)! }),
  }
}

function domainOf(own: readonly ItemLoss[], counted: readonly ItemLoss[]): DomainModel['sets'][number] {
  const { tokenWeighted, tokenWeightedError, itemWeighted, bitsPerByte, perplexity } = aggregateLoss(counted)
  const { tokens, tokenWeighted: ownLoss } = aggregateLoss(own)
  return {
    loss: tokenWeighted,
    lossError: tokenWeightedError,
    documentLoss: itemWeighted,
    ...{ perplexity, bitsPerByte, tokens, ownLoss },
  }
}

function averageOf(
  counted: readonly (readonly ItemLoss[])[],
  sets: Measured['sets'],
): DomainModel['average'] {
  const domains = counted.filter((_, s) => sets[s]!.kind === 'domain')
  if (domains.length === 0) return null
  return averagePerplexity(
    domains.map(losses => ({
      loss: aggregateLoss(losses).tokenWeighted,
      documentLosses: losses.map(({ nats, tokens }) => nats / tokens),
    })),
  )
}
