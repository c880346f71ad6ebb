import type { AuditReport, Statement } from '../audit-report.js'
import { contrastOf } from '../gaps/contrast.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import type { AuditInHand, Judgement } from './judge.js'
import { namesOf } from './judged-models.js'
import type { Look } from './looks.js'
import { binsOf, modelRecord, setRecord } from './records.js'
import { namedFamilies, statementsOf } from './statements.js'

/** The level of the verdict, which depends on no raw gap and no name. */
export function levelAt(audit: AuditInHand, judgement: Judgement): Statement['level'] {
  const { order, recall } = judgement
  return statementsOf('', judgedFamilies(audit, judgement), [], audit.parameters, { order, recall }).verdict
    .level
}

function judgedFamilies({ paired: { names, pairs } }: AuditInHand, { families, checks }: Judgement) {
  return namedFamilies(families, names, checks, pairs?.test.reworded)
}

/** Everything that an audit found, on the items of the look at which it ended; `look` where there were several. */
export function reportOf(
  audit: AuditInHand,
  judgement: Judgement,
  models: readonly ScoredModel[],
  { tool, sequential, look }: Pick<AuditReport, 'tool' | 'sequential'> & { readonly look: Look | undefined },
): AuditReport {
  const { prepared, paired, lineages, parameters, random } = audit
  const { aligned, families, checks, order, recall } = judgement
  const own = aligned.losses[0]!
  const contrasts = own
    .slice(1, prepared.sets.length)
    .map((losses, p) => contrastOf(p === 0 ? 'delta1' : 'delta2', own[0]!, losses, random))
  const suspect = namesOf(models)[0]!
  const bins = binsOf(own)
  const [model, ...references] = models.map(modelRecord)
  return {
    schema: 'lossgap/audit/1',
    tool,
    ...statementsOf(suspect, judgedFamilies(audit, judgement), contrasts, parameters, {
      look,
      order,
      recall,
    }),
    model: model!,
    referenceModels: references.map((record, k) => ({ ...record, lineage: { ...lineages[k]! } })),
    sets: paired.sets.map((set, s) =>
      setRecord(paired.roles[s]!, set, aligned.exclusions[s]!, own[s]!, bins),
    ),
    bins,
    contrasts,
    families: [...families],
    order,
    recall,
    checks: [...new Set(checks.flat()), ...(audit.plan ? [audit.plan.check] : [])],
    sequential,
    parameters,
  }
}
