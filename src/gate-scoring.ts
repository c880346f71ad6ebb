import { alignLosses } from './audit/align.js'
import { distinctPlacebos, type Placebos } from './audit/placebos.js'
import type { ScoredCheckpoint } from './gate/baseline.js'
import type { Baseline } from './gate-baseline.js'
import type { Files } from './io/files.js'
import type { ModelOptions } from './models/open-model.js'
import type { AuditRequest, AuditResult } from './pipeline.js'
import { type ScoredModel, scoreSets } from './scoring/score-sets.js'
import type { ScoreOptions } from './scoring/score-texts.js'
import { loadSet, type SetSpec } from './sets/index.js'
import type { Item, ItemLoss, ItemSet } from './types.js'

export interface CheckpointRequest
  extends Pick<AuditRequest, 'model' | 'ownBase' | 'setChecks' | 'parameters'> {
  readonly scoring: ModelOptions & ScoreOptions
}

/** Reads the placebo sets and holds them against the others; before anything is scored. @throws as `distinctPlacebos`. */
export async function loadPlacebos(
  { sets, placebos }: Pick<AuditRequest, 'sets'> & { readonly placebos: readonly SetSpec[] },
  files: Files,
): Promise<Placebos> {
  if (placebos.length === 0) return { sets: [], notes: [] }
  const loaded: ItemSet[] = []
  for (const spec of [sets.test, sets.ref, ...placebos]) loaded.push(await loadSet(spec, files))
  return distinctPlacebos(loaded[0]!, loaded[1]!, loaded.slice(2))
}

/** Scores the placebo sets, and brings the losses of all sets into the baseline's order. */
export async function scoredCheckpoint(
  request: CheckpointRequest,
  audited: AuditResult,
  placebos: readonly ItemSet[],
  files: Files,
): Promise<{ checkpoint: ScoredCheckpoint; clusters: readonly (readonly string[])[] }> {
  const { model, scoring } = request
  const { sets, models } = audited
  const compared = sets.slice(0, 2)
  const own = models[0]!
  const scores = placebos.length === 0 ? undefined : await scoreSets(model, placebos, scoring, files)
  const parts = [
    aligned(compared, { ...own, scores: own.scores.slice(0, 2) }),
    ...(scores ? [aligned(placebos, scores)] : []),
  ]
  const all = parts.flatMap(part => part.sets)
  const losses = parts.flatMap(part => part.losses)
  const { identity, name } = own
  const windowed = own.textsWindowed + (scores?.textsWindowed ?? 0) > 0
  const { modelSha256, runtime, tokenizerSha256, precision, provider, bos } = identity
  return {
    checkpoint: {
      name,
      ...{ modelSha256, runtime },
      scoring: { tokenizerSha256, precision, provider, bos, window: windowed ? own.window : null },
      sets: all.map((set, s) => ({
        role: s === 0 ? 'test' : s === 1 ? 'ref' : 'placebo',
        name: set.name,
        itemsSha256: set.itemsSha256,
        template: set.template,
        ids: set.items.map(({ id }) => id),
        clusters: groupsOf(set.items),
      })),
      audits: {
        ...statedBasis(request),
        references: audited.report.referenceModels.map((reference, k) => ({
          name: reference.name,
          modelSha256: models[k + 1]!.identity.modelSha256,
        })),
        sets: audited.report.sets.slice(2).map(({ role, name, template }, s) => ({
          ...{ role, name, itemsSha256: sets[s + 2]!.itemsSha256, template },
        })),
      },
      losses: losses.map(items => items.map(({ nats, tokens }) => nats / tokens)),
    },
    clusters: losses.map(items => items.map(({ cluster }) => cluster)),
  }
}

/** What audits rest on as far as a request says it. */
export function statedBasis({
  ownBase,
  setChecks = [],
  parameters,
}: Pick<CheckpointRequest, 'ownBase' | 'setChecks' | 'parameters'>): Pick<
  Baseline['audits'],
  'ownBase' | 'seed' | 'setChecks'
> {
  return {
    ownBase,
    seed: parameters.seed,
    setChecks: setChecks.map(({ files, status, drop }) => ({
      itemsSha256: files.find(({ role }) => role === 'set')?.itemsSha256 ?? '',
      status,
      dropped: drop.map(({ id }) => id),
    })),
  }
}

/** Clusters by number, as they come; null where each item is one. */
function groupsOf(items: readonly Item[]): number[] | null {
  const numbers = new Map<string, number>()
  for (const { cluster } of items) if (!numbers.has(cluster)) numbers.set(cluster, numbers.size)
  return numbers.size === items.length ? null : items.map(({ cluster }) => numbers.get(cluster)!)
}

function aligned(
  sets: readonly ItemSet[],
  model: ScoredModel,
): { sets: readonly ItemSet[]; losses: readonly (readonly ItemLoss[])[] } {
  const { sets: scored, losses } = alignLosses(sets, [model])
  return { sets: scored, losses: losses[0]! }
}
