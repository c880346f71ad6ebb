import type { Files } from '../io/files.js'
import { type Model, type ModelOptions, openModel } from '../models/open-model.js'
import type { Progress } from '../scoring/run-jobs.js'
import { framingOf, type ScoreOptions } from '../scoring/score-texts.js'
import { openTotals } from '../scoring/score-totals.js'
import { windowsOf } from '../scoring/windows.js'
import type { ShardScores } from '../statistics/order-test.js'
import type { OrderPlan } from './plan.js'
import { wholeProgress } from './progress.js'
import { textOf, textsOf } from './shards.js'

/** What the order test costs, counted before it starts. */
export interface OrderCost {
  readonly passes: number
  /** Tokens that are predicted, and those that are read for it: texts longer than the window are read twice. */
  readonly tokens: number
  readonly tokensRead: number
}

export interface ScoredOrder {
  readonly shards: readonly ShardScores[]
  /** Predicted tokens of the file in its own order. */
  readonly tokens: number
}

/** Scores every shard in its own order and in random ones under one model; finished texts are kept in the cache. */
export async function scoreOrder(
  path: string,
  plan: OrderPlan,
  options: ModelOptions & ScoreOptions,
  files: Files,
  onCost: (cost: OrderCost) => void,
): Promise<ScoredOrder> {
  const model = await openModel(path, options, files)
  try {
    return await scoreShards(model, plan, options, onCost)
  } finally {
    await model.backend.dispose()
  }
}

export async function scoreShards(
  model: Model,
  { record, shards, random }: OrderPlan,
  options: ScoreOptions,
  onCost: (cost: OrderCost) => void,
): Promise<ScoredOrder> {
  const texts = record.permutations + 1
  const sizes = shards.map(items => sizeOf(model, textOf(items), options))
  const passes = texts * shards.length
  const tokens = texts * sizes.reduce((sum, size) => sum + size.tokens, 0)
  const tokensRead = texts * sizes.reduce((sum, size) => sum + size.read, 0)
  onCost({ passes, tokens, tokensRead })

  const totals = openTotals(model, options)
  const whole = wholeProgress(`${model.backend.name}, order test`, passes, tokens, progress =>
    options.onProgress?.(progress),
  )
  const scores: ShardScores[] = []
  let ownTokens = 0
  for (const [s, items] of shards.entries()) {
    const requests = textsOf(items, record.permutations, random.stream(`shard ${s}`)).map((text, order) => ({
      text,
      label: `shard ${s + 1} of ${record.set}${order === 0 ? '' : `, random order ${order}`}`,
    }))
    whole.enter(texts * sizes[s]!.tokens)
    let last: Progress | undefined
    const [own, ...permuted] = await totals.score(requests, progress => {
      last = progress
      whole.group(progress)
    })
    const { tokens: scored, tokensDone, textsCached } = last!
    // Orders that were drawn twice are scored once, and done all the same.
    const cached = scored === 0 ? texts : textsCached
    whole.leave({ textsDone: texts, textsCached: cached, tokensDone }, s === shards.length - 1)
    scores.push({ canonical: -own!.nats, permuted: permuted.map(({ nats }) => -nats) })
    ownTokens += own!.tokens
  }
  return { shards: scores, tokens: ownTokens }
}

function sizeOf({ backend, tokenizer }: Model, text: string, options: ScoreOptions) {
  const { ids, firstScored } = tokenizer.encode(text)
  const windows = windowsOf(ids, firstScored, framingOf(backend, options).window)
  return {
    tokens: ids.length - firstScored,
    read: windows.reduce((sum, window) => sum + window.ids.length, 0),
  }
}
