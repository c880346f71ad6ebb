import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { endpointOf } from '../../src/cli/endpoint.js'
import { addEndpointOptions, type EndpointArguments } from '../../src/cli/endpoint-options.js'
import type { Ports } from '../../src/cli/ports.js'
import { loadPrompts } from '../../src/cli/prompt-files.js'
import { diskFiles } from '../../src/io/files.js'
import { languageOf } from '../../src/text/language.js'
import { newFolder } from '../endpoint/client.js'
import { completion, scriptedServer } from '../endpoint/server.js'

/** Asks a, b and c through the endpoint that a command line names. */
async function run(argv: readonly string[], env: Ports['env'] = {}, out = `${newFolder()}/new.jsonl`) {
  const command = addEndpointOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  let printed = ''
  let reported = ''
  const ports: Partial<Ports> = {
    ...{ env, fetch, sleep: async () => {}, now: () => 0, signal: new AbortController().signal },
    self: { pid: process.pid, host: 'here', isAlive: () => true },
    print: text => {
      printed += text
    },
    report: text => {
      reported += text
    },
  }
  const options = command.parse(argv, { from: 'user' }).opts<EndpointArguments>()
  const endpoint = endpointOf(options, out, ports as Ports)
  const made = await endpoint.run(complete =>
    Promise.all(['a', 'b', 'c'].map(p => complete({ prompt: p, variant: 0, expectedCharacters: 400 }))),
  )
  return { made, printed, reported, out, options: endpoint.options }
}

const answering = () => scriptedServer(({ prompt }) => ({ body: completion(prompt.toUpperCase()) }))

describe('an endpoint on the command line', () => {
  it('tells what it will take, asks, and keeps the answers beside what is made', async () => {
    const { baseUrl, asked } = await answering()
    const argv = ['--base-url', baseUrl, '--model', 'tiny', '--price-in', '2', '--price-out', '4']
    const { made, printed, reported, out, options } = await run(argv)
    expect(made).toEqual([{ text: 'A' }, { text: 'B' }, { text: 'C' }])
    expect(printed).toBe('')
    // Each prompt is a token for one character, so 400 characters are 400 tokens: 3 · 2 + 1200 · 4 = 4806 a million.
    expect(reported).toContain(
      '3 requests to send\nabout 3 prompt and 1,200 completion tokens (at most 3,072)',
    )
    expect(reported).toContain('about 0.0048, at most about 0.0123, without retries')
    expect(reported).toContain('3 of 3 answers received\n')
    // The server counted 10 and 5 each: 30 · 2 + 15 · 4 = 120 a million.
    expect(reported).toContain('The answers cost 0.0001, those of the journal included\n')
    expect(options).toEqual({
      ...{ model: 'tiny', 'max-tokens': 1024 },
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions$/),
    })
    expect(existsSync(out.replace('new.jsonl', 'new.answers'))).toBe(true)
    const again = await run(argv, {}, out)
    expect(again.made).toEqual(made)
    expect(again.reported).toContain('0 requests to send, 3 answers in the journal\n')
    expect(asked).toHaveLength(3)
  })

  it('takes the address and the key from the environment, its own variables first', async () => {
    const { baseUrl, asked } = await answering()
    await run(['--model', 'm'], { OPENAI_BASE_URL: baseUrl })
    const env = {
      LOSSGAP_BASE_URL: baseUrl,
      OPENAI_BASE_URL: 'http://127.0.0.1:9',
      OPENAI_API_KEY: 'one',
      K: 'two',
    }
    await run(['--model', 'm'], env)
    await run(['--model', 'm', '--key-env', 'K'], env)
    const keys = asked.map(({ headers }) => headers.authorization)
    expect(keys).toEqual([0, 1, 2].flatMap(i => Array(3).fill([undefined, 'Bearer one', 'Bearer two'][i])))
  })

  it('stops after --dry-run, which prints the estimate and sends nothing', async () => {
    const { baseUrl, asked } = await answering()
    const { made, printed } = await run([
      '--base-url',
      baseUrl,
      '--model',
      'm',
      '--dry-run',
      '--max-requests',
      '1',
    ])
    expect(made).toBeUndefined()
    expect(printed).toMatch(/^3 requests to send\n.*\nprice unknown: give --price-in and --price-out/)
    expect(asked).toHaveLength(0)
  })

  it('refuses to exceed --max-requests and --budget before it sends anything', async () => {
    const { baseUrl, asked } = await answering()
    const argv = ['--base-url', baseUrl, '--model', 'm']
    const prices = ['--price-in', '2', '--price-out', '4']
    const dear = { code: 'BUDGET_EXCEEDED', exitCode: 2 }
    await expect(run([...argv, '--max-requests', '2'])).rejects.toMatchObject({
      ...dear,
      message: '--max-requests 2: this needs 3 requests',
    })
    await expect(run([...argv, ...prices, '--budget', '0.004'])).rejects.toMatchObject({
      ...dear,
      message: '--budget 0.004: about 0.0048 more is needed, and answers for 0.0000 are in the journal',
    })
    expect(asked).toHaveLength(0)
    await run([...argv, ...prices, '--max-requests', '3', '--budget', '0.02'])
    expect(asked).toHaveLength(3)
  })

  it.each<[string, string[], Ports['env'], RegExp]>([
    ['no address', ['--model', 'm'], { OPENAI_BASE_URL: '' }, /^--base-url is missing$/],
    ['no model', ['--base-url', 'http://h/v1'], {}, /^--model is missing$/],
    ['no URL', ['--base-url', 'localhost', '--model', 'm'], {}, /^The base URL of the endpoint is no URL$/],
    ['a file', ['--base-url', 'file:///v1', '--model', 'm'], {}, /begins with file:/],
    ['a password', ['--base-url', 'http://me:secret@h/v1', '--model', 'm'], {}, /^(?!.*secret).*password/],
    ['a price alone', ['--base-url', 'http://h', '--model', 'm', '--price-in', '1'], {}, /needs both/],
    ['a budget alone', ['--base-url', 'http://h', '--model', 'm', '--budget', '1'], {}, /^--budget needs/],
    [
      'a key where its name belongs',
      ['--base-url', 'http://h', '--model', 'm', '--key-env', 'sk-secret'],
      {},
      /^(?!.*secret).*--key-env/,
    ],
  ])('says what is wrong with %s', async (_, argv, env, message) => {
    await expect(run(argv, env)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(message),
    })
  })

  it.each([
    ['--temperature', '2.5'],
    ['--temperature', ''],
    ['--timeout', '301'],
    ['--price-in', '-1'],
    ['--max-tokens-name', 'tokens'],
    ['--concurrency', '0'],
  ])('takes no %s %s', async (option, value) => {
    await expect(run([option, value])).rejects.toMatchObject({ code: 'commander.invalidArgument' })
  })

  it('warns of a key that would cross a network in plain text, and of answers that were lost', async () => {
    const out = `${newFolder()}/new.jsonl`
    const argv = ['--base-url', 'http://gpu.example/v1', '--model', 'm', '--dry-run']
    expect((await run(argv, { OPENAI_API_KEY: 'k' }, out)).reported).toBe(
      'The key goes to http://gpu.example/v1/chat/completions without encryption\n',
    )
    expect((await run(argv, {}, out)).reported).toBe('')
    const server = await scriptedServer(() => ({ status: 401 }))
    const there = ['--base-url', server.baseUrl, '--model', 'm', '--concurrency', '1']
    await expect(run(there, {}, out)).rejects.toThrow()
    expect((await run([...there, '--dry-run'], {}, out)).reported).toBe(
      '1 requests of earlier runs have no answer here: they may be billed twice if sent again\n',
    )
  })
})

describe('loadPrompts', () => {
  const files = diskFiles()
  const own = (text: string) => {
    const path = newFolder()
    writeFileSync(path, text)
    return path
  }

  it.each(['build', 'paraphrase'] as const)(
    'reads the package’s prompts to %s, in two languages',
    async kind => {
      const { english, chinese } = await loadPrompts(kind, undefined, files)
      const values = { item: '{"q": 1}', examples: '{"q": 1}', fields: 'q, a' }
      for (const [prompt, language] of [
        [english, 'english'],
        [chinese, 'chinese'],
      ] as const) {
        const text = prompt(values)
        expect(languageOf(text)).toBe(language)
        expect(text).toContain('{"q": 1}')
        expect(text).toContain('q, a')
        expect(text).toContain('JSON')
      }
    },
  )

  it('come with the package', () => {
    const { files } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'))
    expect(files).toContain('prompts')
  })

  it('takes one of the user’s own for every language; its hash changes with its text', async () => {
    const first = await loadPrompts('paraphrase', own('Reword {item}, as {{"q": …}}\n'), files)
    expect(first.english({ item: 'X', fields: '' })).toBe('Reword X, as {"q": …}')
    expect(first.chinese({ item: 'X', fields: '' })).toBe('Reword X, as {"q": …}')
    const second = await loadPrompts('paraphrase', own('Reword {item}!'), files)
    expect(second.sha256).not.toBe(first.sha256)
  })

  it.each([
    ['Reword {text}', 'has an unknown placeholder {text}'],
    ['Reword {fields}', 'has no placeholder {item}'],
    ['Reword {item', 'has a "{" without its partner'],
  ])('says what is wrong with %s, and which placeholders there are', async (text, fault) => {
    const path = own(text)
    await expect(loadPrompts('paraphrase', path, files)).rejects.toMatchObject({
      ...{ code: 'USAGE', message: `The prompt in ${path} ${fault}` },
      fix: expect.stringContaining('{item} and {fields}'),
    })
  })

  it('says so when the file is missing', async () => {
    await expect(loadPrompts('build', join(newFolder(), 'none'), files)).rejects.toMatchObject({
      code: 'FILE_MISSING',
    })
  })
})
