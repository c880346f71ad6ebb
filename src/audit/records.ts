import { max, min } from 'simple-statistics'
import type { AuditReport, ModelRecord, SetRecord } from '../audit-report.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import { aggregateLoss } from '../statistics/aggregate.js'
import type { Exclusion, ItemLoss, ItemSet, Role } from '../types.js'

/** Bins of the loss histograms: enough to see two humps, few enough for a line of text each. */
const BINS = 24

export function modelRecord({ name, identity, window, textsWindowed, notes }: ScoredModel): ModelRecord {
  return { name, identity: { ...identity }, window, textsWindowed, notes: [...notes] }
}

/** Common bins for the losses of all sets. */
export function binsOf(sets: readonly (readonly ItemLoss[])[]): AuditReport['bins'] {
  const losses = sets.flat().map(item => item.nats / item.tokens)
  const start = min(losses)
  const width = (max(losses) - start) / BINS
  return { start, width: width > 0 ? width : 1, count: BINS }
}

export function setRecord(
  role: Role,
  { name, sha256, template }: ItemSet,
  exclusions: readonly Exclusion[],
  losses: readonly ItemLoss[],
  bins: AuditReport['bins'],
): SetRecord {
  const {
    itemCount,
    clusterCount,
    tokens,
    bytes,
    tokenWeighted,
    itemWeighted,
    itemWeightedError,
    bitsPerByte,
    perplexity,
  } = aggregateLoss(losses)
  const histogram = new Array<number>(bins.count).fill(0)
  for (const item of losses) {
    // The largest loss lies on the last bin's upper edge and belongs into it.
    const bin = Math.min(Math.floor((item.nats / item.tokens - bins.start) / bins.width), bins.count - 1)
    histogram[bin]! += 1
  }
  return {
    role,
    name,
    sha256,
    template,
    exclusions: exclusions.map(({ reason, ids }) => ({ reason, ids: [...ids] })),
    loss: {
      items: itemCount,
      clusters: clusterCount,
      tokens,
      bytes,
      tokenWeighted,
      itemWeighted,
      itemWeightedError,
      bitsPerByte,
      perplexity,
    },
    histogram,
  }
}
