import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { completion, scriptedServer } from '../endpoint/server.js'
import { temporaryFolder } from '../models/fixtures.js'
import { commandLine, expectError } from './run.js'

const { at, run } = commandLine()
const models = temporaryFolder()
let folders = 0

/** Six word problems, one of them twice, in a folder of their own. */
function problems() {
  const folder = at(`again-${folders++}`)
  mkdirSync(folder)
  const rows = [3, 4, 5, 6, 7, 7].map((n, key) => ({
    key,
    question: `Ida buys ${n} pens. How many pens does she need?`,
    answer: `She needs ${n} pens\n#### ${n}`,
  }))
  const path = join(folder, 'test.jsonl')
  writeFileSync(path, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  return { folder, path, out: join(folder, 'other.jsonl'), manifest: join(folder, 'other.manifest.json') }
}

const bytes = (set: string) =>
  [set, set.replace('.jsonl', '.manifest.json')].map(path => readFileSync(path, 'utf8'))
const told = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const paraphrase = (...argv: string[]) => run(['sets', 'paraphrase', ...argv])

describe('sets paraphrase --manifest', () => {
  it.each([
    [],
    ['--seed', '5', '--split', 'validation', '--licence', 'MIT', '--fields', 'question'],
    ['--sample', '3', '--seed', '2', '--id-field', 'key', '--template', '{answer} {question}'],
  ])('makes the same bytes again, in place or elsewhere: %j', async (...options) => {
    const { path, out, manifest, folder } = problems()
    expect((await paraphrase(`${path}#0:6`, '--out', out, ...options)).exit).toBe(0)
    const first = bytes(out)
    expect(told(manifest).source.file).toBe('test.jsonl#0:6')
    const again = await paraphrase('--manifest', manifest)
    expect([again.exit, bytes(out)], again.err).toEqual([0, first])
    expect(again.err).toContain('The bytes are those that the manifest tells (sha256 ')
    expect(again.err).not.toContain('Recorded as')
    const moved = `${folder}/moved/other.jsonl`
    copyFileSync(path, `${folder}/mine.jsonl`)
    const elsewhere = await paraphrase(`${folder}/mine.jsonl#0:6`, '--manifest', manifest, '--out', moved)
    expect(elsewhere.exit, elsewhere.err).toBe(0)
    expect(readFileSync(moved, 'utf8')).toBe(first[0])
  })

  it('says which hash differs, and writes nothing', async () => {
    const { path, out, manifest, folder } = problems()
    await paraphrase(path, '--out', out)
    const other = `${folder}/no.jsonl`
    const forged = `${folder}/forged.manifest.json`
    const known = told(manifest)
    known.generator.options.seed = 2
    writeFileSync(forged, JSON.stringify(known))
    expectError(
      await paraphrase('--manifest', forged, '--out', other),
      3,
      /^The rewording does not give the bytes that the manifest tells: .*; nothing was written$/,
      /reword anew without --manifest/,
    )
    known.generator.options.seed = 'one'
    writeFileSync(forged, JSON.stringify(known))
    expectError(
      await paraphrase('--manifest', forged, '--out', other),
      3,
      /generator\.options\.seed is "one", and must be a whole number/,
      /reword anew/,
    )
    writeFileSync(path, readFileSync(path, 'utf8').replace('Ida', 'Eva'))
    expectError(
      await paraphrase('--manifest', manifest, '--out', other),
      3,
      /test\.jsonl is not the file that the manifest was made from: its sha256 is /,
      /^Name the one of that time/,
    )
    copyFileSync(manifest, at('alone.manifest.json'))
    expectError(
      await paraphrase('--manifest', at('alone.manifest.json'), '--out', other),
      3,
      /alone\.manifest\.json was made from test\.jsonl, which is not in /,
      /^Say where it is: sets paraphrase PATH/,
    )
    expect(existsSync(other)).toBe(false)
  })

  it('takes no option that it settles, and no manifest of new items; nor does sets build one of these', async () => {
    const { path, out, manifest, folder } = problems()
    await paraphrase(path, '--out', out)
    for (const option of [
      ['--seed', '1'],
      ['--by', 'rules'],
      ['--fields', 'question'],
      ['--sample', '2'],
    ])
      expectError(
        await paraphrase('--manifest', manifest, ...option),
        2,
        `--manifest settles ${option[0]}`,
        /the set and --out/,
      )
    expectError(
      await run(['sets', 'build', '--manifest', manifest]),
      2,
      /is the manifest of a paraphrase set, which sets build does not make$/,
      /sets paraphrase --manifest/,
    )
    const reference = { ...told(manifest), kind: 'reference' }
    writeFileSync(`${folder}/built.manifest.json`, JSON.stringify(reference))
    expectError(
      await paraphrase('--manifest', `${folder}/built.manifest.json`),
      2,
      /is the manifest of a reference set/,
      /sets build --manifest/,
    )
    expectError(await paraphrase('--out', out), 2, 'sets paraphrase needs a set', /--manifest FILE/)
    expectError(await paraphrase(path), 2, 'sets paraphrase needs --out FILE', /--out paraphrase/)
  })

  it('takes the answers of a language model from the journal', async () => {
    const { path, out, manifest } = problems()
    const { baseUrl, asked } = await scriptedServer(({ prompt }) => {
      const { question, answer } = JSON.parse(prompt.match(/^\{.*\}$/gm)!.at(-1)!)
      const item = { question: question.replace('Ida buys', 'Bought by Ida:'), answer }
      return { body: completion(JSON.stringify(item)) }
    })
    await paraphrase(path, '--out', out, '--by', 'llm', '--base-url', baseUrl, '--model', 'tiny')
    const first = bytes(out)
    // Of six items one is another's repetition.
    expect(asked).toHaveLength(5)
    const again = await paraphrase('--manifest', manifest)
    expect([again.exit, bytes(out)], again.err).toEqual([0, first])
    expect(asked).toHaveLength(5)
    expectError(await paraphrase('--manifest', manifest, '--model', 'tiny'), 2, /^--model has no use/, /./)
    expectError(
      await paraphrase('--manifest', manifest, '--journal', at('empty')),
      3,
      /^5 of the 5 answers that the set was made from are not in the journal/,
      /reword anew/,
    )
  })
})

describe('sets paraphrase --by model', () => {
  /** Writes l m n o p q u v w x y, or a draw, whatever it is asked, and ends at z, which is token 25. */
  function alphabet(name = 'bigram') {
    const path = models.copy(name)
    const files = {
      'chat_template.jinja': '{% if add_generation_prompt %}k{% endif %}',
      'config.json': JSON.stringify({ max_position_embeddings: 64, eos_token_id: 25 }),
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
    return path
  }
  function words() {
    const { folder, out, manifest } = problems()
    const path = join(folder, 'words.jsonl')
    const texts = ['a cold night', 'one tall house', 'the grey sea', 'two old men']
    writeFileSync(path, texts.map(text => `${JSON.stringify({ text })}\n`).join(''))
    return { path, out, manifest }
  }

  it('repeats a seeded draw from its manifest, with the model of that time only', async () => {
    const { path, out, manifest } = words()
    const model = alphabet()
    const drawn = ['--model-path', model, '--model-temperature', '0.3', '--model-top-p', '0.9']
    const made = await paraphrase(path, '--out', out, '--by', 'model', ...drawn)
    expect(made.exit, made.err).toBe(0)
    expect(told(manifest).generator.options).toMatchObject({ temperature: 0.3, 'top-p': 0.9 })
    const first = bytes(out)
    const again = await paraphrase('--manifest', manifest, '--model-path', model)
    expect([again.exit, bytes(out)], again.err).toEqual([0, first])
    expectError(
      await paraphrase('--manifest', manifest, '--model-path', model, '--model-temperature', '0.3'),
      2,
      '--manifest settles --model-temperature',
      /./,
    )
    expectError(
      await paraphrase('--manifest', manifest),
      2,
      'Rewording by model needs a local model',
      /--model-path/,
    )
    const half = alphabet('half')
    expectError(
      await paraphrase('--manifest', manifest, '--model-path', half),
      3,
      /\d+-half is not the model that the manifest was made from: its sha256 is ([0-9a-f]{16})…, the manifest says (?!\1)[0-9a-f]{16}…$/,
      /--model-path/,
    )
    writeFileSync(join(model, 'chat_template.jinja'), '{% if add_generation_prompt %}j{% endif %}')
    expectError(
      await paraphrase('--manifest', manifest, '--model-path', model),
      3,
      /^The rewording does not give the bytes/,
      /chat template/,
    )
    expect(bytes(out)).toEqual(first)
  })

  it.each([
    ['rules', '--model-path'],
    ['rules', '--model-threads'],
    ['llm', '--model-path'],
  ])('has options that --by %s refuses: %s', async (by, flag) => {
    const { path, out } = words()
    const endpoint = by === 'llm' ? ['--base-url', 'http://127.0.0.1:9/v1', '--model', 'm'] : []
    expectError(
      await paraphrase(path, '--out', out, '--by', by, ...endpoint, flag, '2'),
      2,
      `${flag} is for --by model; --by ${by} asks no local model`,
      `Add --by model, or leave ${flag} out`,
    )
    expect(existsSync(out)).toBe(false)
  })

  it('takes none of an endpoint, and no --model-top-p where nothing is drawn', async () => {
    const { path, out } = words()
    const argv = [path, '--out', out, '--by', 'model', '--model-path', 'nowhere']
    expectError(await paraphrase(...argv, '--base-url', 'http://a/v1'), 2, /^--base-url is for --by llm/, /./)
    expectError(await paraphrase(...argv, '--model-top-p', '0.5'), 2, /^--model-top-p is for/, /temperature/)
  })
})
