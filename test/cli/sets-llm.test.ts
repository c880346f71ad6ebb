import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { completion, type Script, scriptedServer } from '../endpoint/server.js'
import { commandLine, expectError } from './run.js'

const { at, run } = commandLine()
let folders = 0

/** Five riddles in a folder of their own. */
function riddles() {
  const folder = at(`${folders++}`)
  mkdirSync(folder)
  const rows = [0, 1, 2, 3, 4].map(n => ({
    id: `r${n}`,
    question: `A cart has ${n + 2} wheels and carries ${n + 5} jars. How many jars?`,
    answer: `It carries ${n + 5}`,
    level: n,
  }))
  writeFileSync(`${folder}/riddles-train.jsonl`, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  return { from: `${folder}/riddles-train.jsonl`, out: `${folder}/new.jsonl`, folder, rows }
}

const rowsIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
const bytes = ({ out }: { out: string }) =>
  [out, out.replace('.jsonl', '.manifest.json')].map(path => readFileSync(path, 'utf8'))
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** As loadPrompts has it: both languages' texts as a JSON list. */
const promptHash = (kind: string) => {
  const texts = ['en', 'zh'].map(language =>
    readFileSync(resolve(import.meta.dirname, `../../prompts/${kind}.${language}.txt`), 'utf8'),
  )
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex')
}

/** The item that the prompt shows last. */
const shownIn = (prompt: string) => JSON.parse(prompt.match(/^\{.*\}$/gm)!.at(-1)!)

describe('sets build --by llm', () => {
  /** A new riddle of the shown level; at level 3 the model talks instead. */
  const script: Script = ({ prompt }) => {
    const { level } = shownIn(prompt)
    const item = { question: `Ilse owns ${level} kites. How many?`, answer: `She owns ${level}`, level }
    return { body: completion(level === 3 ? 'I would rather not.' : `Here: ${JSON.stringify(item)}`) }
  }
  const argv = ({ from, out }: { from: string; out: string }, ...more: string[]) => [
    'sets',
    'build',
    '--by',
    'llm',
    '--from',
    from,
    '--out',
    out,
    '--model',
    'tiny',
    ...more,
  ]

  it('writes what the model made, counts what it did not, and says in the manifest what was asked', async () => {
    const { baseUrl, asked } = await scriptedServer(script)
    const set = riddles()
    const built = await run(argv(set, '--base-url', baseUrl, '--temperature', '0.5', '--llm-seed', '7'))
    expect(built.exit, built.err).toBe(0)
    expect(built.err).toMatch(/^5 requests to send\n/)
    expect(built.out).toMatch(
      /^made +4 {2}items from 4 rows; the aim was 5, as many as --from has: answers that cannot be used are not replaced: ask for more with --count$/m,
    )
    expect(built.out).toMatch(
      /^left out +1 {2}rows or answers:\n +1 {4}the answer holds no JSON object: r3-llm-0$/m,
    )
    expect(built.out).not.toContain('not needed')
    expect(asked.map(({ body }) => [body.model, body.temperature, body.seed])).toEqual(
      Array(5).fill(['tiny', 0.5, 7]),
    )
    const rows = rowsIn(set.out)
    expect(rows.map(({ parent }) => parent).sort()).toEqual(['r0', 'r1', 'r2', 'r4'])
    for (const row of rows)
      expect(row).toEqual({
        ...{ id: `${row.parent}-llm-0`, cluster: row.parent, parent: row.parent, parent_split: 'train' },
        ...{ question: `Ilse owns ${row.level} kites. How many?`, answer: `She owns ${row.level}` },
        level: Number(row.parent.slice(1)),
      })
    expect(json(`${set.folder}/new.manifest.json`)).toMatchObject({
      generator: {
        name: 'llm',
        options: {
          ...{ seed: 1, count: 5, perRow: 1, model: 'tiny', 'max-tokens': 1024 },
          ...{ temperature: 0.5, 'llm-seed': 7, prompt: promptHash('build') },
        },
      },
      exclusions: [{ reason: 'the answer holds no JSON object', ids: ['r3-llm-0'] }],
    })
  })

  it('sends nothing for --dry-run, and nothing a second time, with the same bytes', async () => {
    const { baseUrl, asked } = await scriptedServer(script)
    const set = riddles()
    const dry = await run(argv(set, '--base-url', baseUrl, '--dry-run'))
    expect(dry).toMatchObject({ exit: 0, err: '', out: expect.stringMatching(/^5 requests to send\n/) })
    expect([asked.length, existsSync(set.out)]).toEqual([0, false])
    await run(argv(set, '--base-url', baseUrl))
    const first = bytes(set)
    writeFileSync(set.out, '')
    const again = await run(argv(set, '--base-url', baseUrl, '--force'))
    expect(again.err).toMatch(/^0 requests to send, 5 answers in the journal\n/)
    expect(bytes(set)).toEqual(first)
    expect(asked).toHaveLength(5)
  })

  it('asks once where two runs make one set at the same time, and makes it again from the journal', async () => {
    const { baseUrl, asked } = await scriptedServer(request => ({ ...script(request), delayMs: 50 }))
    const set = riddles()
    const both = await Promise.all([1, 2].map(() => run(argv(set, '--base-url', baseUrl))))
    const refused = both.find(({ exit }) => exit !== 0)!
    expect(both.map(({ exit }) => exit).sort()).toEqual([0, 3])
    expect(refused.err).toContain(`${set.out} is being made by process ${process.pid}`)
    expect(asked).toHaveLength(5)
    const again = await run(['sets', 'build', '--manifest', `${set.folder}/new.manifest.json`])
    expect(again.exit, again.err).toBe(0)
    expect(readdirSync(set.folder).filter(name => name.includes('lock'))).toEqual([])
    expect(readdirSync(`${set.folder}/new.answers`).filter(name => name.includes('lock'))).toEqual([])
  })

  it('lets one run at a time write to a journal that sets share', async () => {
    const { baseUrl, asked } = await scriptedServer(request => ({ ...script(request), delayMs: 50 }))
    const set = riddles()
    const journal = `${set.folder}/shared`
    const both = await Promise.all(
      ['new', 'other'].map(name =>
        run(
          argv({ ...set, out: `${set.folder}/${name}.jsonl` }, '--base-url', baseUrl, '--journal', journal),
        ),
      ),
    )
    expect(both.map(({ exit }) => exit).sort()).toEqual([0, 3])
    expect(both.find(({ exit }) => exit === 3)!.err).toContain(
      `The journal ${journal} is being written by process`,
    )
    expect(asked).toHaveLength(5)
  })

  it('says that the journal has two answers where it cannot be made again for that reason', async () => {
    const { baseUrl } = await scriptedServer(script)
    const set = riddles()
    await run(argv(set, '--base-url', baseUrl))
    const journal = `${set.folder}/new.answers`
    const log = readdirSync(journal)[0]!
    // As an earlier version left it that let two runs ask at once; this one sorts first.
    const other = readFileSync(`${journal}/${log}`, 'utf8').replaceAll('kites', 'boats')
    writeFileSync(`${journal}/0.log`, other)
    expectError(
      await run(['sets', 'build', '--manifest', `${set.folder}/new.manifest.json`]),
      3,
      /does not give the bytes .* has two answers to 4 of the requests, of runs at the same time/,
      /^Each \.log file there is of one run: try without one of them, or build anew/,
    )
    rmSync(`${journal}/0.log`)
    expect((await run(['sets', 'build', '--manifest', `${set.folder}/new.manifest.json`])).exit).toBe(0)
  })

  it('takes no answer of another server for its own, though model and journal are the same', async () => {
    const servers = await Promise.all([scriptedServer(script), scriptedServer(script)])
    const set = riddles()
    for (const { baseUrl } of servers) {
      const built = await run(argv(set, '--base-url', `${baseUrl}?key=SECRET123`, '--force'))
      expect(built.exit, built.err).toBe(0)
      const told = json(`${set.folder}/new.manifest.json`).generator.options.endpoint
      expect(told).toBe(`${baseUrl}/chat/completions`)
    }
    expect(servers.map(({ asked }) => asked.length)).toEqual([5, 5])
    const again = await run(argv(set, '--base-url', servers[0].baseUrl, '--force'))
    expect(again.err).toMatch(/^0 requests to send, 5 answers in the journal\n/)
    const third = await scriptedServer(script)
    const others = servers.map(({ baseUrl }) => `${baseUrl}/chat/completions`).sort()
    const dry = await run(argv(set, '--base-url', third.baseUrl, '--dry-run'))
    expect(dry.out).toMatch(/^5 requests to send\n/)
    expect(dry.err).toContain(`The journal has answers of ${others.join(', ')} too, which are not taken`)
  })

  it('is not misled by a key that is a word of the answer', async () => {
    const { baseUrl } = await scriptedServer(script)
    const sets = [riddles(), riddles()]
    for (const [s, env] of [{ OPENAI_API_KEY: 'kites' }, {}].entries())
      await run(argv(sets[s]!, '--base-url', baseUrl), { env })
    expect(rowsIn(sets[0]!.out)).toHaveLength(4)
    expect(bytes(sets[0]!)).toEqual(bytes(sets[1]!))
  })

  it('repeats from its manifest and the journal, without an address; a refused request is none that is missing', async () => {
    const { baseUrl, asked } = await scriptedServer(one =>
      shownIn(one.prompt).level === 2
        ? { status: 400, body: JSON.stringify({ error: { message: 'too odd' } }) }
        : script(one),
    )
    const set = riddles()
    await run(argv(set, '--base-url', baseUrl, '--max-tokens-name', 'max_completion_tokens'))
    const first = bytes(set)
    expect(first[1]).toContain('the server refused the request (HTTP 400)')
    const sent = asked.length
    const manifest = `${set.folder}/new.manifest.json`
    const repeat = ['sets', 'build', '--manifest', manifest]
    const again = { out: `${set.folder}/again/new.jsonl` }
    const repeated = await run([...repeat, '--from', set.from, '--out', again.out])
    expect(repeated).toMatchObject({ exit: 0, err: '', out: expect.stringContaining('The bytes are those') })
    expect(bytes(again)).toEqual(first)
    expectError(
      await run([...repeat, '--base-url', baseUrl]),
      2,
      /^--base-url has no use beside --manifest/,
      /Leave --base-url out/,
    )
    writeFileSync(at('own.txt'), 'More like these: {examples}')
    expectError(
      await run([...repeat, '--prompt', at('own.txt')]),
      3,
      /^The prompt is not the one of the manifest: its sha256 is [0-9a-f]{16}…/,
      /--prompt/,
    )
    renameSync(`${set.folder}/new.answers`, `${set.folder}/moved`)
    expectError(
      await run(repeat),
      3,
      `4 of the 5 answers that the set was made from are not in the journal ${set.folder}/new.answers`,
      /--journal/,
    )
    expect(await run([...repeat, '--journal', `${set.folder}/moved`])).toMatchObject({ exit: 0 })
    expect(asked).toHaveLength(sent)
  })

  it('is no builder for two rows, and none that is tried unasked', async () => {
    const { baseUrl, asked } = await scriptedServer(script)
    const set = riddles()
    const few = await run(argv({ ...set, from: `${set.from}#0:2` }, '--base-url', baseUrl))
    expect([few.exit, few.err]).toEqual([
      3,
      expect.stringMatching(/^ {6}llm: a prompt shows 3 rows, and there are 2$/m),
    ])
    const unasked = ['sets', 'build', '--from', set.from, '--out', set.out]
    const untried = await run(unasked, { env: { OPENAI_BASE_URL: baseUrl } })
    expect([untried.exit, untried.err]).toEqual([3, expect.stringMatching(/^ {6}llm: It needs/m)])
    expectError(await run([...unasked, '--model', 'm']), 2, '--model is for --by llm', /Add --by llm/)
    expect(asked).toHaveLength(0)
  })
})

describe('sets paraphrase --by llm', () => {
  const script: Script = ({ prompt }) => {
    const { question, answer } = shownIn(prompt)
    const item = { question: question.replace(/^A cart has/, 'On a cart there are'), answer }
    return { body: completion(question.includes(' 9 jars') ? question : JSON.stringify(item)) }
  }
  const argv = ({ from, out }: { from: string; out: string }, ...more: string[]) => [
    'sets',
    'paraphrase',
    from,
    '--out',
    out,
    '--model',
    'tiny',
    ...more,
  ]

  it('estimates, rewords, and asks nothing twice', async () => {
    const { baseUrl, asked } = await scriptedServer(script)
    const set = riddles()
    const line = argv(set, '--by', 'llm', '--base-url', baseUrl)
    const dry = await run([...line, '--dry-run'])
    expect(dry).toMatchObject({ exit: 0, err: '', out: expect.stringMatching(/^5 requests to send\n/) })
    expect([asked.length, existsSync(set.out)]).toEqual([0, false])
    const made = await run(line)
    expect(made.out).toBe('items in   5\nreworded   4\nleft out   1\n  1 the answer holds no JSON object\n')
    expect(made.err).toContain('Recorded as the train split, as its name says')
    // Wheels are n + 2 and jars n + 5; the row with 9 jars, n = 4, got no answer of use.
    expect(rowsIn(set.out)).toEqual(
      set.rows.slice(0, 4).map(({ id, level, answer }) => ({
        ...{ id: id, cluster: id, parent: id, parent_split: 'train' },
        question: `On a cart there are ${level + 2} wheels and carries ${level + 5} jars. How many jars?`,
        ...{ answer, level },
      })),
    )
    expect(json(`${set.folder}/new.manifest.json`)).toMatchObject({
      kind: 'paraphrase',
      generator: {
        name: 'llm',
        options: {
          ...{ fields: 'question,answer', seed: 1, model: 'tiny', 'max-tokens': 1024 },
          prompt: promptHash('paraphrase'),
        },
      },
      source: { split: 'train' },
    })
    const first = bytes(set)
    writeFileSync(set.out, '')
    expect((await run([...line, '--force'])).err).toMatch(/^0 requests to send, 5 answers in the journal\n/)
    expect(bytes(set)).toEqual(first)
    expect(asked).toHaveLength(5)
  })

  it('repeats refusals of two kinds each as it was, and counts a prompt of two rows once', async () => {
    const { baseUrl, asked } = await scriptedServer(({ prompt }) => {
      const { question } = shownIn(prompt)
      const status = question.includes(' 3 wheels') ? 400 : question.includes(' 4 wheels') ? 413 : 200
      const text = JSON.stringify({ question: question.replace('A cart has', 'On a cart there are') })
      return {
        status,
        body: status === 200 ? completion(text) : JSON.stringify({ error: { message: 'no' } }),
      }
    })
    const set = riddles()
    const twin = { ...set.rows[1], id: 'twin', answer: 'It carries six' }
    writeFileSync(set.from, [...set.rows, twin].map(row => `${JSON.stringify(row)}\n`).join(''))
    await run(argv(set, '--by', 'llm', '--base-url', baseUrl, '--fields', 'question', '--concurrency', '1'))
    const manifest = `${set.folder}/new.manifest.json`
    expect(json(manifest).exclusions).toEqual([
      { reason: 'the server refused the request (HTTP 400)', ids: ['r1', 'twin'] },
      { reason: 'the server refused the request (HTTP 413)', ids: ['r2'] },
    ])
    expect(asked).toHaveLength(5)
    const again = { out: `${set.folder}/again/new.jsonl` }
    const repeat = ['sets', 'paraphrase', set.from, '--manifest', manifest, '--out', again.out]
    expect(await run(repeat)).toMatchObject({ exit: 0 })
    expect(bytes(again)).toEqual(bytes(set))
    // Without the answers a refusal too many must not pass for one of them.
    renameSync(`${set.folder}/new.answers`, `${set.folder}/moved`)
    expectError(
      await run([...repeat, '--force']),
      3,
      /^3 of the 5 answers that the set was made from are not in the journal/,
      /--journal/,
    )
  })

  it('takes no options of the endpoint for rules, and no model that is not named', async () => {
    const set = riddles()
    const rules = ['sets', 'paraphrase', set.from, '--out', set.out, '--by', 'rules']
    expectError(
      await run([...rules, '--base-url', 'http://127.0.0.1:9/v1']),
      2,
      '--base-url is for --by llm; --by rules asks no model',
      'Add --by llm, or leave --base-url out',
    )
    expectError(await run([...rules, '--dry-run']), 2, /^--dry-run is for --by llm/, /./)
    expectError(await run(argv(set, '--by', 'llm')), 2, '--base-url is missing', /./)
    expect(existsSync(set.out)).toBe(false)
  })
})
