import type { Parameters } from '../audit-report.js'
import type { OrderRecord } from '../order-record.js'
import { mean } from '../statistics/moments.js'
import { orderTest, tellsOrders } from '../statistics/order-test.js'
import { minimumDetectableEffect } from '../statistics/power.js'
import type { OrderPlan } from './plan.js'
import type { ScoredOrder } from './score-order.js'

/** An order test before Holm's correction. */
export type TestedOrder = Omit<OrderRecord, 'pHolm' | 'finding'>

/** A plan that may not be carried out, as the report states it: no number stands for what was not measured. */
export function untestedOrder({ record }: OrderPlan): TestedOrder {
  return { ...record, estimate: null }
}

/** What the scores of a plan say. `families` is the number of families over which Holm corrects. */
export function estimateOrder(
  { record }: OrderPlan,
  { shards, tokens }: ScoredOrder,
  { alpha, power }: Pick<Parameters, 'alpha' | 'power'>,
  families: number,
): TestedOrder {
  if (!tellsOrders(shards)) {
    return {
      ...record,
      eligible: false,
      ineligibleBecause: [
        {
          code: 'order_not_read',
          text: 'Every order of the items is equally likely to this model: it does not see from one item to the next',
        },
      ],
      estimate: null,
    }
  }
  const { ranks, ...test } = orderTest(shards)
  return {
    ...record,
    estimate: {
      tokens,
      ...test,
      effectPerToken: (test.effect * shards.length) / tokens,
      minimumDetectableEffect: minimumDetectableEffect(test, { alpha: alpha / families, power }),
      perShard: shards.map(({ canonical, permuted }, s) => ({
        canonical,
        permuted: mean(permuted),
        rank: ranks[s]!,
      })),
    },
  }
}
