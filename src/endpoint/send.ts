import { LossgapError } from '../errors.js'
import { type Attempt, type Post, post } from './post.js'
import type { ChatRequest } from './request.js'

export interface Sending extends Post {
  /** Attempts after the first. */
  readonly retries: number
  /** Sees the body of an HTTP 200 that was no answer: it may have been billed. */
  readonly onFault: (raw: string) => void
}

/** First wait, doubled after each attempt up to the longest: the usual advice of providers for their rate limits. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000

/** A server that asks for more patience than this means a daily limit: the run ends, and goes on another day. */
const LONGEST_RETRY_AFTER = 300_000

/**
 * Sends a request until it is answered or refused.
 * @throws ENDPOINT_FAILED when the attempts are used up, INTERRUPTED when stopped between two of them.
 */
export async function send(
  request: ChatRequest,
  sending: Sending,
): Promise<Exclude<Attempt, { kind: 'again' }>> {
  const { ports, address, retries } = sending
  const body = JSON.stringify(request.body)
  for (let attempt = 0; ; attempt++) {
    const result = await post(body, sending)
    if (result.kind !== 'again') return result
    if (result.raw !== undefined) sending.onFault(result.raw)
    const wait = Math.max(result.waitMs ?? 0, backoff(request.key, attempt))
    if (attempt === retries || wait > LONGEST_RETRY_AFTER) {
      const asked = wait > LONGEST_RETRY_AFTER ? ` and asks to wait ${Math.round(wait / 1000)} s` : ''
      throw new LossgapError(
        'ENDPOINT_FAILED',
        `${address.shown} failed after ${attempt + 1} attempts: ${result.why}${asked}`,
        'Run the same command again later: answers that came are kept and not asked for again; --retries or --concurrency may help',
      )
    }
    await ports.sleep(wait, ports.signal).catch(() => {})
    if (ports.signal.aborted) throw interrupted()
  }
}

export function interrupted(): LossgapError {
  return new LossgapError(
    'INTERRUPTED',
    'Stopped; the answers that came are kept',
    'Run the same command again: it goes on from there',
  )
}

/** The wait after attempt a: 2^a s, times 0.5 to 1 by the request's key, so that requests do not return as a herd. */
function backoff(key: string, attempt: number): number {
  const share = Number.parseInt(key.slice(attempt % 8, (attempt % 8) + 8), 16) / 2 ** 32
  return Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT) * (0.5 + share / 2)
}
