import type { Complete, CompletionRequest } from '../types.js'
import type { Usage } from './answer.js'
import { costOf, type Estimate, estimate, type Prices, usageOf } from './cost.js'
import type { Journal } from './journal.js'
import { chatRequest, type Sampling } from './request.js'

/** What a run will need, known before anything is sent. */
export interface Forecast {
  /** Requests whose answer the journal holds. */
  readonly kept: number
  /** What these have used. */
  readonly keptUsage: Usage
  readonly toSend: Estimate
}

/**
 * Lets a maker ask without an answer and counts what it asks. Exact for makers whose requests depend on no answer, as
 * those of builders and paraphrasers do.
 */
export async function rehearse(
  make: (complete: Complete) => Promise<unknown>,
  sampling: Sampling,
  journal: Journal,
): Promise<Forecast> {
  const asked = new Map<string, CompletionRequest>()
  await make(async request => {
    asked.set(chatRequest(sampling, request).key, request)
    return { unusable: 'nothing was sent' }
  })
  const open: CompletionRequest[] = []
  const keptUsage = { promptTokens: 0, completionTokens: 0 }
  for (const [key, request] of asked) {
    const answer = journal.answer(key)
    if (answer === undefined) open.push(request)
    else {
      const { promptTokens, completionTokens } = usageOf(request.prompt, answer)
      keptUsage.promptTokens += promptTokens
      keptUsage.completionTokens += completionTokens
    }
  }
  return { kept: asked.size - open.length, keptUsage, toSend: estimate(open, sampling.maxTokens) }
}

/** A forecast in words; the rule behind the token counts is part of it. */
export function forecastText({ kept, toSend }: Forecast, prices: Prices | undefined): string {
  const { requests, promptTokens, completionTokens, mostCompletionTokens } = toSend
  const count = (value: number) => value.toLocaleString('en-US')
  const price = (completion: number) =>
    costOf({ promptTokens, completionTokens: completion }, prices!).toFixed(4)
  const lines = [
    `${count(requests)} requests to send${kept > 0 ? `, ${count(kept)} answers in the journal` : ''}`,
    `about ${count(promptTokens)} prompt and ${count(completionTokens)} completion tokens (at most ${count(mostCompletionTokens)}), at 4 characters a token, 1 in Chinese`,
    prices === undefined
      ? 'price unknown: give --price-in and --price-out per million tokens'
      : `about ${price(completionTokens)}, at most about ${price(mostCompletionTokens)}, without retries`,
  ]
  return `${lines.join('\n')}\n`
}
