import { alignLosses, checkScored } from './audit/align.js'
import { familyInputs } from './audit/family-input.js'
import { judgedModels } from './audit/judged-models.js'
import { isOwnBase } from './audit/own-base.js'
import { checkParameters } from './audit/parameters.js'
import { checksOf, prepareSets } from './audit/prepare-sets.js'
import { binsOf, modelRecord, setRecord } from './audit/records.js'
import { statementsOf } from './audit/statements.js'
import type { AuditReport, Parameters } from './audit-report.js'
import { parentageCheck } from './checks/parentage.js'
import { referencesCheck } from './checks/references.js'
import { contrastOf } from './gaps/contrast.js'
import { estimateFamily } from './gaps/family.js'
import type { Files } from './io/files.js'
import { compareLineage } from './models/lineage.js'
import { inspectModel, type ModelOptions } from './models/open-model.js'
import { checkComparable } from './scoring/comparable.js'
import { type ScoredModel, scoreSets } from './scoring/score-sets.js'
import type { ScoreOptions } from './scoring/score-texts.js'
import { loadSet, parentSplits, type SetSpec } from './sets/index.js'
import { shortNames } from './short-names.js'
import { createRandom } from './statistics/random.js'
import type { ItemSet } from './types.js'
import { decideFamilies } from './verdict/decide.js'
import { VERSION } from './version.js'

export interface AuditRequest {
  readonly model: string
  /** Models that have not seen the benchmark, or the one that the audited model was trained on from. */
  readonly referenceModels: readonly string[]
  /** Says that the single reference is the audited model's base, where their weights cannot be compared. */
  readonly ownBase: boolean
  readonly sets: { readonly test: SetSpec; readonly ref: SetSpec; readonly train?: SetSpec | undefined }
  readonly scoring: ModelOptions & ScoreOptions
  readonly parameters: Parameters
}

/** A report, and the scores that it was made from. */
export interface AuditResult {
  readonly report: AuditReport
  readonly sets: readonly ItemSet[]
  readonly models: readonly ScoredModel[]
}

/**
 * From files to a verdict: sets → checks → scores → gaps → findings → report. What can fail fast does so before the
 * first text is scored.
 * @throws LossgapError with the exit code of what went wrong; scores made by then are in the cache.
 */
export async function audit(request: AuditRequest, files: Files): Promise<AuditResult> {
  const { parameters, referenceModels } = request
  checkParameters(parameters)
  const paths = [request.model, ...referenceModels]
  const graphs: string[] = []
  for (const path of paths) graphs.push((await inspectModel(path, files)).model.onnx)
  const lineages = graphs.slice(1).map(graph => compareLineage(graphs[0]!, graph))
  const ownBase = isOwnBase(referenceModels, request.ownBase, lineages)

  const random = createRandom(parameters.seed)
  const loaded: ItemSet[] = []
  const { test, ref, train } = request.sets
  for (const spec of train ? [test, ref, train] : [test, ref]) loaded.push(await loadSet(spec, files))
  const parents = await parentSplits(loaded[1]!, files)
  const prepared = prepareSets(loaded)
  const { sets, roles, names } = prepared

  const models: ScoredModel[] = []
  for (const path of paths) {
    const scored = await scoreSets(path, sets, request.scoring, files)
    for (const other of models) checkComparable(other, scored)
    models.push(scored)
  }
  const aligned = alignLosses(sets, models)
  const own = aligned.losses[0]!
  checkScored(names, own)
  const yardstick = referencesCheck(...judgedModels(models, aligned, lineages))

  const contrasts = own
    .slice(1)
    .map((losses, p) => contrastOf(p === 0 ? 'delta1' : 'delta2', own[0]!, losses, random))
  const inputs = familyInputs(models, aligned, names, ownBase, parameters)
  const estimates = inputs.map(estimateFamily)
  const parentage = parentageCheck(names[1]!, parents, estimates[1])
  const checks = checksOf(prepared, aligned.sets, random).map((pair, p) =>
    p === 0 ? [...pair, ...parentage, ...yardstick] : [...pair, ...yardstick],
  )
  const evidence = inputs.map((input, p) => ({
    estimate: estimates[p]!,
    raw: input.references.length === 0 ? undefined : estimateFamily({ ...input, references: [] }),
    checks: checks[p]!,
  }))
  const families = decideFamilies(evidence, parameters.alpha)

  const bins = binsOf(own)
  const [model, ...references] = models.map(modelRecord)
  const report: AuditReport = {
    schema: 'lossgap/audit/1',
    tool: { name: 'lossgap', version: VERSION },
    ...statementsOf(shortNames(paths)[0]!, names, checks, families, contrasts, parameters),
    model: model!,
    referenceModels: references.map((record, k) => ({ ...record, lineage: { ...lineages[k]! } })),
    sets: sets.map((set, s) => setRecord(roles[s]!, set, aligned.exclusions[s]!, own[s]!, bins)),
    bins,
    contrasts,
    families,
    checks: [...new Set(checks.flat())],
    parameters,
  }
  return { report, sets, models }
}
