import type { Parameters } from '../audit-report.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { ModelOptions } from '../models/open-model.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import type { ScoreOptions } from '../scoring/score-texts.js'
import { manifestBeside, type SetSpec } from '../sets/index.js'
import type { Random } from '../statistics/random.js'
import type { ItemSet } from '../types.js'
import { estimateOrder, type TestedOrder, untestedOrder } from './estimate.js'
import { type OrderPlan, type OrderRequest, planOrder } from './plan.js'
import { type OrderCost, scoreOrder } from './score-order.js'

/** What of an audit the order test takes part in. */
export interface OrderedAudit {
  readonly model: string
  readonly sets: { readonly test: SetSpec }
  readonly scoring: ModelOptions & ScoreOptions
  readonly parameters: Parameters
  readonly order?: OrderRequest | undefined
  readonly onNote?: ((note: string) => void) | undefined
}

/**
 * @throws LossgapError USAGE for a sample, since which items stand beside each other is what the order test is about,
 * and for looks at parts of the file, which it would have to read whole before the first of them.
 */
export function refuseOrder({
  order,
  sets,
  sequential,
}: Pick<OrderedAudit, 'order' | 'sets'> & { readonly sequential?: boolean | undefined }): void {
  const { path, sample } = sets.test
  if (order !== undefined && sequential)
    throw new LossgapError(
      'USAGE',
      '--order reads the whole file, and --sequential is there to avoid that',
      'Leave one of them out',
    )
  if (order === undefined || sample === undefined) return
  throw new LossgapError(
    'USAGE',
    `--order cannot be tested on a random choice of items (--sample ${sample.count}): neighbours of the file would no longer be neighbours`,
    `Leave --sample out, or name a stretch of the file such as ${path}#0:${sample.count}`,
  )
}

/** The plan of an order test, when there is to be one. The set is the file as it is, nothing dropped but repeats. */
export async function orderPlan(
  { order, parameters, onNote }: OrderedAudit,
  set: ItemSet,
  name: string,
  random: Random,
  files: Files,
): Promise<OrderPlan | undefined> {
  if (order === undefined) return undefined
  const made = await manifestBeside(set.path, files)
  const madeBy = made && `lossgap sets (${made.generator.name})`
  const plan = planOrder(order, set, madeBy, name, parameters.alpha, random.stream('order'))
  for (const { text } of plan.record.ineligibleBecause) onNote?.(`No order test: ${text}`)
  return plan
}

/**
 * Carries a plan out, unless the order is unfit: then nothing is scored. `families` is the number over which Holm
 * corrects, `models` what this audit has scored besides.
 */
export async function runOrder(
  plan: OrderPlan | undefined,
  { model, scoring, parameters, onNote }: OrderedAudit,
  families: number,
  models: readonly ScoredModel[],
  files: Files,
): Promise<TestedOrder | undefined> {
  if (plan === undefined) return undefined
  if (!plan.record.eligible) return untestedOrder(plan)
  const besides = models
    .flatMap(({ scores }) => scores.flat())
    .reduce((sum, item) => sum + (item?.logProb.length ?? 0), 0)
  const scored = await scoreOrder(model, plan, scoring, files, cost => onNote?.(costNote(cost, besides)))
  return estimateOrder(plan, scored, parameters, families)
}

function costNote({ passes, tokens, tokensRead }: OrderCost, besides: number): string {
  const share = Math.floor((100 * tokensRead) / (tokensRead + besides))
  const windows =
    tokensRead > 1.05 * tokens ? ` (${tokensRead} to read, since shards are longer than the window)` : ''
  return `The order test takes ${passes} texts with ${tokens} tokens to score${windows}: about ${share} % of this audit. It may be stopped and goes on from there, where scores are kept; --shards and --permutations make it cheaper`
}
