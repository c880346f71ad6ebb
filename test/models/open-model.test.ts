import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixture, openAt, scoreAt, temporaryFolder, withModel } from './fixtures.js'

const { folder, copy } = temporaryFolder()

const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

describe('the files of a model', () => {
  it.each([
    ['the folder of an export', 'bigram', ''],
    ['the graph itself', 'bigram', '/model.onnx'],
    ['a folder, written with a slash', 'bigram', '/'],
    ['a merged decoder', 'merged', ''],
  ])('are found from %s', async (_, name, suffix) => {
    await withModel(`${fixture(name)}${suffix}`, async ({ backend }) => {
      expect(backend.vocabulary).toBe(32)
      expect(backend.name.endsWith('/')).toBe(false)
    })
  })

  it('are found where a hub puts them: the graph in onnx/, the tokenizer above', async () => {
    const path = copy('bigram')
    mkdirSync(join(path, 'onnx'))
    renameSync(join(path, 'model.onnx'), join(path, 'onnx/model.onnx'))
    await withModel(path, async ({ backend }) => expect(backend.contextLength).toBe(64))
  })

  it('are found under another name when there is one graph, and not guessed when there are two', async () => {
    const path = copy('bigram')
    renameSync(join(path, 'model.onnx'), join(path, 'model_fp32.onnx'))
    await withModel(path, async ({ backend }) => expect(backend.name).toBe(path))
    cpSync(join(path, 'model_fp32.onnx'), join(path, 'model_q4.onnx'))
    await expect(openAt(path)).rejects.toMatchObject({
      code: 'MODEL_MISSING',
      message: `${path} holds several models: model_fp32.onnx, model_q4.onnx`,
      fix: `Name one of them, for example ${join(path, 'model_fp32.onnx')}`,
    })
    await withModel(join(path, 'model_q4.onnx'), async ({ tokenizer }) => expect(tokenizer.size).toBe(32))
  })

  it('say what is missing', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    await expect(openAt(join(folder, 'none'))).rejects.toMatchObject({
      code: 'MODEL_MISSING',
      message: `No model at ${join(folder, 'none')}`,
    })
    await expect(openAt(empty)).rejects.toMatchObject({
      code: 'MODEL_MISSING',
      message: `${empty} holds no .onnx file`,
      fix: 'Export the model first: optimum-cli export onnx --model NAME FOLDER',
    })
    writeFileSync(join(folder, 'model.safetensors'), '')
    await expect(openAt(join(folder, 'model.safetensors'))).rejects.toMatchObject({
      code: 'MODEL_UNSUPPORTED',
      message: `${join(folder, 'model.safetensors')} is not an ONNX model`,
    })
    const bare = copy('bigram')
    rmSync(join(bare, 'tokenizer.json'))
    await expect(openAt(bare)).rejects.toMatchObject({
      code: 'TOKENIZER_MISSING',
      message: `${bare}: no tokenizer.json beside ${join(bare, 'model.onnx')}`,
      fix: expect.stringContaining(bare),
    })
  })

  it.each(['tokenizer.json', 'tokenizer_config.json', 'config.json'])('name a broken %s', async name => {
    const path = copy('bigram')
    for (const contents of ['{"a":', '[]', 'null']) {
      writeFileSync(join(path, name), contents)
      await expect(openAt(path)).rejects.toMatchObject({
        code: 'TOKENIZER_INVALID',
        message: expect.stringContaining(`${join(path, name)} cannot be read (`),
        fix: `Download ${name} of this model again`,
      })
    }
  })

  it('may lack a config.json: the context length is then assumed, and noted', async () => {
    const path = copy('bigram')
    rmSync(join(path, 'config.json'))
    rmSync(join(path, 'tokenizer_config.json'))
    await withModel(path, async ({ backend }) => {
      expect(backend.contextLength).toBe(1024)
      expect(backend.notes).toEqual([
        `${path} states no context length: windows of 1024 tokens are assumed (set --window to change)`,
      ])
    })
  })
})

describe('the hash of a model', () => {
  it('covers the graph and, in name order, its data files', async () => {
    const bytes = (name: string, file: string) => readFileSync(join(fixture(name), file))
    await withModel(fixture('bigram'), async ({ backend }) => {
      // Of each file its hash, as bytes of hexadecimal text; then the hash of those.
      expect(backend.identity.modelSha256).toBe(sha256(sha256(bytes('bigram', 'model.onnx'))))
    })
    await withModel(fixture('external'), async ({ backend }) => {
      const [graph, weights] = ['model.onnx', 'weights.bin'].map(file => sha256(bytes('external', file)))
      expect(backend.identity.modelSha256).toBe(sha256(graph!, weights!))
    })
    await withModel(fixture('two-files'), async ({ backend }) => {
      const parts = ['model.onnx', 'a.bin', 'z.bin'].map(file => sha256(bytes('two-files', file)))
      expect(backend.identity.modelSha256).toBe(sha256(...parts))
    })
  })

  it.each(['external', 'branches'])('changes with one bit of a weight of %s', async name => {
    const path = copy(name)
    const weights = readFileSync(join(path, 'weights.bin'))
    weights[100]! ^= 1
    writeFileSync(join(path, 'weights.bin'), weights)
    const hashOf = (at: string) => withModel(at, async ({ backend }) => backend.identity.modelSha256)
    expect(await hashOf(path)).not.toBe(await hashOf(fixture(name)))
  })
})

describe('the hash of a tokenizer', () => {
  const hashOf = (at: string) => withModel(at, async ({ backend }) => backend.identity.tokenizerSha256)

  it('is that of tokenizer.json without its white space: a file that was indented anew is no other tokenizer', async () => {
    const path = copy('bigram')
    const file = join(path, 'tokenizer.json')
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const hash = await hashOf(fixture('bigram'))
    expect(hash).toBe(sha256(JSON.stringify(parsed)))
    writeFileSync(file, JSON.stringify(parsed, null, 4))
    expect(await hashOf(path)).toBe(hash)
    // An escape is another way to write a letter, not another letter: Ġ.
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\u0120', '\\u0120'))
    expect(await hashOf(path)).toBe(hash)
  })

  it('changes with the tokenizer, and leaves the BOS policy to stand beside it', async () => {
    const path = copy('bigram')
    const file = join(path, 'tokenizer.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"use_regex": false', '"use_regex": true'))
    expect(await hashOf(path)).not.toBe(await hashOf(fixture('bigram')))
    const never = await withModel(fixture('bos'), async ({ backend }) => backend.identity, { bos: 'never' })
    expect(never.tokenizerSha256).toBe(await hashOf(fixture('bos')))
    expect(never.bos).toBe('none')
  })
})

describe('external data', () => {
  it('is refused when it is missing', async () => {
    const path = copy('external')
    rmSync(join(path, 'weights.bin'))
    await expect(openAt(path)).rejects.toMatchObject({
      code: 'EXTERNAL_DATA_MISSING',
      message: `${join(path, 'model.onnx')}: the weights file ${join(path, 'weights.bin')} is missing`,
      fix: expect.stringContaining('Put the complete weights.bin of this export beside the .onnx file'),
    })
  })

  it('of a branch is refused when it is missing', async () => {
    const path = copy('branches')
    rmSync(join(path, 'weights.bin'))
    await expect(openAt(path)).rejects.toMatchObject({
      code: 'EXTERNAL_DATA_MISSING',
      message: `${join(path, 'model.onnx')}: the weights file ${join(path, 'weights.bin')} is missing`,
    })
  })

  it('is refused when a byte of it is missing', async () => {
    const path = copy('external')
    truncateSync(join(path, 'weights.bin'), 4095)
    await expect(openAt(path)).rejects.toMatchObject({
      code: 'EXTERNAL_DATA_MISSING',
      message: `${join(path, 'model.onnx')}: ${join(path, 'weights.bin')} has 4095 bytes, but the weight "W1" ends at byte 4096`,
    })
  })
})

describe('the vocabulary', () => {
  it('of a tokenizer must not be larger than the model’s', async () => {
    await expect(openAt(fixture('small-vocabulary'))).rejects.toMatchObject({
      code: 'VOCABULARY_MISMATCH',
      message: `${fixture('small-vocabulary')}: the tokenizer has 38 entries, the model predicts 32`,
      fix: expect.stringContaining('tokenizer.json of this very model'),
    })
  })

  it.each([
    // 80 % of 32 are 25.6 entries.
    [25, false],
    [26, true],
  ])('of a tokenizer with %i of 32 entries is that of another model: %s', async (entries, fits) => {
    const path = copy('bigram')
    const tokenizer = JSON.parse(readFileSync(join(path, 'tokenizer.json'), 'utf8'))
    const { model } = tokenizer
    model.vocab = Object.fromEntries(Object.entries(model.vocab).filter(([, id]) => (id as number) < entries))
    writeFileSync(join(path, 'tokenizer.json'), JSON.stringify(tokenizer))
    if (fits) await withModel(path, async opened => expect(opened.tokenizer.size).toBe(entries))
    else await expect(openAt(path)).rejects.toMatchObject({ code: 'VOCABULARY_MISMATCH' })
  })

  it('may have an added token too many, as long as no text contains it', async () => {
    const { answers } = await scoreAt(fixture('added-token'), ['abc'])
    expect(answers[0]?.scores.logProb).toHaveLength(2)
    await expect(scoreAt(fixture('added-token'), ['abc', 'ab<|user|>c'])).rejects.toMatchObject({
      code: 'VOCABULARY_MISMATCH',
      message: `item "1" (set.jsonl:2) contains the token id 32, but ${fixture('added-token')} knows ids below 32 only`,
      fix: expect.stringContaining('take the special token out of the text'),
    })
  })
})

describe('BOS', () => {
  it('is put before a text whose tokenizer asks for it, and makes its first token predictable', async () => {
    // <s> is token 31, whose successor is token 0 = a: odds 31 of 62, so p(a | <s>) = 1/2.
    const { answers } = await scoreAt(fixture('bos'), ['a', 'b'])
    expect(answers.map(answer => Math.exp(answer!.scores.logProb[0]!))).toEqual([
      expect.closeTo(1 / 2, 6),
      expect.closeTo(1 / 62, 6),
    ])
    await withModel(fixture('bos'), async ({ backend }) => expect(backend.identity.bos).toBe('prepended'))
    await withModel(fixture('bos'), async ({ backend }) => expect(backend.identity.bos).toBe('none'), {
      bos: 'never',
    })
  })
})
