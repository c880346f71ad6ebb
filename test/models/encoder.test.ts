import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { type Encoder, openEncoder } from '../../src/models/encoder.js'
import { findModel } from '../../src/models/model-files.js'
import { loadTokenizer } from '../../src/models/tokenizer.js'
import { fixture } from './fixtures.js'

/** A small BERT; its expected vectors are those of Hugging Face transformers (tools/fixtures/encoder.py). */
const BERT = resolve(import.meta.dirname, '../fixtures/encoder')

interface Expected {
  readonly text: string
  readonly ids: readonly number[]
  readonly mean: readonly number[]
  readonly cls: readonly number[]
}
const EXPECTED = JSON.parse(readFileSync(join(BERT, 'expected.json'), 'utf8')) as Expected[]

const scratch = mkdtempSync(join(tmpdir(), 'lossgap-encoder-'))
afterAll(() => rmSync(scratch, { recursive: true }))

function copyOf(name: string, change: (folder: string) => void): string {
  const folder = join(scratch, name)
  cpSync(BERT, folder, { recursive: true })
  change(folder)
  return folder
}

async function withEncoder<T>(path: string, use: (encoder: Encoder) => Promise<T>): Promise<T> {
  const encoder = await openEncoder(path, { device: { kind: 'cpu' }, threads: 1 }, diskFiles())
  return use(encoder).finally(() => encoder.dispose())
}

const vectorsAt = (path: string, texts: readonly string[]) =>
  withEncoder(path, encoder => encoder.encode(texts))

/** float32 through two layers. */
function expectVector(actual: Float64Array | undefined, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  expected.forEach((value, d) => {
    expect(actual![d]).toBeCloseTo(value, 5)
  })
}

describe('a sentence encoder', () => {
  test('reads a text with the special tokens that its tokenizer puts around it', async () => {
    const tokenizer = loadTokenizer(await findModel(BERT, diskFiles()), 'never')
    for (const { text, ids } of EXPECTED)
      expect(tokenizer.encodeWhole(text, 12).map(part => [...part])).toEqual([ids])
  })

  test('gives the mean of the vectors of its tokens, as transformers does', async () => {
    const vectors = await vectorsAt(
      BERT,
      EXPECTED.map(({ text }) => text),
    )
    EXPECTED.forEach(({ mean }, t) => {
      expectVector(vectors[t], mean)
    })
  })

  test('takes the first token where 1_Pooling says so', async () => {
    const folder = copyOf('cls', at =>
      writeFileSync(join(at, '1_Pooling/config.json'), '{"pooling_mode_cls_token":true}'),
    )
    const [vector] = await vectorsAt(folder, [EXPECTED[0]!.text])
    expectVector(vector, EXPECTED[0]!.cls)
  })

  test('says that it takes the mean where no file tells', async () => {
    const folder = copyOf('untold', at => rmSync(join(at, '1_Pooling'), { recursive: true }))
    expect(await withEncoder(folder, async ({ notes }) => notes)).toEqual([
      expect.stringContaining('the mean'),
    ])
  })

  test('reads a text beyond its 12 positions in parts, weighted by their tokens, and drops nothing', async () => {
    // Ten words a part beside [CLS] and [SEP]: 12 tokens, and then 2 words in 4 tokens.
    const first = 'rain rain rain rain rain rain rain rain rain rain'
    const [whole, a, b] = await vectorsAt(BERT, [`${first} on hill`, first, 'on hill'])
    expectVector(
      whole,
      Array.from(a!, (value, d) => (12 * value + 4 * b![d]!) / 16),
    )
  })

  test('has a vector of an empty text', async () => {
    const [vector] = await vectorsAt(BERT, [''])
    expect(vector?.every(Number.isFinite)).toBe(true)
  })

  test.each([
    ['weightedmean', '{"pooling_mode_weightedmean_tokens":true}'],
    ['two rules', '{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":true}'],
  ])('refuses another pooling rule: %s', async (name, config) => {
    const folder = copyOf(name, at => writeFileSync(join(at, '1_Pooling/config.json'), config))
    await expect(vectorsAt(folder, [])).rejects.toMatchObject({ code: 'MODEL_UNSUPPORTED' })
  })

  test('refuses a language model, which has logits instead of vectors', async () => {
    await expect(vectorsAt(fixture('bigram'), [])).rejects.toMatchObject({
      code: 'MODEL_UNSUPPORTED',
      message: expect.stringContaining('its outputs are logits'),
    })
  })

  test('refuses a model that asks for what an encoder does not need', async () => {
    await expect(vectorsAt(fixture('past'), [])).rejects.toMatchObject({ code: 'MODEL_UNSUPPORTED' })
  })
})
