import type { CompletionRequest } from '../types.js'
import type { Answer, Usage } from './answer.js'

/** Prices per million tokens, in whatever currency. */
export interface Prices {
  readonly in: number
  readonly out: number
}

/** What a run will ask for, before it does. */
export interface Estimate {
  readonly requests: number
  readonly promptTokens: number
  /** As expected, and when every answer is as long as it may be. */
  readonly completionTokens: number
  readonly mostCompletionTokens: number
}

/** Characters of a token in running English; a rule of thumb of the providers that is right within a third or so. */
const CHARACTERS_PER_TOKEN = 4

/**
 * Tokens of a text, roughly: a quarter of its characters, and one for every Han character, kana or Hangul syllable.
 * No tokenizer is asked, because an endpoint does not say which one it uses.
 */
export function estimateTokens(text: string): number {
  const dense =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
  return Math.ceil(dense + ([...text].length - dense) / CHARACTERS_PER_TOKEN)
}

export function estimate(requests: readonly CompletionRequest[], maxTokens: number): Estimate {
  let promptTokens = 0
  let completionTokens = 0
  for (const { prompt, expectedCharacters } of requests) {
    const tokens = estimateTokens(prompt)
    promptTokens += tokens
    // The answer is written like its prompt: as many tokens a character.
    const perCharacter = tokens / Math.max(1, [...prompt].length)
    completionTokens += Math.min(maxTokens, Math.ceil(expectedCharacters * perCharacter))
  }
  return {
    requests: requests.length,
    promptTokens,
    completionTokens,
    mostCompletionTokens: requests.length * maxTokens,
  }
}

export function costOf({ promptTokens, completionTokens }: Usage, prices: Prices): number {
  return (promptTokens * prices.in + completionTokens * prices.out) / 1e6
}

/** What the server counted, or the estimate where it counts nothing. */
export function usageOf(prompt: string, { usage, content }: Answer): Usage {
  return usage ?? { promptTokens: estimateTokens(prompt), completionTokens: estimateTokens(content) }
}
