import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import type { Fetch } from '../../src/catalogue/download.js'

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** Where the sets of these tests are published; `fetch` of the server below leads there. */
export const ORIGIN = 'https://sets.example'

export interface Answer {
  readonly status?: number
  readonly etag?: string | undefined
  readonly body: Uint8Array
  /** Drops the connection once the client says, through `taken`, that it has as many bytes of the body. */
  readonly dropAfter?: number
  /** Sends as many bytes of the body and then waits until the client goes. */
  readonly hangAfter?: number
  /** Sends the whole body with no length, as servers that make pages do. */
  readonly noLength?: boolean
  /** Answers a range without asking whether the file is still the same. */
  readonly ignoresIfRange?: boolean
}

/** A server on this machine that answers with `answer`, in ranges where it is asked for one, and counts. */
export function fileServer() {
  let answer: Answer = { status: 404, body: new Uint8Array() }
  const requests: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = []
  let bodyBytes = 0

  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers })
    const { status = 200, etag, body } = answer
    if (etag !== undefined) response.setHeader('etag', etag)
    const same = answer.ignoresIfRange || request.headers['if-range'] === etag
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
    if (status !== 200 || from === undefined || !same) send(response, status, body)
    else if (Number(from) >= body.length) {
      response.setHeader('content-range', `bytes */${body.length}`)
      send(response, 416, new Uint8Array())
    } else {
      response.setHeader('content-range', `bytes ${from}-${body.length - 1}/${body.length}`)
      send(response, 206, body.subarray(Number(from)))
    }
  })

  function send(response: ServerResponse, status: number, body: Uint8Array): void {
    const { dropAfter, hangAfter, noLength } = answer
    const sent = body.subarray(0, dropAfter ?? hangAfter)
    if (!noLength) response.setHeader('content-length', body.length)
    response.writeHead(status)
    response.write(sent, () => {
      bodyBytes += sent.length
      if (dropAfter === undefined && hangAfter === undefined) response.end()
    })
  }

  const listening = once(server.listen(0, '127.0.0.1'), 'listening')
  const fetchFromServer: Fetch = async (url, init) => {
    await listening
    return fetch(url.replace(ORIGIN, `http://127.0.0.1:${(server.address() as AddressInfo).port}`), init)
  }
  beforeEach(() => {
    requests.length = 0
    bodyBytes = 0
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    fetch: fetchFromServer,
    requests,
    /** Bytes of bodies sent since the test began. */
    sent: () => bodyBytes,
    answers(next: Answer) {
      answer = next
    },
    taken(bytes: number) {
      if (bytes >= (answer.dropAfter ?? Number.POSITIVE_INFINITY)) server.closeAllConnections()
    },
  }
}

/** A folder of its own for a test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lossgap-pull-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
