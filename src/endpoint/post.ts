import type { Address } from './address.js'
import { type Answer, readAnswer } from './answer.js'
import type { EndpointPorts, FetchResponse } from './ports.js'
import type { Secret } from './secret.js'

/** How one attempt ended. In `raw` and `why` secrets are struck out; of an answer they are only beside what it says. */
export type Attempt =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly raw: string; readonly date: string | null }
  /** Worth another attempt. `waitMs` is what the server asked for; `raw` is there where the status was 200. */
  | { readonly kind: 'again'; readonly why: string; readonly waitMs?: number; readonly raw?: string }
  /** The same request will never be answered. */
  | { readonly kind: 'refused'; readonly status: number; readonly why: string }

export interface Post {
  readonly ports: EndpointPorts
  readonly address: Address
  readonly secret: Secret
  readonly timeoutMs: number
}

/** Connection faults that pass by themselves. A wrong name, a closed port or a bad certificate does not. */
const PASSING = new Set([
  ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENETUNREACH'],
  ...['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
])

/** Request timeout, too early, too many requests, and whatever ails the server. */
const isPassing = (status: number) => [408, 425, 429].includes(status) || status >= 500

/** Longest piece of a server's complaint that is shown. */
const SHOWN_CHARACTERS = 300

/** Sends a body once. */
export async function post(body: string, options: Post): Promise<Attempt> {
  const { ports, address, secret, timeoutMs } = options
  const authorization = secret.header()
  try {
    const response = await ports.fetch(address.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return read(response, await response.text(), secret)
  } catch (error) {
    return fault(error as Fault, timeoutMs, secret)
  }
}

/**
 * An answer is taken as it came: striking a word out of it would change what was said. Beside it, in a name or an echo
 * of the request, a secret is struck out of what is kept.
 */
function read(response: FetchResponse, body: string, secret: Secret): Attempt {
  const { status, headers } = response
  const answer = status === 200 ? readAnswer(body) : undefined
  if (answer !== undefined) {
    const raw = secret.strike(body)
    if (isSame(readAnswer(raw), answer)) return { kind: 'answer', answer, raw, date: headers.get('date') }
    const why = 'the answer repeats the key of the endpoint, or a value in the query of its address'
    return { kind: 'again', why, raw: secret.hide(body) }
  }
  if (status === 200)
    return {
      kind: 'again',
      why: `the body is no chat completion: ${excerpt(secret.hide(body))}`,
      raw: secret.hide(body),
    }
  const why = `HTTP ${status}: ${excerpt(secret.hide(complaintIn(body)))}`
  if (!isPassing(status)) return { kind: 'refused', status, why }
  const waitMs = retryAfter(headers)
  return { kind: 'again', why, ...(waitMs === undefined ? {} : { waitMs }) }
}

const isSame = (one: Answer | undefined, other: Answer) => JSON.stringify(one) === JSON.stringify(other)

/**
 * Retry-After in milliseconds: a number of seconds, or a date, which is read by the server's own clock (RFC 9110,
 * 10.2.3).
 */
function retryAfter(headers: FetchResponse['headers']): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000
  const wait = Date.parse(value) - Date.parse(headers.get('date') ?? '')
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}

interface Fault {
  readonly name: string
  readonly message: string
  readonly cause?: { readonly code?: string; readonly message?: string }
}

/** A timeout and a lost connection are tried again, though the server may have answered and may bill for it. */
function fault({ name, message, cause }: Fault, timeoutMs: number, secret: Secret): Attempt {
  if (name === 'TimeoutError') return { kind: 'again', why: `no answer within ${timeoutMs / 1000} s` }
  const why = secret.hide([message, cause?.code ?? cause?.message].filter(Boolean).join(': '))
  return PASSING.has(cause?.code ?? '') ? { kind: 'again', why } : { kind: 'refused', status: 0, why }
}

/** Servers say what is wrong as `{error: {message}}`, or in their own way. */
function complaintIn(raw: string): string {
  return /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(raw)?.[1] ?? raw
}

function excerpt(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line || '(empty)'
}
