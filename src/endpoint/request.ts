import { createHash } from 'node:crypto'
import type { CompletionRequest } from '../types.js'

/** What is asked of every request of a run, besides the prompt. */
export interface Sampling {
  readonly model: string
  /** Not sent when undefined: the server's own default holds. */
  readonly temperature: number | undefined
  /** Longest answer, in tokens. */
  readonly maxTokens: number
  /** The limit's name on the wire: newer OpenAI models refuse `max_tokens`, older servers know nothing else. */
  readonly maxTokensName: 'max_tokens' | 'max_completion_tokens'
  /** The server's seed; variant v of a prompt is sent `seed + v`. Not sent when undefined. */
  readonly seed: number | undefined
}

/** A request as it goes over the wire. */
export interface ChatRequest {
  /** Names the request in the journal. */
  readonly key: string
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * The body of a chat completion and its key: SHA-256 over the body (model, messages, sampling parameters) and the
 * variant. The address is no part of it: the journal has it beside each answer.
 */
export function chatRequest(
  sampling: Sampling,
  { prompt, variant }: Pick<CompletionRequest, 'prompt' | 'variant'>,
): ChatRequest {
  const { model, temperature, maxTokens, maxTokensName, seed } = sampling
  const body = {
    model,
    messages: [{ role: 'user', content: prompt }],
    [maxTokensName]: maxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed: seed + variant }),
  }
  const key = createHash('sha256').update(JSON.stringify({ body, variant })).digest('hex')
  return { key, body }
}
