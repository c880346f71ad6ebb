import pLimit from 'p-limit'
import { LossgapError } from '../errors.js'
import type { Complete, Completion } from '../types.js'
import { type Answer, completionOf } from './answer.js'
import type { Budget } from './budget.js'
import type { Journal } from './journal.js'
import type { Post } from './post.js'
import { type ChatRequest, chatRequest, type Sampling } from './request.js'
import { interrupted, send } from './send.js'

export interface ClientOptions extends Post {
  readonly sampling: Sampling
  readonly concurrency: number
  readonly retries: number
  readonly journal: Journal
  readonly budget: Budget
  /** After every answer that was received. */
  readonly onAnswer: () => void
  /** When the server refuses one prompt, with its complaint. */
  readonly onRefusal: (complaint: string) => void
}

/** As long as nothing was answered, this many refusals say that it is not the texts: the settings are wrong. */
const REFUSALS_THAT_MEAN_THE_SETTINGS = 5

/** How the reason begins for which a prompt that the server refused is left out. */
export const REFUSED = 'the server refused the request'

/** Bad request, too large, not processable: these may be due to one prompt (too long, or filtered). */
const OF_THE_PROMPT = [400, 413, 422]

/**
 * Completions from an OpenAI-compatible endpoint, each asked for once: the journal's answer, or else a request.
 * After an error that no further request can mend, and after an abort, nothing more is sent; what is under way is
 * still received and kept.
 * @throws ENDPOINT_FAILED, BUDGET_EXCEEDED, INTERRUPTED, FILE_UNREADABLE (the journal).
 */
export function createClient(options: ClientOptions): Complete {
  const { sampling, journal, budget, ports, address, onAnswer, onRefusal } = options
  const limit = pLimit(options.concurrency)
  const asked = new Map<string, Promise<Completion>>()
  let answered = 0
  let refused = 0
  let end: unknown

  async function ask(request: ChatRequest, prompt: string): Promise<Completion> {
    if (end !== undefined) throw end
    if (ports.signal.aborted) throw interrupted()
    try {
      const reservation = budget.reserve(prompt)
      let answer: Answer | undefined
      try {
        journal.sent(request)
        const result = await send(request, { ...options, onFault: raw => journal.keepFault(request, raw) })
        if (result.kind === 'refused') return refusal(result.status, result.why)
        answer = result.answer
        journal.keep(request, result.raw, result.date)
        answered++
        onAnswer()
        return completionOf(answer)
      } finally {
        reservation.settle(answer)
      }
    } catch (error) {
      end ??= error
      throw error
    }
  }

  function refusal(status: number, why: string): Completion {
    refused++
    const ofThePrompt = OF_THE_PROMPT.includes(status)
    if (ofThePrompt && (answered > 0 || refused < REFUSALS_THAT_MEAN_THE_SETTINGS)) {
      onRefusal(why)
      return { unusable: `${REFUSED} (HTTP ${status})` }
    }
    throw new LossgapError('ENDPOINT_FAILED', `${address.shown} refused the request: ${why}`, fixFor(status))
  }

  return ({ prompt, variant }) => {
    const request = chatRequest(sampling, { prompt, variant })
    const known = asked.get(request.key)
    if (known !== undefined) return known
    const kept = journal.answer(request.key)
    if (kept !== undefined) {
      answered++
      budget.add(prompt, kept)
    }
    const answer =
      kept === undefined ? limit(() => ask(request, prompt)) : Promise.resolve(completionOf(kept))
    asked.set(request.key, answer)
    return answer
  }
}

function fixFor(status: number): string {
  if (status === 0) return 'Check --base-url, and that the server runs and can be reached from here'
  if (status === 401 || status === 403)
    return 'Put a valid key into OPENAI_API_KEY, or name another environment variable with --key-env'
  if (status === 404) return 'Check --base-url (it usually ends in /v1) and --model'
  if (status === 402) return 'Check the credit of the account'
  if (status >= 300 && status < 400) return 'Give --base-url the address that the server redirects to'
  return 'Check --model, --max-tokens, --temperature and --llm-seed: the server takes none of the requests'
}
