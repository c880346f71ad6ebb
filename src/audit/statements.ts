import type { AuditReport, Check, Contrast, Family, Parameters } from '../audit-report.js'
import type { OrderRecord } from '../order-record.js'
import type { RecallRecord } from '../recall-record.js'
import { armsStatement } from '../verdict/arms.js'
import { withOrder } from '../verdict/order.js'
import { withRecall } from '../verdict/recall.js'
import { type StatementInput, trainStatement } from '../verdict/wording.js'

/** A family with the sets that it compares and the checks on them. */
export interface NamedFamily extends Pick<StatementInput, 'exposedSet' | 'unexposedSet' | 'checks'> {
  readonly family: Family
}

/** What else there is to say of the test set than its losses. */
interface Beside {
  readonly look?: StatementInput['look']
  readonly order?: OrderRecord | null | undefined
  readonly recall?: RecallRecord | undefined
}

/** The verdict on the test set, and the separate statement on the train split when there is one. */
export function statementsOf(
  model: string,
  { test, train }: { readonly test: readonly NamedFamily[]; readonly train?: NamedFamily | undefined },
  contrasts: readonly Contrast[],
  parameters: Parameters,
  { look, order = null, recall }: Beside = {},
): Pick<AuditReport, 'verdict' | 'trainSplit'> {
  const common = { model, parameters, look, delta2: contrasts[1] }
  const byLoss = armsStatement(test.map(arm => ({ ...common, ...arm })))
  const arms = recall === undefined ? byLoss : withRecall(byLoss, recall, model, test)
  return {
    verdict: order === null ? arms : withOrder(arms, order, model, parameters),
    trainSplit: train ? trainStatement({ ...common, ...train }) : null,
  }
}

/** Which sets each family compares: positions as in the audit, test, reference, train split. */
export function namedFamilies(
  families: readonly Family[],
  names: readonly string[],
  checks: readonly (readonly Check[])[],
  reworded: number | undefined,
): { test: NamedFamily[]; train: NamedFamily | undefined } {
  const [test, ref, train] = names
  const sets = {
    'loss-gap': [test, ref],
    'train-split': [train, test],
    paraphrase: [test, reworded === undefined ? undefined : names[reworded]],
  } as const
  const all = families.map((family, f): NamedFamily => {
    const [exposedSet, unexposedSet] = sets[family.name]
    return { family, exposedSet: exposedSet!, unexposedSet: unexposedSet!, checks: checks[f]! }
  })
  const isTrain = ({ family }: NamedFamily) => family.name === 'train-split'
  return { test: all.filter(one => !isTrain(one)), train: all.find(isTrain) }
}
