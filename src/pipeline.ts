import { alignLosses, checkScored } from './audit/align.js'
import { familyInputs } from './audit/family-input.js'
import { judgedModels } from './audit/judged-models.js'
import { isOwnBase } from './audit/own-base.js'
import { checkParameters } from './audit/parameters.js'
import { checksOf, prepareSets } from './audit/prepare-sets.js'
import { binsOf, modelRecord, setRecord } from './audit/records.js'
import { statementsOf } from './audit/statements.js'
import type { AuditReport, Check, Parameters } from './audit-report.js'
import { referencesCheck } from './checks/references.js'
import { contrastOf } from './gaps/contrast.js'
import { estimateFamily } from './gaps/family.js'
import type { Files } from './io/files.js'
import { compareLineage } from './models/lineage.js'
import { inspectModel, type ModelOptions } from './models/open-model.js'
import { checkComparable } from './scoring/comparable.js'
import { type ScoredModel, scoreSets } from './scoring/score-sets.js'
import type { ScoreOptions } from './scoring/score-texts.js'
import { loadSet, type SetSpec } from './sets/index.js'
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
  /** Told before scoring begins what already bars a verdict. */
  readonly onNote?: (note: string) => void
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
  const prepared = prepareSets(loaded)
  const { sets, roles, names } = prepared

  // Texts alone tell whether sets compare; scoring may take hours.
  const checksBefore = checksOf(prepared, sets, random)
  for (const note of barredBy(checksBefore[0]!)) request.onNote?.(note)

  const models: ScoredModel[] = []
  for (const path of paths) {
    const scored = await scoreSets(path, sets, request.scoring, files)
    for (const other of models) checkComparable(other, scored)
    models.push(scored)
  }
  const aligned = alignLosses(sets, models)
  const own = aligned.losses[0]!
  checkScored(names, own)
  const yardstick = referencesCheck(
    ...judgedModels(models, aligned, lineages),
    kinAmong(models.slice(1), graphs.slice(1)),
  )
  const allScored = aligned.sets.every((set, s) => set.items.length === sets[s]!.items.length)
  const checksAfter = allScored ? checksBefore : checksOf(prepared, aligned.sets, random)
  const checks = checksAfter.map(pair => [...pair, ...yardstick])

  const contrasts = own
    .slice(1)
    .map((losses, p) => contrastOf(p === 0 ? 'delta1' : 'delta2', own[0]!, losses, random))
  const evidence = familyInputs(models, aligned, names, ownBase, parameters).map((input, p) => ({
    estimate: estimateFamily(input),
    raw: input.references.length === 0 ? undefined : estimateFamily({ ...input, references: [] }),
    checks: checks[p]!,
  }))
  const families = decideFamilies(evidence, parameters.alpha)

  const bins = binsOf(own)
  const [model, ...references] = models.map(modelRecord)
  const report: AuditReport = {
    schema: 'lossgap/audit/1',
    tool: { name: 'lossgap', version: VERSION },
    ...statementsOf(
      shortNames(models.map(({ name }) => name))[0]!,
      names,
      checks,
      families,
      contrasts,
      parameters,
    ),
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

function barredBy(checks: readonly Check[]): string[] {
  return checks
    .filter(({ status }) => status === 'fail')
    .map(({ text }) => `No verdict on the test set is possible here: ${text}`)
}

/** Pairs of reference models that come from the same weights. */
function kinAmong(references: readonly ScoredModel[], graphs: readonly string[]): [string, string][] {
  const names = shortNames(references.map(({ name }) => name))
  return names.flatMap((name, a) =>
    names
      .slice(a + 1)
      .flatMap((other, b): [string, string][] =>
        compareLineage(graphs[a]!, graphs[a + 1 + b]!).kind === 'same' ? [[name, other]] : [],
      ),
  )
}
