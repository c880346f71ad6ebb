import { alignLosses, checkScored } from './audit/align.js'
import { refuseStrayReports, setCheckOf, withoutDropped } from './audit/checked-sets.js'
import { familyInputs } from './audit/family-input.js'
import { judgedModels } from './audit/judged-models.js'
import { kinAmong } from './audit/kin.js'
import { isOwnBase } from './audit/own-base.js'
import { checkParameters } from './audit/parameters.js'
import { addPairings, mapped, pairChecks, paraphraseInput, positionsOf } from './audit/paraphrases.js'
import { checksOf, prepareSets } from './audit/prepare-sets.js'
import { binsOf, modelRecord, setRecord } from './audit/records.js'
import { namedFamilies, statementsOf } from './audit/statements.js'
import type { AuditReport, Check, Parameters } from './audit-report.js'
import { parentageCheck } from './checks/parentage.js'
import { referencesCheck } from './checks/references.js'
import { contrastOf } from './gaps/contrast.js'
import { estimateFamily } from './gaps/family.js'
import { estimateParaphrases } from './gaps/paraphrases.js'
import type { Files } from './io/files.js'
import { compareLineage } from './models/lineage.js'
import { inspectModel, type ModelOptions } from './models/open-model.js'
import type { OrderRequest } from './order/plan.js'
import { orderPlan, refuseSample, runOrder } from './order/run.js'
import { checkComparable } from './scoring/comparable.js'
import { type ScoredModel, scoreSets } from './scoring/score-sets.js'
import type { ScoreOptions } from './scoring/score-texts.js'
import type { SetCheckReport } from './set-checks/report.js'
import { loadSet, parentSplits, type SetSpec } from './sets/index.js'
import { shortNames } from './short-names.js'
import { createRandom } from './statistics/random.js'
import type { ItemSet } from './types.js'
import { decideFamilies } from './verdict/decide.js'
import type { Evidence } from './verdict/evidence.js'
import { decideOrder, decidingP } from './verdict/order.js'
import { VERSION } from './version.js'

export interface AuditRequest {
  readonly model: string
  /** Models that have not seen the benchmark, or the one that the audited model was trained on from. */
  readonly referenceModels: readonly string[]
  /** Says that the single reference is the audited model's base, where their weights cannot be compared. */
  readonly ownBase: boolean
  readonly sets: {
    readonly test: SetSpec
    readonly ref: SetSpec
    readonly train?: SetSpec | undefined
    /** Paraphrases of the test set's items, under the ids of those. */
    readonly paraphrase?: SetSpec | undefined
    /** Paraphrases of the reference set's items by the same hand: what rewording alone does. */
    readonly refParaphrase?: SetSpec | undefined
  }
  readonly scoring: ModelOptions & ScoreOptions
  readonly parameters: Parameters
  /** Reports of `lossgap sets check` on sets of this audit, recognised by the files' hashes. */
  readonly setChecks?: readonly SetCheckReport[]
  /** Also test whether the order of the test set's file is known. */
  readonly order?: OrderRequest | undefined
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
  refuseSample(request)
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
  const reworded = await loadParaphrases(request.sets, files)
  const { setChecks = [] } = request
  refuseStrayReports([...loaded, ...Object.values(reworded)], setChecks)
  const usable = (set: ItemSet) => withoutDropped(set, setChecks)
  const prepared = prepareSets(loaded.map(usable))
  const pairings = addPairings(prepared, mapped(reworded, usable))
  const { sets, roles, names } = pairings

  // Texts alone tell whether sets compare; scoring may take hours.
  const checksBefore = checksOf(prepared, sets, random)
  for (const note of barredBy(checksBefore[0]!)) request.onNote?.(note)
  const plan = await orderPlan(request, loaded[0]!, names[0]!, random, files)

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

  const contrasts = own
    .slice(1, loaded.length)
    .map((losses, p) => contrastOf(p === 0 ? 'delta1' : 'delta2', own[0]!, losses, random))
  const further = [pairings.pairs !== undefined, plan?.record.eligible === true].filter(Boolean)
  const common = { ownBase, families: checksAfter.length + further.length }
  const inputs = familyInputs(models, aligned, prepared.names, common, parameters)
  const estimates = inputs.map(estimateFamily)
  const parentage = parentageCheck(names[1]!, parents, estimates[1])
  const ownChecks = (positions: readonly number[]) =>
    positions.flatMap(s => setCheckOf(names[s]!, sets[s]!, setChecks))
  const evidence = inputs.map(
    (input, p): Evidence => ({
      estimate: estimates[p]!,
      raw: input.references.length === 0 ? undefined : estimateFamily({ ...input, references: [] }),
      checks: [...checksAfter[p]!, ...(p === 0 ? [...parentage, ...ownChecks([0, 1])] : []), ...yardstick],
    }),
  )
  if (pairings.pairs) {
    evidence.push({
      estimate: estimateParaphrases(
        paraphraseInput(models, aligned, names, pairings.pairs, common, parameters),
      ),
      checks: [
        ...pairChecks(sets, aligned, names, pairings.pairs),
        ...ownChecks(positionsOf(pairings.pairs)),
        ...yardstick,
      ],
    })
  }
  const ran = await runOrder(plan, request, common.families, models, files)
  const families = decideFamilies(evidence, parameters.alpha, decidingP(ran))
  const order = ran ? decideOrder(ran, evidence, parameters.alpha) : null
  const judged = namedFamilies(
    families,
    names,
    evidence.map(one => one.checks),
    pairings.pairs?.test.reworded,
  )

  const bins = binsOf(own)
  const [model, ...references] = models.map(modelRecord)
  const report: AuditReport = {
    schema: 'lossgap/audit/1',
    tool: { name: 'lossgap', version: VERSION },
    ...statementsOf(shortNames(models.map(({ name }) => name))[0]!, judged, contrasts, parameters, order),
    model: model!,
    referenceModels: references.map((record, k) => ({ ...record, lineage: { ...lineages[k]! } })),
    sets: sets.map((set, s) => setRecord(roles[s]!, set, aligned.exclusions[s]!, own[s]!, bins)),
    bins,
    contrasts,
    families,
    order,
    checks: [...new Set(evidence.flatMap(one => one.checks)), ...(plan ? [plan.check] : [])],
    parameters,
  }
  return { report, sets, models }
}

function barredBy(checks: readonly Check[]): string[] {
  return checks
    .filter(({ status }) => status === 'fail')
    .map(({ text }) => `No verdict on the test set is possible here: ${text}`)
}

/** The paraphrase sets of a request, whole: what is not paired with an item is left out later. */
async function loadParaphrases(
  { test, paraphrase, refParaphrase }: AuditRequest['sets'],
  files: Files,
): Promise<{ test?: ItemSet; control?: ItemSet }> {
  if (paraphrase === undefined) return {}
  const load = (spec: SetSpec) =>
    loadSet({ ...spec, template: spec.template ?? test.template, sample: undefined }, files)
  return {
    test: await load(paraphrase),
    ...(refParaphrase === undefined ? {} : { control: await load(refParaphrase) }),
  }
}
