import { alignLosses, without } from './audit/align.js'
import { binsOf, modelRecord, setRecord } from './audit/records.js'
import type { AuditReport, Check, Parameters } from './audit-report.js'
import { blindCheck } from './checks/blind.js'
import type { SetPair } from './checks/check.js'
import { overlapCheck } from './checks/overlap.js'
import { sizeCheck } from './checks/size.js'
import { LossgapError } from './errors.js'
import { contrastOf } from './gaps/contrast.js'
import { estimateFamily, type FamilyInput, type ModelPair } from './gaps/family.js'
import type { Files } from './io/files.js'
import { compareLineage, type Lineage } from './models/lineage.js'
import { findModel } from './models/model-files.js'
import type { ModelOptions } from './models/open-model.js'
import { checkComparable } from './scoring/comparable.js'
import { type ScoredModel, scoreSets } from './scoring/score-sets.js'
import type { ScoreOptions } from './scoring/score-texts.js'
import { loadSet, type SetSpec } from './sets/index.js'
import { shortNames } from './short-names.js'
import { createRandom } from './statistics/random.js'
import type { ItemLoss, ItemSet, Role } from './types.js'
import { decideFamilies } from './verdict/decide.js'
import type { Evidence } from './verdict/evidence.js'
import { testStatement, trainStatement } from './verdict/wording.js'
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

/** From files to a verdict: sets → scores → gaps → checks → verdict → report. */
export async function audit(request: AuditRequest, files: Files): Promise<AuditResult> {
  const paths = [request.model, ...request.referenceModels]
  const graphs: string[] = []
  for (const path of paths) graphs.push((await findModel(path, files)).onnx)

  const { sets, roles, overlaps } = await loadSets(request, files)
  const names = shortNames(sets.map(set => set.name))
  const pairs = pairsOf(sets, names)
  const random = createRandom(request.parameters.seed)
  const checks = pairs.map((pair, p) => checksOf(pair, overlaps[p]!, random))

  const models: ScoredModel[] = []
  for (const path of paths) models.push(await scoreSets(path, sets, request.scoring, files))
  const [suspect, ...references] = models as [ScoredModel, ...ScoredModel[]]
  models.forEach((model, m) => {
    for (const other of models.slice(m + 1)) checkComparable(model, other)
  })
  const lineages = graphs.slice(1).map(graph => compareLineage(graphs[0]!, graph))

  const { losses, exclusions } = alignLosses(sets, models)
  checkNotEmpty(sets, losses[0]!)
  const contrasts = pairs.map((_, p) =>
    contrastOf(p === 0 ? 'delta1' : 'delta2', losses[0]![0]!, losses[0]![p + 1]!, random),
  )
  const evidence = pairs.map(
    (pair, p): Evidence => ({
      estimate: estimateFamily(
        familyInput(p, pair, models, losses, isOwnBase(request, lineages), request.parameters),
      ),
      checks: checks[p]!,
    }),
  )
  const families = decideFamilies(evidence, request.parameters.alpha)

  const bins = binsOf(losses[0]!)
  const records = sets.map((set, s) => setRecord(roles[s]!, set, exclusions[s]!, losses[0]![s]!, bins))
  const [model] = shortNames([request.model, ...request.referenceModels])
  const common = { model: model!, parameters: request.parameters, delta2: contrasts[1] }
  const [test, ref, train] = records
  const report: AuditReport = {
    schema: 'lossgap/audit/1',
    tool: { name: 'lossgap', version: VERSION },
    verdict: testStatement({
      ...common,
      family: families[0]!,
      exposedSet: names[0]!,
      unexposedSet: names[1]!,
      unexposedLoss: ref!.loss.itemWeighted,
      checks: checks[0]!,
    }),
    trainSplit: train
      ? trainStatement({
          ...common,
          family: families[1]!,
          exposedSet: names[2]!,
          unexposedSet: names[0]!,
          unexposedLoss: test!.loss.itemWeighted,
          checks: checks[1]!,
        })
      : null,
    model: modelRecord(suspect),
    referenceModels: references.map((model, k) => ({ ...modelRecord(model), lineage: { ...lineages[k]! } })),
    sets: records,
    bins,
    contrasts,
    families,
    checks: checks.flat(),
    parameters: request.parameters,
  }
  return { report, sets, models }
}

/** Reads the sets; items that the exposed set shares with another are taken out of the latter. */
async function loadSets({ sets: specs }: AuditRequest, files: Files) {
  const test = await loadSet(specs.test, files)
  const others = [await loadSet(specs.ref, files)]
  if (specs.train) others.push(await loadSet(specs.train, files))
  const names = shortNames([test, ...others].map(set => set.name))
  const overlaps = pairsOf([test, ...others], names).map(overlapCheck)
  const kept = others.map((other, o) => without(other, overlaps[o]!.shared, 'also in the test set'))
  const roles: Role[] = ['test', 'ref', 'train']
  return { sets: [test, ...kept], roles, overlaps: overlaps.map(({ check }) => check) }
}

/** The test set against each other set. */
function pairsOf([test, ...others]: readonly ItemSet[], names: readonly string[]): SetPair[] {
  return others.map((other, o) => ({
    firstName: names[0]!,
    first: test!.items,
    secondName: names[o + 1]!,
    second: other.items,
  }))
}

function checksOf(pair: SetPair, overlap: Check, random: ReturnType<typeof createRandom>): Check[] {
  const size = sizeCheck(pair)
  return [size, overlap, ...blindCheck(pair, random.stream(`blind ${pair.secondName}`))]
}

/**
 * Family 0 asks whether the test set is too familiar beside the reference set, family 1 whether the train split is
 * beside the test set.
 */
function familyInput(
  position: number,
  pair: SetPair,
  models: readonly ScoredModel[],
  losses: readonly (readonly (readonly ItemLoss[])[])[],
  ownBase: boolean,
  { alpha, equivalenceAlpha, power, effectFloor }: Parameters,
): FamilyInput {
  const [exposed, unexposed] = position === 0 ? [0, 1] : [2, 0]
  const [suspect, ...references] = models.map(
    (model, m): ModelPair => ({
      name: model.name,
      tokenizerSha256: model.identity.tokenizerSha256,
      exposed: losses[m]![exposed]!,
      unexposed: losses[m]![unexposed]!,
    }),
  )
  const question =
    position === 0
      ? `Is ${pair.firstName} more familiar than ${pair.secondName}?`
      : `Is ${pair.secondName} more familiar than ${pair.firstName}?`
  const name = position === 0 ? 'loss-gap' : 'train-split'
  return {
    name,
    question,
    suspect: suspect!,
    references,
    ownBase,
    alpha,
    equivalenceAlpha,
    power,
    effectFloor,
  }
}

function isOwnBase({ referenceModels, ownBase }: AuditRequest, lineages: readonly Lineage[]): boolean {
  if (referenceModels.length !== 1) return false
  const { kind } = lineages[0]!
  if (ownBase && kind === 'different') {
    throw new LossgapError(
      'USAGE',
      `--own-base: the weights of ${referenceModels[0]} are not those that the audited model was trained on from (median cosine ${lineages[0]!.cosine?.toFixed(2)})`,
      'Leave --own-base out, or name the base model or an earlier checkpoint with --reference-model',
    )
  }
  return ownBase || kind === 'same'
}

function checkNotEmpty(sets: readonly ItemSet[], losses: readonly (readonly ItemLoss[])[]): void {
  const empty = losses.findIndex(items => items.length < 2)
  if (empty < 0) return
  throw new LossgapError(
    'SET_TOO_SMALL',
    `${sets[empty]!.name} has ${losses[empty]!.length} items with a token to predict`,
    'Give it two items or more; a verdict needs 100',
  )
}
