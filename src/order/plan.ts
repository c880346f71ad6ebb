import type { Check, Reason } from '../audit-report.js'
import { orderCheck } from '../checks/order.js'
import { LossgapError } from '../errors.js'
import type { OrderRecord } from '../order-record.js'
import type { Random } from '../statistics/random.js'
import type { Item, ItemSet } from '../types.js'
import { cutShards } from './shards.js'
import { type OrderWord, type PublishedFile, wordFor } from './word.js'

/** An order test as it is asked for. */
export interface OrderRequest {
  readonly word: OrderWord
  readonly shards: number
  readonly permutations: number
  /** What is known of published files. */
  readonly published: readonly PublishedFile[]
}

/** What an order test will do, and whether it may: known from the texts, before any model is asked. */
export interface OrderPlan {
  readonly record: Omit<OrderRecord, 'estimate' | 'pHolm' | 'finding'>
  readonly check: Check
  readonly shards: readonly (readonly Item[])[]
  readonly random: Random
}

/** @throws LossgapError when the order is nobody's, or the test could never find anything. */
export function planOrder(
  { word, shards, permutations, published }: OrderRequest,
  set: ItemSet,
  madeBy: string | undefined,
  name: string,
  alpha: number,
  random: Random,
): OrderPlan {
  const vouched = wordFor(set, word, { published, madeBy })
  const { items } = set
  if (items.length < 2 * shards || shards < 2) {
    throw new LossgapError(
      'USAGE',
      `--shards ${shards} does not fit ${set.name} with its ${items.length} items: there must be two shards or more, and two items or more in each`,
      items.length < 4
        ? 'The order test needs a longer file'
        : `Use --shards ${Math.max(2, Math.floor(items.length / 4))} or so`,
    )
  }
  if ((permutations + 1) ** -shards > alpha) {
    throw new LossgapError(
      'USAGE',
      `With ${shards} shards and ${permutations} permutations no p-value can be as small as α = ${alpha}`,
      'Raise --shards or --permutations',
    )
  }
  const check = orderCheck(name, items, random.stream('neighbours'))
  const because: Reason[] = check.status === 'fail' ? [{ code: check.code, text: check.text }] : []
  return {
    record: {
      question: `Is the order of ${name} likelier than random orders of its items?`,
      set: name,
      ...vouched,
      items: items.length,
      shards,
      permutations,
      eligible: because.length === 0,
      ineligibleBecause: because,
    },
    check,
    shards: cutShards(items, shards),
    random,
  }
}
