import { withoutDropped } from './audit/checked-sets.js'
import { type AuditedSets, fittingReports } from './audit/fitting-reports.js'
import { type AuditInHand, familiesOf, judge } from './audit/judge.js'
import { planLooks, wholeLook } from './audit/looks.js'
import { isOwnBase } from './audit/own-base.js'
import { checkParameters } from './audit/parameters.js'
import { addPairings } from './audit/paraphrases.js'
import { checksOf, prepareSets } from './audit/prepare-sets.js'
import { levelAt, reportOf } from './audit/report.js'
import { lookNote, reasonToStop, sequentialRecord } from './audit/sequential.js'
import type { AuditReport, Check, Parameters, Statement } from './audit-report.js'
import type { Files } from './io/files.js'
import { compareLineage } from './models/lineage.js'
import { inspectModel, type ModelOptions } from './models/open-model.js'
import type { OrderRequest } from './order/plan.js'
import { orderPlan, refuseOrder, runOrder } from './order/run.js'
import { modelScorers } from './scoring/score-models.js'
import type { ScoredModel } from './scoring/score-sets.js'
import type { ScoreOptions } from './scoring/score-texts.js'
import type { SetCheckReport } from './set-checks/report.js'
import { loadSet, parentSplits, type SetSpec } from './sets/index.js'
import { createRandom } from './statistics/random.js'
import type { ItemSet, Role } from './types.js'
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
  /** Reports of `lossgap sets check` on sets of this audit, recognised by the hashes of files and items. */
  readonly setChecks?: readonly SetCheckReport[]
  /** Score part of the items first, and the rest only as far as the verdict needs it (docs/decision.md). */
  readonly sequential?: boolean
  /** Also test whether the order of the test set's file is known. */
  readonly order?: OrderRequest | undefined
  /** Told before scoring begins what already bars a verdict, and between looks that it goes on. */
  readonly onNote?: (note: string) => void
}

/** A report, and the scores that it was made from. */
export interface AuditResult {
  readonly report: AuditReport
  /** With the items that were scored. */
  readonly sets: readonly ItemSet[]
  readonly models: readonly ScoredModel[]
}

/**
 * From files to a verdict: sets → checks → scores → gaps → findings → report. What can fail fast does so before the
 * first text is scored. A sequential audit scores and judges look by look, until a look settles it.
 * @throws LossgapError with the exit code of what went wrong; scores made by then are in the cache.
 */
export async function audit(request: AuditRequest, files: Files): Promise<AuditResult> {
  const { parameters, sequential = false, onNote = () => {} } = request
  const inHand = await prepare(request, files)
  // Texts alone tell whether sets compare; scoring may take hours.
  for (const note of barredBy(inHand.textChecks[0]!)) onNote(note)

  const looks = sequential
    ? planLooks(inHand.paired, parameters, inHand.random)
    : [wholeLook(inHand.paired, parameters)]
  const scorers = modelScorers([request.model, ...request.referenceModels], request.scoring, files)
  const levels: Statement['level'][] = []
  try {
    for (;;) {
      const look = looks[levels.length]!
      const last = look === looks.at(-1)
      const models = await scorers.score(look.sets, last)
      const order = await runOrder(inHand.plan, request, familiesOf(inHand), models, files)
      const judgement = judge(inHand, look, models, order)
      levels.push(levelAt(inHand, judgement))
      const because = reasonToStop(levels.at(-1)!, { barred: judgement.barred, last })
      if (because === undefined) {
        onNote(lookNote(looks, levels.length))
        continue
      }
      const report = reportOf(inHand, judgement, models, {
        tool: { name: 'lossgap', version: VERSION },
        sequential: sequential ? sequentialRecord(looks, levels, because) : null,
        look: looks.length > 1 ? look : undefined,
      })
      return { report, sets: look.sets, models }
    }
  } finally {
    await scorers.close()
  }
}

/** Everything that needs no score: models are found, sets read, shared items taken out, texts compared. */
async function prepare(request: AuditRequest, files: Files): Promise<AuditInHand> {
  const { parameters, referenceModels } = request
  checkParameters(parameters)
  refuseOrder(request)
  const graphs: string[] = []
  for (const path of [request.model, ...referenceModels])
    graphs.push((await inspectModel(path, files)).model.onnx)
  const lineages = graphs.slice(1).map(graph => compareLineage(graphs[0]!, graph))
  const ownBase = isOwnBase(referenceModels, request.ownBase, lineages)

  const random = createRandom(parameters.seed)
  const loaded: ItemSet[] = []
  const { test, ref, train } = request.sets
  for (const spec of train ? [test, ref, train] : [test, ref]) loaded.push(await loadSet(spec, files))
  const parents = await parentSplits(loaded[1]!, files)
  const reworded = await loadParaphrases(request.sets, files)
  const whole: AuditedSets = {
    ...{ test: loaded[0], ref: loaded[1], train: loaded[2] },
    ...{ paraphrase: reworded.test, 'ref-paraphrase': reworded.control },
  }
  const setChecks = fittingReports(whole, request.setChecks ?? [])
  const usable = (role: Role) => {
    const set = whole[role]
    return set && withoutDropped(set, setChecks[role])
  }
  const prepared = prepareSets([usable('test')!, usable('ref')!, ...(train ? [usable('train')!] : [])])
  const paired = addPairings(prepared, { test: usable('paraphrase'), control: usable('ref-paraphrase') })
  const textChecks = checksOf(prepared, paired.sets, random)
  const plan = await orderPlan(request, loaded[0]!, paired.names[0]!, random, files)
  return {
    parameters,
    graphs,
    lineages,
    ownBase,
    prepared,
    paired,
    textChecks,
    parents,
    setChecks,
    plan,
    random,
  }
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
