import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { type Decoding, type Generator, openGenerator } from '../../src/models/generate.js'
import { createRandom } from '../../src/statistics/random.js'
import { fixture, scoreAt, temporaryFolder } from './fixtures.js'
import { TOKENS } from './odds.js'

const { copy } = temporaryFolder()

async function withGenerator<T>(path: string, use: (generator: Generator) => Promise<T>): Promise<T> {
  const generator = await openGenerator(path, { device: { kind: 'cpu' }, threads: 1 }, diskFiles())
  try {
    return await use(generator)
  } finally {
    await generator.dispose()
  }
}

const idsOf = (text: string) => Int32Array.from(text, token => TOKENS.indexOf(token))
const continued = (path: string, text: string, decoding: Decoding) =>
  withGenerator(path, generator => generator.continue(idsOf(text), decoding))

/** A copy of the bigram model with another file beside it. */
function bigramWith(file: string, content: object | string): string {
  const path = copy('bigram')
  writeFileSync(join(path, file), typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

// By the table of odds.ts: a letter's successor is likeliest, but after p comes q, after q u; after a, a again.
describe.each(['bigram', 'half', 'external', 'opset11', 'past', 'merged', 'branches', 'int32-inputs'])(
  '%s',
  name => {
    it('is continued by the likeliest tokens of its table', async () => {
      const { ids, text, stopped } = await continued(fixture(name), 'xk', { maxTokens: 8 })
      expect(text).toBe('lmnopquv')
      expect([...ids]).toEqual([...idsOf('lmnopquv')])
      expect(stopped).toBe('length')
    })
  },
)

describe('openGenerator', () => {
  it('reads all positions: what it writes is what scoring ranks first', async () => {
    // The likeliest token of this model is the one that occurred most, so each pass must see the whole text.
    const { text } = await continued(fixture('attention'), 'zbzbb', { maxTokens: 4 })
    expect(text).toBe('bbbb')
    const { answers } = await scoreAt(fixture('attention'), [`zbzbb${text}`])
    expect([...answers[0]!.scores.rank].slice(-4)).toEqual([0, 0, 0, 0])
  })

  it.each<[string, object]>([
    ['config.json', { max_position_embeddings: 64, eos_token_id: 20 }],
    ['generation_config.json', { eos_token_id: [31, 20] }],
    ['tokenizer_config.json', { add_bos_token: false, eos_token: 'u' }],
    ['tokenizer_config.json', { add_bos_token: false, eos_token: { content: 'u' } }],
  ])('ends at the end token of %s, which is left out', async (file, content) => {
    const { text, stopped } = await continued(bigramWith(file, content), 'k', { maxTokens: 8 })
    expect({ text, stopped }).toEqual({ text: 'lmnopq', stopped: 'end' })
  })

  it('ends with the context', async () => {
    const { text, stopped } = await continued(fixture('bigram'), 'aa', { maxTokens: 1000 })
    expect({ text, stopped }).toEqual({ text: 'a'.repeat(62), stopped: 'length' })
    const full = await continued(fixture('bigram'), 'a'.repeat(64), { maxTokens: 5 })
    expect(full).toMatchObject({ text: '', stopped: 'length' })
  })

  it('draws the same text again with the same seed, and only what can come', async () => {
    const draw = (generator: Generator, seed: number) => {
      const sampling = { temperature: 1, topP: 1, uniform: createRandom(seed).uniform }
      return generator.continue(idsOf('a'), { maxTokens: 12, sampling })
    }
    await withGenerator(fixture('bigram'), async generator => {
      const texts: string[] = []
      for (const seed of [1, 1, 2]) texts.push((await draw(generator, seed)).text)
      expect(texts[0]).toBe(texts[1])
      expect(texts[0]).not.toBe(texts[2])
      // After a only a, b, c and d come.
      for (const text of texts) expect(`a${text}`).not.toMatch(/a[^abcd]/)
    })
  })

  it('says so when logits are no numbers', async () => {
    await expect(continued(fixture('nan'), 'n', { maxTokens: 1 })).rejects.toMatchObject({
      code: 'LOGITS_NOT_FINITE',
      message: expect.stringContaining('after 1 tokens'),
    })
  })

  it('can be disposed of twice', async () => {
    await withGenerator(fixture('bigram'), generator => generator.dispose())
  })
})

describe('answer', () => {
  const TEMPLATE =
    '{% for m in messages %}{{ m.role[:1] + m.content }}{% endfor %}{% if add_generation_prompt %}k{% endif %}'
  const answered = (path: string) =>
    withGenerator(path, generator => generator.answer('abc', { maxTokens: 3 }))

  it.each<[string, object | string]>([
    ['chat_template.jinja', TEMPLATE],
    ['tokenizer_config.json', { add_bos_token: false, chat_template: TEMPLATE }],
    [
      'tokenizer_config.json',
      {
        add_bos_token: false,
        chat_template: [
          { name: 'tools', template: 'x' },
          { name: 'default', template: TEMPLATE },
        ],
      },
    ],
  ])('asks through the template of %s', async (file, content) => {
    // The prompt is "uabck", and after k come l, m and n.
    expect(await answered(bigramWith(file, content))).toMatchObject({ text: 'lmn', stopped: 'length' })
  })

  it.each([
    ['no template', 'notes.txt', 'has no chat template'],
    ['half a template', 'chat_template.jinja', 'its chat template cannot be rendered'],
  ])('refuses a model with %s', async (_, file, message) => {
    const refusal = { code: 'MODEL_UNSUPPORTED', message: expect.stringContaining(message) }
    const path = bigramWith(file, '{% for m in messages %}')
    await expect(answered(path)).rejects.toMatchObject(refusal)
    // Before anything is asked, too.
    await expect(withGenerator(path, async generator => generator.chatNotes())).rejects.toMatchObject(refusal)
  })
})
