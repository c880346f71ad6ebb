import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export interface Asked {
  /** From 0, over all requests. */
  readonly index: number
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Record<string, unknown>
  readonly prompt: string
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Cuts the connection, before anything or in the middle of the body. */
  readonly cut?: 'before' | 'within'
  readonly delayMs?: number
}

export type Script = (asked: Asked) => Reply | Promise<Reply>

/** A chat completion as servers write it. */
export function completion(
  content: string | null,
  finish = 'stop',
  usage: object | undefined = { prompt_tokens: 10, completion_tokens: 5 },
): string {
  return JSON.stringify({
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
    ...(usage === undefined ? {} : { usage }),
  })
}

/** A real HTTP server on this machine that answers by a script and remembers what it was asked. */
export async function scriptedServer(script: Script) {
  const asked: Asked[] = []
  let underWay = 0
  let most = 0
  const server = createServer(async (request, response) => {
    underWay++
    most = Math.max(most, underWay)
    response.on('close', () => {
      underWay--
    })
    let text = ''
    for await (const chunk of request) text += chunk
    const body = JSON.parse(text)
    const one = {
      index: asked.length,
      path: request.url ?? '',
      headers: request.headers,
      body,
      prompt: body.messages[0].content,
    }
    asked.push(one)
    const reply = await script(one)
    if (reply.delayMs) await new Promise(done => setTimeout(done, reply.delayMs))
    if (reply.cut === 'before') return request.socket.destroy()
    const answer = reply.body ?? completion('fine')
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
    if (reply.cut === 'within') return response.write(answer.slice(0, 20), () => request.socket.destroy())
    response.end(answer)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    most: () => most,
  }
}
