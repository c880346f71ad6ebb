import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { dropPart, keepPartOrigin, openPart, type PartOrigin } from './part.js'

/** The part of the runtime's `fetch` that is used. */
export type Fetch = (
  url: string,
  init: { readonly headers: Record<string, string>; readonly signal: AbortSignal },
) => Promise<Response>

export interface Transport {
  readonly files: Files
  readonly fetch: Fetch
  readonly signal: AbortSignal
  /** `total` is null where the server does not tell. */
  readonly onBytes: (done: number, total: number | null) => void
}

/**
 * Fetches a URL into `part`, going on where an earlier download stopped if the server still has the same file: it
 * must have given a strong ETag (RFC 9110, 13.1.5), which is asked for again. What has come stays when it stops.
 * @param byHand How the reader can do without the network.
 * @throws LossgapError FETCH_FAILED, INTERRUPTED, or that the part cannot be written.
 */
export async function download(
  url: string,
  part: string,
  byHand: string,
  transport: Transport,
): Promise<void> {
  const earlier = await openPart(part, url, transport.files)
  if (earlier !== undefined && earlier.bytes === earlier.total) return
  const response = await ask(url, earlier, byHand, transport)
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '')
  const resumed =
    response.status === 206 &&
    Number(range?.[1]) === earlier?.bytes &&
    (response.headers.get('etag') ?? earlier?.etag) === earlier?.etag
  if (earlier !== undefined && !resumed && [206, 416].includes(response.status)) {
    await response.body?.cancel()
    await dropPart(part, transport.files)
    return download(url, part, byHand, transport)
  }
  if (!resumed && response.status !== 200) {
    await response.body?.cancel()
    throw failed(url, `the server answered ${response.status} ${response.statusText}`.trimEnd(), byHand)
  }
  const total = resumed ? Number(range?.[2]) : lengthOf(response)
  const start = resumed ? (earlier?.bytes ?? 0) : 0
  if (!resumed) {
    // In this order: old bytes under a new ETag would be gone on from if the process ended between the two.
    await dropPart(part, transport.files)
    await keepPartOrigin(part, { url, etag: strongEtag(response), total }, transport.files)
  }
  const done = await take(response, { url, part, start, total, byHand }, transport)
  if (total !== null && done !== total)
    throw failed(url, `the connection ended after ${done} of ${total} bytes`, byHand)
  if ((await transport.files.size(part)) === done) return
  await dropPart(part, transport.files)
  throw failed(url, `another process wrote to ${part} meanwhile; its bytes are dropped`, byHand)
}

async function ask(
  url: string,
  earlier: (PartOrigin & { readonly bytes: number }) | undefined,
  byHand: string,
  transport: Transport,
): Promise<Response> {
  // Unpacked on the way, the bytes could be neither counted nor gone on from.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' }
  if (earlier?.etag != null) {
    headers.range = `bytes=${earlier.bytes}-`
    headers['if-range'] = earlier.etag
  }
  try {
    return await transport.fetch(url, { headers, signal: transport.signal })
  } catch (cause) {
    throw stopped(cause, url, byHand, transport.signal)
  }
}

interface Taking {
  readonly url: string
  readonly part: string
  readonly start: number
  readonly total: number | null
  readonly byHand: string
}

async function take(
  response: Response,
  { url, part, start, total, byHand }: Taking,
  { files, signal, onBytes }: Transport,
): Promise<number> {
  let done = start
  const writer = await files.append(part, start)
  try {
    onBytes(done, total)
    for await (const chunk of response.body ?? []) {
      await writer.write(chunk as Uint8Array)
      done += (chunk as Uint8Array).length
      onBytes(done, total)
    }
  } catch (cause) {
    throw stopped(cause, url, byHand, signal, done)
  } finally {
    await writer.close()
  }
  return done
}

function lengthOf({ headers }: Response): number | null {
  const length = headers.get('content-length')
  return length === null || isPacked(headers) ? null : Number(length)
}

/** A weak ETag promises the same meaning, not the same bytes. */
function strongEtag({ headers }: Response): string | null {
  const etag = headers.get('etag')
  return etag === null || etag.startsWith('W/') || isPacked(headers) ? null : etag
}

const isPacked = (headers: Headers) => (headers.get('content-encoding') ?? 'identity') !== 'identity'

function stopped(cause: unknown, url: string, byHand: string, signal: AbortSignal, done = 0): unknown {
  if (cause instanceof LossgapError) return cause
  if (signal.aborted) {
    const kept = 'Run the same command again; what was fetched is kept'
    return new LossgapError('INTERRUPTED', `Stopped fetching ${url} after ${done} bytes`, kept, { cause })
  }
  const after = done > 0 ? `the connection broke off after ${done} bytes: ` : ''
  return failed(url, `${after}${reasonOf(cause)}`, byHand, cause)
}

/** The runtime says "fetch failed" and hides why one level down. */
function reasonOf(error: unknown): string {
  const { cause } = error as Error
  if (!(cause instanceof Error)) return (error as Error).message
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  return cause.message.includes(code) ? cause.message : `${code} ${cause.message}`.trimEnd()
}

function failed(url: string, reason: string, byHand: string, cause?: unknown): LossgapError {
  return new LossgapError('FETCH_FAILED', `Cannot fetch ${url}: ${reason}`, byHand, { cause })
}
