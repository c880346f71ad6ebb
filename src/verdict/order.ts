import type { Parameters, Statement } from '../audit-report.js'
import { percent, pRelation } from '../format.js'
import type { OrderRecord } from '../order-record.js'
import { correctedPValues } from './correction.js'
import type { Evidence } from './evidence.js'

type TestedOrder = Omit<OrderRecord, 'pHolm' | 'finding'>

/** The p-value with which an order test takes part in Holm's correction; undefined where it may not decide. */
export function decidingP(order: TestedOrder | undefined): number | undefined {
  return order?.eligible ? order.estimate?.pValue : undefined
}

/** Found iff p_Holm ≤ α. There is no floor: a model that never saw the file has no reason at all to know its order. */
export function decideOrder(order: TestedOrder, evidence: readonly Evidence[], alpha: number): OrderRecord {
  const pHolm = correctedPValues(evidence, decidingP(order)).order ?? null
  return { ...order, pHolm, finding: pHolm !== null && pHolm <= alpha ? 'found' : 'open' }
}

/**
 * The verdict on the test set with the order test beside its arms. An order that is found decides, whatever the gaps
 * say: no difference between sets can imitate it. One that is not found changes no level, since most ways of seeing
 * the items leave no trace of their order.
 */
export function withOrder(
  arms: Statement,
  order: OrderRecord,
  model: string,
  { alpha }: Pick<Parameters, 'alpha'>,
): Statement {
  const { set, estimate, pHolm, word, shards, ineligibleBecause } = order
  if (pHolm === null || estimate === null) {
    const texts = ineligibleBecause.map(({ text }) => text).join('; ')
    return {
      ...arms,
      evidence: `${arms.evidence} The order of ${set} could not be tested.`,
      ...(arms.level === 'inconclusive'
        ? { reasons: [...arms.reasons, ...ineligibleBecause] }
        : { alternatives: [...arms.alternatives, `No test of the order of ${set}: ${texts}.`] }),
    }
  }
  if (order.finding === 'open') {
    return {
      ...arms,
      evidence: `${arms.evidence} It does not find the order of ${set} likelier than random ones (p ${pRelation(pHolm)}), which clears nothing: items that were seen in another order leave no such trace.`,
    }
  }
  return {
    level: 'exposure-strong',
    headline: `${model} has seen ${set} in this order.`,
    evidence: `It finds the items of ${set} likelier in the order of the file than in random orders, by ${estimate.effect.toFixed(1)} nats on average over ${shards} stretches (p ${pRelation(pHolm)}). ${arms.evidence}`,
    errorRate: `Of models that have not seen the file in this order at most ${percent(alpha)} would be called exposed by this rule, provided that nothing but chance put its items in this order.`,
    reasons: [],
    alternatives: [
      `That this is the order in which ${set} is published rests on this: ${word}.`,
      'A model that has never seen the file may prefer an order that follows the content; the check of neighbouring items found no sign of that.',
      ...(arms.level === 'inconclusive' || arms.level === 'no-exposure-detected'
        ? [
            'That the losses of the items do not settle it takes nothing from the order test, which needs no other set and no other model.',
          ]
        : arms.alternatives),
    ],
  }
}
