import type { Check, Family, Parameters } from '../audit-report.js'
import { numericsCheck } from '../checks/numerics.js'
import { parentageCheck } from '../checks/parentage.js'
import { referencesCheck } from '../checks/references.js'
import { windowCheck } from '../checks/window.js'
import { pairYardstickChecks, yardstickChecks } from '../checks/yardstick.js'
import { estimateFamily } from '../gaps/family.js'
import { estimateParaphrases } from '../gaps/paraphrases.js'
import { recallOf } from '../gaps/recall.js'
import type { Lineage } from '../models/lineage.js'
import type { TestedOrder } from '../order/estimate.js'
import type { OrderPlan } from '../order/plan.js'
import type { OrderRecord } from '../order-record.js'
import type { RecallRecord } from '../recall-record.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import type { Random } from '../statistics/random.js'
import { decideFamilies } from '../verdict/decide.js'
import { ineligibilities } from '../verdict/eligibility.js'
import type { Evidence } from '../verdict/evidence.js'
import { decideOrder, decidingP } from '../verdict/order.js'
import { type AlignedLosses, alignLosses, checkScored } from './align.js'
import { setCheckOf } from './checked-sets.js'
import { controlsOf } from './controls.js'
import { familyInputs } from './family-input.js'
import type { SetChecks } from './fitting-reports.js'
import { cutsOf, judgedModels, repeatsOf } from './judged-models.js'
import { kinAmong } from './kin.js'
import type { Look } from './looks.js'
import {
  type PairedAudit,
  pairChecks,
  pairChecksOfPart,
  paraphraseInput,
  positionsOf,
} from './paraphrases.js'
import { checksOf, checksOfPart, type PreparedSets } from './prepare-sets.js'
import { runsOf } from './recall-input.js'
import { gapsOf, yardstickOf } from './yardstick.js'

/** All of an audit that is known before its first text is scored. */
export interface AuditInHand {
  readonly parameters: Parameters
  /** The models' .onnx files, and how the weights of each reference lie to those of the audited model. */
  readonly graphs: readonly string[]
  readonly lineages: readonly Lineage[]
  readonly ownBase: boolean
  readonly prepared: PreparedSets
  readonly paired: PairedAudit
  /** What the whole sets' texts say, per set beside the test set. */
  readonly textChecks: readonly (readonly Check[])[]
  /** Reference items by the split of their parents. */
  readonly parents: ReadonlyMap<string, number>
  readonly setChecks: SetChecks
  readonly plan: OrderPlan | undefined
  readonly random: Random
}

/** What the losses of a look say. */
export interface Judgement {
  readonly aligned: AlignedLosses
  readonly families: readonly Family[]
  /** Per family, the checks on it. */
  readonly checks: readonly (readonly Check[])[]
  /** The model may be exposed or not: no arm can decide that, however many items are scored. */
  readonly barred: boolean
  readonly order: OrderRecord | null
  /** What the model continues word for word. */
  readonly recall: RecallRecord
}

/** Families that may take part in Holm's correction: gaps, pairs, and an order that can be tested. */
export function familiesOf({ textChecks, paired, plan }: AuditInHand): number {
  return (
    textChecks.length + [paired.pairs !== undefined, plan?.record.eligible === true].filter(Boolean).length
  )
}

/** From the scores of a look to findings: losses → estimates → checks → decisions, at the error rates of this look. */
export function judge(
  audit: AuditInHand,
  look: Look,
  models: readonly ScoredModel[],
  tested?: TestedOrder,
): Judgement {
  const { prepared, paired, lineages, graphs, ownBase, parents, setChecks } = audit
  const { names, pairs } = paired
  const parameters = { ...audit.parameters, alpha: look.alpha, equivalenceAlpha: look.equivalenceAlpha }
  const aligned = alignLosses(look.sets, models)
  checkScored(names, aligned.losses[0]!)

  const common = { ownBase, families: familiesOf(audit) }
  const inputs = familyInputs(models, aligned, prepared.names, common, parameters)
  const estimates = inputs.map(estimateFamily)
  const raw = inputs.map(input =>
    input.references.length === 0 ? undefined : estimateFamily({ ...input, references: [] }),
  )
  if (pairs)
    estimates.push(estimateParaphrases(paraphraseInput(models, aligned, names, pairs, common, parameters)))

  const yardstick = [
    ...referencesCheck(
      ...judgedModels(models, aligned, lineages),
      kinAmong(models.slice(1), graphs.slice(1)),
    ),
    numericsCheck(repeatsOf(models)),
    ...windowCheck(cutsOf(models)),
  ]
  const parentage = parentageCheck(names[1]!, parents, inputs.length > 1 ? estimates[1] : undefined)
  const { whole, atLook } = checksAt(audit, look, aligned)
  const codes = new Set(atLook.sets[0]!.map(({ code }) => code))
  // Longer or easier texts have longer runs that nobody has seen.
  const comparable = codes.has('sets_alike') && codes.has('balanced')
  const yardsticks = inputs.map((input, f) => yardstickOf(estimates[f]!, input, atLook.sets[f]!))
  const onReferences = [
    ...yardstickChecks(yardsticks[0]!),
    ...controlsOf(names[1]!, inputs[0]!, audit.random),
  ]
  const onPairs = pairs ? pairYardstickChecks({ ...yardsticks[0]!, gaps: gapsOf(estimates.at(-1)!) }) : []
  const trainYardstick = yardsticks
    .slice(1)
    .flatMap(yardstickChecks)
    .map(check => ({ ...check, name: `train split, ${check.name}` }))
  const ownChecks = (positions: readonly number[]) =>
    positions.flatMap(s => setCheckOf(names[s]!, setChecks[paired.roles[s]!]))
  const listed = ({ sets, ofPairs }: LookChecks): Check[][] => [
    ...sets.map((checks, p) => [
      ...checks,
      ...(p === 0
        ? [...parentage, ...onReferences, ...ownChecks([0, 1])]
        : [...trainYardstick, ...ownChecks([2])]),
      ...yardstick,
    ]),
    ...(pairs ? [[...ofPairs, ...onPairs, ...ownChecks(positionsOf(pairs)), ...yardstick]] : []),
  ]
  const checks = listed(atLook)
  const evidence = estimates.map((estimate, f): Evidence => ({ estimate, raw: raw[f], checks: checks[f]! }))
  const lasting = listed(whole)
  const [own, ...others] = runsOf(models, look.sets, aligned.sets)
  return {
    aligned,
    families: decideFamilies(evidence, look.alpha, {
      order: decidingP(tested),
      guardAlpha: audit.parameters.alpha,
    }),
    order: tested ? decideOrder(tested, evidence, look.alpha) : null,
    recall: recallOf(own!, others, { alpha: look.alpha, comparable }),
    checks,
    barred: estimates.every(
      (estimate, f) => estimate.name === 'train-split' || ineligibilities(estimate, lasting[f]!).length > 0,
    ),
  }
}

interface LookChecks {
  readonly sets: readonly (readonly Check[])[]
  readonly ofPairs: readonly Check[]
}

/** Checks on the whole sets, whatever is scored of them, and on what is compared at a look. */
function checksAt(
  { prepared, paired: { sets, names, pairs }, textChecks, random }: AuditInHand,
  look: Look,
  aligned: AlignedLosses,
): { whole: LookChecks; atLook: LookChecks } {
  const pairsIn = (loaded: Look['sets'], compared: Pick<AlignedLosses, 'sets'>) =>
    pairs ? pairChecks(loaded, compared, names, pairs) : []
  const whole = { sets: textChecks, ofPairs: pairsIn(sets, { sets }) }
  const ofPairs = pairsIn(look.sets, aligned)
  if (look.sets !== sets) {
    return {
      whole,
      atLook: {
        sets: checksOfPart(prepared, textChecks, aligned.sets),
        ofPairs: pairChecksOfPart(whole.ofPairs, ofPairs),
      },
    }
  }
  const allScored = aligned.sets.every((set, s) => set.items.length === sets[s]!.items.length)
  return {
    whole,
    atLook: { sets: allScored ? textChecks : checksOf(prepared, aligned.sets, random), ofPairs },
  }
}
