import { alignLosses, without } from './audit/align.js'
import type { ScoredCheckpoint } from './gate/baseline.js'
import type { Files } from './io/files.js'
import type { ModelOptions } from './models/open-model.js'
import type { AuditResult } from './pipeline.js'
import { type ScoredModel, scoreSets } from './scoring/score-sets.js'
import type { ScoreOptions } from './scoring/score-texts.js'
import { findOverlap, loadSet, type SetSpec } from './sets/index.js'
import type { ItemLoss, ItemSet } from './types.js'

export interface CheckpointRequest {
  readonly model: string
  readonly placebos: readonly SetSpec[]
  readonly scoring: ModelOptions & ScoreOptions
  readonly onNote?: (note: string) => void
}

/** Scores the placebo sets, without items of the test set, and brings the losses of all sets into the baseline's order. */
export async function scoredCheckpoint(
  { model, placebos, scoring, onNote = () => {} }: CheckpointRequest,
  { sets, models }: AuditResult,
  files: Files,
): Promise<{ checkpoint: ScoredCheckpoint; clusters: readonly (readonly string[])[] }> {
  const compared = sets.slice(0, 2)
  const loaded: ItemSet[] = []
  for (const spec of placebos) {
    const set = await loadSet(spec, files)
    const shared = findOverlap(compared[0]!.items, set.items).map(({ id }) => id)
    if (shared.length > 0)
      onNote(`${shared.length} items of the placebo set ${set.name} are in the test set: left out`)
    loaded.push(without(set, shared, 'also in the test set'))
  }
  const own = models[0]!
  const scores = loaded.length === 0 ? undefined : await scoreSets(model, loaded, scoring, files)
  const parts = [
    aligned(compared, { ...own, scores: own.scores.slice(0, 2) }),
    ...(scores ? [aligned(loaded, scores)] : []),
  ]
  const all = parts.flatMap(part => part.sets)
  const losses = parts.flatMap(part => part.losses)
  const { identity, name } = own
  const windowed = own.textsWindowed + (scores?.textsWindowed ?? 0) > 0
  const { tokenizerSha256, precision, provider, bos } = identity
  return {
    checkpoint: {
      name,
      modelSha256: identity.modelSha256,
      scoring: { tokenizerSha256, precision, provider, bos, window: windowed ? own.window : null },
      sets: all.map((set, s) => ({
        role: s === 0 ? 'test' : s === 1 ? 'ref' : 'placebo',
        name: set.name,
        itemsSha256: set.itemsSha256,
        template: set.template,
        ids: set.items.map(({ id }) => id),
      })),
      losses: losses.map(items => items.map(({ nats, tokens }) => nats / tokens)),
    },
    clusters: losses.map(items => items.map(({ cluster }) => cluster)),
  }
}

function aligned(
  sets: readonly ItemSet[],
  model: ScoredModel,
): { sets: readonly ItemSet[]; losses: readonly (readonly ItemLoss[])[] } {
  const { sets: scored, losses } = alignLosses(sets, [model])
  return { sets: scored, losses: losses[0]! }
}
