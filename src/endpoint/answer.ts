import type { Completion } from '../types.js'

/** The parts of a chat completion that matter here. */
export interface Answer {
  readonly content: string
  readonly finishReason: string
  /** Why the model declined, where the server says so beside the content. */
  readonly refusal: string
  readonly usage: Usage | undefined
}

/** Tokens that the server counted, and bills. */
export interface Usage {
  readonly promptTokens: number
  readonly completionTokens: number
}

/**
 * Reads the body of a chat completion. Undefined when it is none: not JSON, or without a first choice with a message.
 */
export function readAnswer(raw: string): Answer | undefined {
  const body = parsed(raw)
  const choice = list(body?.choices)[0]
  const message = record(record(choice)?.message)
  if (message === undefined) return undefined
  return {
    content: text(message.content),
    finishReason: text(record(choice)?.finish_reason),
    refusal: text(message.refusal),
    usage: usageOf(record(body?.usage)),
  }
}

/** Only whole answers count: what was cut off, filtered or declined is no item, whatever it looks like. */
export function completionOf({ content, finishReason, refusal }: Answer): Completion {
  if (finishReason === 'length') return { unusable: 'the answer was cut off at its longest (--max-tokens)' }
  if (finishReason === 'content_filter') return { unusable: "the server's content filter stopped the answer" }
  if (refusal !== '') return { unusable: 'the model declined' }
  if (!/\S/.test(content)) return { unusable: 'the answer is empty' }
  return { text: content }
}

function usageOf(usage: Fields | undefined): Usage | undefined {
  const promptTokens = usage?.prompt_tokens
  const completionTokens = usage?.completion_tokens
  return isCount(promptTokens) && isCount(completionTokens) ? { promptTokens, completionTokens } : undefined
}

type Fields = Readonly<Record<string, unknown>>

function parsed(raw: string): Fields | undefined {
  try {
    return record(JSON.parse(raw))
  } catch {
    return undefined
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function record(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}
