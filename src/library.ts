import { DEFAULT_PARAMETERS } from './audit/parameters.js'
import type { Parameters } from './audit-report.js'
import { diskFiles, type Files } from './io/files.js'
import type { ModelOptions } from './models/open-model.js'
import { type AuditRequest, type AuditResult, audit as auditWhole } from './pipeline.js'
import { type ScoredModel, scoreSets } from './scoring/score-sets.js'
import type { ScoreOptions } from './scoring/score-texts.js'
import { loadSet, type SetSpec } from './sets/index.js'
import type { ItemSet } from './types.js'

/** An audit as a programme asks for it: what is left out is as on the command line, but that no cache is kept. */
export interface AuditCall
  extends Pick<AuditRequest, 'model' | 'sets'>,
    Partial<Omit<AuditRequest, 'model' | 'sets' | 'scoring' | 'parameters'>> {
  readonly scoring?: Partial<ModelOptions> & ScoreOptions
  readonly parameters?: Partial<Parameters>
}

/** Scores of sets under one model, with the sets that they belong to. */
export interface Scored {
  readonly sets: readonly ItemSet[]
  readonly model: ScoredModel
}

const ON_CPU: ModelOptions = { device: { kind: 'cpu' }, bos: 'auto' }

/**
 * Whether a model has seen a benchmark: scores it on the test set, the reference set and what else is given, tests the
 * gaps, checks their validity and states a verdict with its error rates. `report` is what `lossgap audit --format json`
 * prints, byte for byte; formulas and sources are in docs/decision.md.
 * Units: nats per token. Orientation: positive effect = more familiar.
 * @throws LossgapError whose `code` and `fix` say what is wrong and how to mend it; scores made by then are in the cache,
 * if `scoring.cacheFolder` names one.
 */
export function audit(call: AuditCall, files: Files = diskFiles()): Promise<AuditResult> {
  const parameters = {
    ...DEFAULT_PARAMETERS,
    seed: 1,
    bos: call.scoring?.bos ?? ON_CPU.bos,
    ...call.parameters,
  }
  const scoring = { ...ON_CPU, ...call.scoring, bos: parameters.bos }
  return auditWhole({ referenceModels: [], ownBase: false, ...call, scoring, parameters }, files)
}

/**
 * Per-token scores of sets under one model: log-probability, mean and deviation over the vocabulary, rank, byte span.
 * Sets are given as paths (`FILE#0:300` takes rows) or with template and fields.
 * @throws LossgapError as `audit` does.
 */
export async function score(
  model: string,
  sets: readonly (string | SetSpec)[],
  options: Partial<ModelOptions> & ScoreOptions = {},
  files: Files = diskFiles(),
): Promise<Scored> {
  const loaded: ItemSet[] = []
  for (const set of sets) loaded.push(await loadSet(typeof set === 'string' ? { path: set } : set, files))
  return { sets: loaded, model: await scoreSets(model, loaded, { ...ON_CPU, ...options }, files) }
}
