import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clientOf } from './client.js'
import { completion, type Reply, scriptedServer } from './server.js'

/** Answers with these replies in turn, and then always with the last. */
const inTurn = (...replies: readonly Reply[]) =>
  scriptedServer(({ index }) => replies[Math.min(index, replies.length - 1)]!)

const journalText = (folder: string) =>
  readdirSync(folder)
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('')

describe('a request', () => {
  it('holds the model, the prompt and the sampling parameters that were given, and the key in its header', async () => {
    const server = await inTurn({ body: completion('Four.') })
    const sampling = { temperature: 0.5, seed: 7, maxTokensName: 'max_completion_tokens' } as const
    const { ask } = clientOf(`${server.baseUrl}/`, { sampling, key: 'abc' })
    expect(await ask('2 + 2?', 3)).toEqual({ text: 'Four.' })
    expect(server.asked).toMatchObject([
      {
        path: '/v1/chat/completions',
        headers: { authorization: 'Bearer abc', 'content-type': 'application/json' },
      },
    ])
    // The seed of variant 3 is 7 + 3.
    expect(server.asked[0]!.body).toEqual({
      model: 'tiny',
      messages: [{ role: 'user', content: '2 + 2?' }],
      max_completion_tokens: 100,
      temperature: 0.5,
      seed: 10,
    })
  })

  it('leaves out what was not given: temperature, seed and key', async () => {
    const server = await inTurn({})
    await clientOf(server.baseUrl).ask('a')
    expect(Object.keys(server.asked[0]!.body)).toEqual(['model', 'messages', 'max_tokens'])
    expect(server.asked[0]!.headers).not.toHaveProperty('authorization')
  })
})

describe('what passes by itself', () => {
  it('is waited for as long as Retry-After says, in seconds or until a date by the server’s own clock', async () => {
    const server = await inTurn(
      { status: 429, headers: { 'retry-after': '7' }, body: '{"error":{"message":"slow down"}}' },
      {
        status: 503,
        headers: {
          date: 'Wed, 21 Oct 2015 07:28:00 GMT',
          'retry-after': 'Wed, 21 Oct 2015 07:29:30 GMT',
        },
      },
      {},
    )
    const { ask, waits } = clientOf(server.baseUrl)
    expect(await ask('a')).toEqual({ text: 'fine' })
    expect(waits).toEqual([7_000, 90_000])
  })

  it('is tried again after waits that double: 500, a lost connection, half a body, no chat completion', async () => {
    const server = await inTurn(
      { status: 500 },
      { cut: 'before' },
      { cut: 'within' },
      { body: '<html>gateway</html>' },
      { body: '{"choices":[]}' },
      { body: completion('at last') },
    )
    const { ask, waits, journal } = clientOf(server.baseUrl, { retries: 5 })
    expect(await ask('a')).toEqual({ text: 'at last' })
    expect(server.asked).toHaveLength(6)
    // 1, 2, 4, 8 and 16 s, times 0.5 to 1.
    waits.forEach((wait, w) => {
      expect(wait).toBeGreaterThanOrEqual(500 * 2 ** w)
      expect(wait).toBeLessThanOrEqual(1000 * 2 ** w)
    })
    // What came with HTTP 200 may have been billed, so it is kept.
    expect(journalText(journal)).toContain('<html>gateway</html>')
  })

  it('is a timeout too', async () => {
    const server = await inTurn({ delayMs: 400 }, {})
    expect(await clientOf(server.baseUrl, { timeoutMs: 100 }).ask('a')).toEqual({ text: 'fine' })
    expect(server.asked).toHaveLength(2)
  })

  it('ends the run when it does not pass, with what the server says', async () => {
    const server = await inTurn({ status: 500, body: '{"error":{"message":"out of memory"}}' })
    await expect(clientOf(server.baseUrl, { retries: 2 }).ask('a')).rejects.toMatchObject({
      code: 'ENDPOINT_FAILED',
      message: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions failed after 3 attempts: HTTP 500: out of memory$/,
      ),
    })
    expect(server.asked).toHaveLength(3)
  })

  it('ends the run at once when the server asks to wait for longer than five minutes', async () => {
    const server = await inTurn({ status: 429, headers: { 'retry-after': '3600' } })
    await expect(clientOf(server.baseUrl).ask('a')).rejects.toThrow('asks to wait 3600 s')
    expect(server.asked).toHaveLength(1)
  })
})

describe('what does not pass', () => {
  it.each([
    [401, 'key'],
    [403, 'key'],
    [404, '--model'],
    [402, 'credit'],
    [308, '--base-url'],
  ])('ends the run at once: HTTP %i', async (status, fix) => {
    const server = await inTurn({ status, headers: { location: '/elsewhere' } })
    const { ask } = clientOf(server.baseUrl)
    await expect(ask('a')).rejects.toMatchObject({
      code: 'ENDPOINT_FAILED',
      message: expect.stringContaining(`HTTP ${status}`),
      fix: expect.stringContaining(fix),
    })
    await expect(ask('b')).rejects.toMatchObject({ code: 'ENDPOINT_FAILED' })
    expect(server.asked).toHaveLength(1)
  })

  it('ends the run at once where nothing listens', async () => {
    // Port 9 (discard) is served by nothing today.
    await expect(clientOf('http://127.0.0.1:9/v1').ask('a')).rejects.toMatchObject({
      code: 'ENDPOINT_FAILED',
      fix: expect.stringContaining('--base-url'),
    })
  })

  it('leaves out one prompt that the server refuses, and shows its complaint', async () => {
    const server = await scriptedServer(({ prompt }) =>
      prompt === 'long' ? { status: 400, body: '{"error":{"message":"context exceeded"}}' } : {},
    )
    const { ask, complaints } = clientOf(server.baseUrl)
    const answers = await Promise.all(['a', 'long', 'b'].map(prompt => ask(prompt)))
    expect(answers).toEqual([
      { text: 'fine' },
      { unusable: 'the server refused the request (HTTP 400)' },
      { text: 'fine' },
    ])
    expect(complaints).toEqual(['HTTP 400: context exceeded'])
    expect(server.asked).toHaveLength(3)
  })

  it('takes five refusals without an answer for wrong settings', async () => {
    const server = await inTurn({ status: 422, body: '{"message":"seed is not supported"}' })
    const { ask } = clientOf(server.baseUrl, { concurrency: 1 })
    const answers = await Promise.allSettled(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(prompt => ask(prompt)))
    expect(answers.map(({ status }) => status === 'fulfilled')).toEqual([
      ...[true, true, true, true],
      ...[false, false, false],
    ])
    expect(server.asked).toHaveLength(5)
  })
})

describe('an answer of which nothing can be made', () => {
  it.each([
    ['cut off', completion('{"a": "hal', 'length'), 'the answer was cut off at its longest (--max-tokens)'],
    ['filtered', completion('', 'content_filter'), "the server's content filter stopped the answer"],
    ['empty', completion(' \n'), 'the answer is empty'],
    ['null', completion(null, 'tool_calls'), 'the answer is empty'],
    [
      'declined',
      '{"choices":[{"message":{"content":null,"refusal":"I cannot"},"finish_reason":"stop"}]}',
      'the model declined',
    ],
  ])('says so: %s; it was paid for, so it is not asked for again', async (_, body, unusable) => {
    const server = await inTurn({ body })
    const { ask, journal } = clientOf(server.baseUrl)
    expect(await ask('a')).toEqual({ unusable })
    expect(await clientOf(server.baseUrl, { journal }).ask('a')).toEqual({ unusable })
    expect(server.asked).toHaveLength(1)
  })
})

describe('many requests', () => {
  it('are never more at once than was allowed, and as many as that', async () => {
    const server = await scriptedServer(() => ({ delayMs: 20 }))
    const { ask } = clientOf(server.baseUrl, { concurrency: 3 })
    await Promise.all(Array.from({ length: 12 }, (_, i) => ask(`prompt ${i}`)))
    expect(server.most()).toBe(3)
  })

  it('that are the same are sent once, and variants of one prompt each', async () => {
    const server = await inTurn({ delayMs: 20 })
    const { ask } = clientOf(server.baseUrl)
    await Promise.all([ask('a'), ask('a'), ask('a', 1), ask('a', 1)])
    expect(server.asked).toHaveLength(2)
  })

  it('end when stopped: nothing more is sent, and what is under way is received and kept', async () => {
    const stop = new AbortController()
    const server = await scriptedServer(({ index }) => {
      if (index === 1) stop.abort()
      return { delayMs: 50 }
    })
    const { ask, journal } = clientOf(server.baseUrl, { concurrency: 2, signal: stop.signal })
    const prompts = ['a', 'b', 'c', 'd', 'e']
    const answers = await Promise.allSettled(prompts.map(prompt => ask(prompt)))
    expect(answers.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled'],
      ...['rejected', 'rejected', 'rejected'],
    ])
    expect(answers[2]).toMatchObject({ reason: { code: 'INTERRUPTED' } })
    expect(server.asked).toHaveLength(2)
    const again = clientOf(server.baseUrl, { journal })
    await Promise.all(prompts.map(prompt => again.ask(prompt)))
    expect(server.asked.map(({ prompt }) => prompt).sort()).toEqual(prompts)
  })

  it('end when stopped in the middle of a wait', async () => {
    const stop = new AbortController()
    const server = await scriptedServer(() => {
      stop.abort()
      return { status: 429 }
    })
    const { ask } = clientOf(server.baseUrl, { signal: stop.signal })
    await expect(ask('a')).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 130 })
    expect(server.asked).toHaveLength(1)
  })
})

describe('a second run', () => {
  it('sends nothing, and a changed prompt, model, temperature, limit or variant anew', async () => {
    const server = await scriptedServer(({ index }) => ({ body: completion(`answer ${index}`) }))
    const first = clientOf(server.baseUrl)
    const { journal } = first
    expect(await first.ask('a')).toEqual({ text: 'answer 0' })
    const again = clientOf(server.baseUrl, { journal })
    expect(await again.ask('a')).toEqual({ text: 'answer 0' })
    expect(server.asked).toHaveLength(1)
    await again.ask('a!')
    await again.ask('a', 1)
    for (const sampling of [{ model: 'other' }, { temperature: 1 }, { maxTokens: 99 }, { seed: 1 }])
      await clientOf(server.baseUrl, { journal, sampling }).ask('a')
    expect(server.asked).toHaveLength(7)
  })
})

describe('the key', () => {
  const key = 'sk-se/cret+1=='

  it('is in no error, complaint or journal, even where the server sends it back', async () => {
    const echo = ({ headers }: { headers: { authorization?: string | undefined } }) =>
      JSON.stringify({ error: { message: `bad key ${headers.authorization}` } })
    const errors: string[] = []
    for (const status of [400, 401, 429, 500, 200]) {
      const server = await scriptedServer(asked => ({ status, body: echo(asked).replaceAll('/', '\\/') }))
      const { ask, complaints, journal } = clientOf(server.baseUrl, { key, retries: 1 })
      const error = await ask('a').catch(caught => caught)
      expect(server.asked[0]!.headers.authorization).toBe(`Bearer ${key}`)
      errors.push(
        JSON.stringify(error),
        String(error),
        error.stack ?? '',
        ...complaints,
        journalText(journal),
      )
    }
    const server = await scriptedServer(({ headers }) => ({
      body: completion(`you are ${headers.authorization}`),
    }))
    const { ask, journal } = clientOf(server.baseUrl, { key, retries: 0 })
    // Neither kept as an answer nor rewritten.
    const error = await ask('a').catch(caught => caught)
    expect(String(error)).toContain('the answer repeats the key')
    errors.push(String(error), journalText(journal))
    expect(journalText(journal)).not.toContain('"kind":"answer"')
    const all = errors.join('\n')
    // The texts that would hold it are there.
    expect(all.match(/Bearer \[key\]/g)!.length).toBeGreaterThanOrEqual(6)
    expect(all).not.toContain('cret+1')
  })

  it.each(['none', 'EMPTY', 'content', 'message', 'test'])(
    'that is a word such as %s strikes nothing out of an answer',
    async word => {
      const said = `none of the content, EMPTY of a message: test`
      const server = await scriptedServer(() => ({ body: completion(said) }))
      const { ask, journal } = clientOf(server.baseUrl, { key: word })
      expect(await ask('a')).toEqual({ text: said })
      expect(journalText(journal)).toContain(said)
    },
  )

  it('that is a word strikes nothing out of a complaint', async () => {
    const server = await inTurn({ status: 401, body: '{"error":{"message":"no message without a key"}}' })
    const error = await clientOf(server.baseUrl, { key: 'message' })
      .ask('a')
      .catch(caught => caught)
    expect(String(error)).toMatch(/HTTP 401: no message without a key$/)
  })

  it.each([
    ['as .NET escapes it', (text: string) => text.replaceAll('+', '\\u002B').replaceAll('/', '\\u002f')],
    ['as it stands in an address', (text: string) => text.replace(key, encodeURIComponent(key))],
  ])('%s makes an answer a fault, too', async (_, spelled) => {
    const server = await inTurn({ body: spelled(completion(`the key is ${key}`)) })
    const { ask, journal } = clientOf(server.baseUrl, { key, retries: 0 })
    expect(String(await ask('a').catch(caught => caught))).toContain('the answer repeats the key')
    expect(journalText(journal)).toContain('the key is [key]')
  })

  it('beside what the answer says is struck out, and the answer is kept', async () => {
    const server = await scriptedServer(({ path, headers }) => {
      const echo = { id: `${path} ${headers.authorization}`, model: 'a-model-of-that-name' }
      return { body: JSON.stringify({ ...echo, ...JSON.parse(completion('fine, 2 + 2 = 4')) }) }
    })
    const { ask, journal } = clientOf(`${server.baseUrl}?model=a-model-of-that-name`, { key })
    expect(await ask('a')).toEqual({ text: 'fine, 2 + 2 = 4' })
    const [sent, answer] = journalText(journal)
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect([sent.kind, answer.kind]).toEqual(['sent', 'answer'])
    expect(JSON.parse(answer.raw)).toEqual({
      ...{ id: '/v1/chat/completions[key] Bearer [key]', model: '[key]' },
      ...JSON.parse(completion('fine, 2 + 2 = 4')),
    })
  })

  it.each(['api-key=SECRET123', 'k=%2Fs3', 'SECRET123', 'sig=a%2fb+c%C3%A9d'])(
    'in the query %s of the base URL is in no message or journal either',
    async query => {
      // The value as it was typed, and as it reads.
      const value = query.split('=').at(-1)!
      const read = decodeURIComponent(value.replaceAll('+', ' '))
      for (const status of [404, 200]) {
        const server = await scriptedServer(({ path }) => ({ status, body: `Cannot POST ${path}` }))
        const { ask, journal } = clientOf(`${server.baseUrl}?${query}`, { retries: 0 })
        const error = String(await ask('a').catch(caught => caught))
        expect(error).toContain('Cannot POST')
        for (const text of [error, journalText(journal)])
          for (const shown of [value, read]) expect(text).not.toContain(shown)
      }
    },
  )

  it('in the query of the base URL is in no message, however it is quoted', async () => {
    const server = await scriptedServer(({ path }) => ({
      status: 404,
      body: `Cannot POST ${path.split('=')[1]}`,
    }))
    const { ask } = clientOf(`${server.baseUrl}?api-key=SECRET123`)
    const error = await ask('a').catch(caught => caught)
    expect(String(error)).toContain('Cannot POST')
    expect(String(error)).not.toContain('SECRET123')
  })

  it('that no header can carry is refused without being shown', () => {
    for (const bad of ['sk-one\nsk-two', 'sk-ключ', 'sk one']) {
      expect(() => clientOf('http://127.0.0.1:1', { key: bad })).toThrow(
        expect.objectContaining({ code: 'USAGE', message: expect.not.stringContaining('sk') }),
      )
    }
    expect(() => clientOf('http://127.0.0.1:1', { key: ' sk-fine\n' })).not.toThrow()
  })
})
