import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { checkComparable } from '../../src/scoring/comparable.js'
import { writeScoreFile } from '../../src/scoring/score-file.js'
import { type ScoredModel, scorerOf, scoreSets } from '../../src/scoring/score-sets.js'
import { itemLossOf } from '../../src/scoring/token-scores.js'
import type { ItemSet } from '../../src/types.js'
import { VERSION } from '../../src/version.js'
import { fixture, OPTIONS, temporaryFolder } from '../models/fixtures.js'
import { bigramScores } from '../models/odds.js'
import { countingModel } from './counting.js'

const { folder } = temporaryFolder()
const BIGRAM = fixture('bigram')
const LN2 = Math.LN2

function setOf(name: string, ...texts: string[]): ItemSet {
  return {
    name,
    path: `${name}.jsonl`,
    sha256: `hash of ${name}`,
    itemsSha256: 'items',
    template: '{text}',
    items: texts.map((text, i) => ({ id: `${name}-${i}`, text, cluster: `c${i >> 1}`, line: i + 1 })),
    exclusions: [{ reason: 'duplicate text', ids: ['x', 'y'] }],
  }
}

const score = (sets: readonly ItemSet[], model = BIGRAM) => scoreSets(model, sets, OPTIONS, diskFiles())

describe('scoreSets', () => {
  it('ties scores to their items, in the order of sets and items', async () => {
    const sets = [setOf('test', 'abc', 'b', 'bcd'), setOf('ref', 'bcd', 'aab')]
    const { scores, name, window, batchTokens, textsCached, notes } = await score(sets)
    expect({ name, window, batchTokens, textsCached, notes }).toEqual({
      name: BIGRAM,
      window: 64,
      batchTokens: 256,
      textsCached: 0,
      notes: [],
    })
    expect(scores.map(set => set.map(item => item?.itemId))).toEqual([
      ['test-0', undefined, 'test-2'],
      ['ref-0', 'ref-1'],
    ])
    const first = scores[0]![0]!
    expect([...first.tokenId]).toEqual([1, 2])
    expect([...first.byteStart]).toEqual([1, 2])
    expect([...first.byteEnd]).toEqual([2, 3])
    // "abc": p(b | a) = 1/4, p(c | b) = 1/2, so 3·ln 2 nats for two tokens and two bytes.
    expect(itemLossOf(first, 'c0')).toEqual({
      id: 'test-0',
      cluster: 'c0',
      nats: expect.closeTo(3 * LN2, 6),
      tokens: 2,
      bytes: 2,
    })
    // "aab": p(a | a) = 1/2, p(b | a) = 1/4.
    expect(itemLossOf(scores[1]![1]!, '').nats).toBeCloseTo(3 * LN2, 6)
  })

  it('names the item and its line when one cannot be scored', async () => {
    await expect(score([setOf('test', 'bcd', 'mno')], fixture('nan'))).rejects.toMatchObject({
      code: 'LOGITS_NOT_FINITE',
      message: expect.stringContaining('item "test-1" (test.jsonl:2)'),
    })
  })

  it('refuses a loss that is no better than guessing, and says on which set', async () => {
    // "bb", "ii" …: every second token has p = 1/62, that is ln 62 = 4.13 nats against ln 32 = 3.47 for guessing.
    await expect(score([setOf('good', 'bcd'), setOf('bad', 'bb', 'iii')])).rejects.toMatchObject({
      code: 'LOSS_IMPLAUSIBLE',
      message: `${BIGRAM} has a loss of 4.13 nats/token on bad; guessing costs 3.47`,
      fix: expect.stringContaining("tokenizer.json is this model's own"),
    })
    // "bcb": (ln 2 + ln 62) / 2 = 2.41 nats a token, which is better.
    expect((await score([setOf('fair', 'bcb')])).scores).toHaveLength(1)
  })
})

describe('writeScoreFile', () => {
  const sets = [setOf('test', 'abc', 'b', 'bcd'), setOf('ref', 'xyz')]

  async function written(name: string, scored: ScoredModel) {
    const path = join(folder, name)
    await writeScoreFile(path, sets, scored, diskFiles())
    return readFileSync(path)
  }
  const bufferOf = (bytes: Buffer) =>
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer

  it('writes a row a token that another reader understands', async () => {
    const file = bufferOf(await written('scores.parquet', await score(sets)))
    const rows = await parquetReadObjects({ file })
    expect(
      rows.map(row => [row.set, row.item_id, row.cluster, row.token, row.token_id, row.byte_start]),
    ).toEqual([
      ['test', 'test-0', 'c0', 0, 1, 1],
      ['test', 'test-0', 'c0', 1, 2, 2],
      ['test', 'test-2', 'c1', 0, 2, 1],
      ['test', 'test-2', 'c1', 1, 3, 2],
      ['ref', 'ref-0', 'c0', 0, 24, 1],
      ['ref', 'ref-0', 'c0', 1, 25, 2],
    ])
    const expected = ['abc', 'bcd', 'xyz'].flatMap(bigramScores)
    rows.forEach((row, r) => {
      expect(row.log_prob).toBeCloseTo(expected[r]!.logProb, 6)
      expect(row.vocab_mean).toBeCloseTo(expected[r]!.vocabMean, 5)
      expect(row.vocab_std).toBeCloseTo(expected[r]!.vocabStd, 5)
      expect([row.rank, row.byte_end]).toEqual([expected[r]!.rank, row.byte_start + 1])
    })
  })

  it('has columns of the types that it promises, and the run in its metadata', async () => {
    const scored = await score(sets)
    const metadata = parquetMetadata(bufferOf(await written('meta.parquet', scored)))
    expect(
      metadata.schema.slice(1).map(({ name, type, converted_type }) => [name, converted_type ?? type]),
    ).toEqual([
      ['set', 'UTF8'],
      ['item_id', 'UTF8'],
      ['cluster', 'UTF8'],
      ['token', 'INT32'],
      ['token_id', 'INT32'],
      ['log_prob', 'DOUBLE'],
      ['vocab_mean', 'DOUBLE'],
      ['vocab_std', 'DOUBLE'],
      ['rank', 'INT32'],
      ['byte_start', 'INT32'],
      ['byte_end', 'INT32'],
    ])
    const manifest = metadata.key_value_metadata?.find(({ key }) => key === 'lossgap')?.value
    expect(JSON.parse(manifest!)).toEqual({
      format: 'lossgap/scores/1',
      version: VERSION,
      model: BIGRAM,
      modelSha256: scored.identity.modelSha256,
      tokenizerSha256: scored.identity.tokenizerSha256,
      precision: 'float32',
      provider: 'cpu',
      runtime: expect.stringMatching(/^onnxruntime-node /),
      bos: 'none',
      window: 64,
      batchTokens: 256,
      textsWindowed: 0,
      notes: [],
      sets: [
        {
          name: 'test',
          sha256: 'hash of test',
          template: '{text}',
          items: 3,
          scored: 2,
          exclusions: [{ reason: 'duplicate text', count: 2 }],
        },
        {
          name: 'ref',
          sha256: 'hash of ref',
          template: '{text}',
          items: 1,
          scored: 1,
          exclusions: [{ reason: 'duplicate text', count: 2 }],
        },
      ],
    })
  })

  it('writes the same bytes for the same scores, cached or not', async () => {
    const cacheFolder = join(folder, 'cache')
    const run = () => scoreSets(BIGRAM, sets, { ...OPTIONS, cacheFolder }, diskFiles())
    const [first, second] = [await run(), await run()]
    expect([first.textsCached, second.textsCached]).toEqual([0, 3])
    expect((await written('1.parquet', first)).equals(await written('2.parquet', second))).toBe(true)
  })

  it('writes a file without rows when no item could be scored', async () => {
    const none = [setOf('short', 'b')]
    const path = join(folder, 'none.parquet')
    await writeScoreFile(path, none, await score(none), diskFiles())
    expect(await parquetReadObjects({ file: bufferOf(readFileSync(path)) })).toEqual([])
  })
})

describe('checkComparable', () => {
  const identity = {
    modelSha256: 'a',
    tokenizerSha256: 't',
    precision: 'float32',
    provider: 'cpu',
    runtime: 'r',
    bos: 'none',
  } as const
  const model = (name: string, changes: object = {}, window = 64, textsWindowed = 0): ScoredModel => ({
    name,
    identity: { ...identity, ...changes },
    window,
    batchTokens: 256,
    repeat: { texts: 0, largestShift: 0 },
    textsWindowed,
    textsCached: 0,
    notes: [],
    scores: [],
  })

  it.each([
    [{ precision: 'float16' }, 'precision (float32 against float16)', 'same precision'],
    [{ provider: 'cuda' }, 'execution provider (cpu against cuda)', 'same precision'],
    [{ bos: 'prepended' }, 'BOS policy (none against prepended)', '--bos never'],
  ])('refuses %j', (changes, differs, fix) => {
    expect(() => checkComparable(model('m'), model('r', { modelSha256: 'b', ...changes }))).toThrow(
      expect.objectContaining({
        code: 'SCORES_INCOMPATIBLE',
        exitCode: 3,
        message: `m and r cannot be compared: they differ in ${differs}`,
        fix: expect.stringContaining(fix),
      }),
    )
  })

  it('refuses a model as its own reference', () => {
    expect(() => checkComparable(model('m'), model('copy'))).toThrow(
      'm and copy are the same model, byte for byte',
    )
  })

  it.each([
    [256, 0, 64, 800, 'window (256 tokens, 0 longer texts, against 64 tokens, 800 longer texts)'],
    [64, 800, 256, 3, 'window (64 tokens, 800 longer texts, against 256 tokens, 3 longer texts)'],
  ])('refuses windows of %i (%i) and %i (%i) tokens', (first, firstLonger, second, secondLonger, differs) => {
    expect(() =>
      checkComparable(
        model('m', {}, first, firstLonger),
        model('r', { modelSha256: 'b', tokenizerSha256: 'u' }, second, secondLonger),
      ),
    ).toThrow(
      expect.objectContaining({
        code: 'SCORES_INCOMPATIBLE',
        message: `m and r cannot be compared: they differ in ${differs}`,
        fix: 'Score both with --window 64, so that each token is predicted from as much text by one as by the other',
      }),
    )
  })

  it('takes different windows that every text fits into, and cuts by the same window', () => {
    const other = (window: number, longer: number) => model('r', { modelSha256: 'b' }, window, longer)
    expect(() => checkComparable(model('m'), other(256, 0))).not.toThrow()
    expect(() => checkComparable(model('m', {}, 64, 10), other(64, 12))).not.toThrow()
  })

  it('refuses a BOS token before the texts of one model only, whatever its tokenizer', () => {
    const other = model('r', { modelSha256: 'b', tokenizerSha256: 'u', bos: 'prepended' })
    expect(() => checkComparable(model('m'), other)).toThrow(/BOS policy \(none against prepended\)/)
  })
})

describe('a scorer that stays open', () => {
  const less = [setOf('test', 'abc', 'bcd'), setOf('ref', 'bcd', 'aab')]
  const more = [setOf('test', 'abc', 'bcd', 'bbc'), setOf('ref', 'bcd', 'aab', 'b', 'abc', 'cdb')]

  it('scores only what is new, cache or none, and answers as if it had scored all at once', async () => {
    const model = await countingModel(BIGRAM)
    const scorer = scorerOf(model, {})
    try {
      await scorer.score(less)
      const tokensRead = () => model.batches.flat().map(({ ids }) => ids.length)
      // Three texts, and the same once more to see whether their scores repeat.
      expect(tokensRead()).toEqual([3, 3, 3, 3, 3, 3])
      const twice = await scorer.score(more)
      // "bbc" and "cdb": "b" has no token to predict, and the rest was scored before.
      expect(tokensRead()).toEqual([3, 3, 3, 3, 3, 3, 3, 3])
      const { repeat, ...rest } = await score(more)
      expect(twice).toEqual({ ...rest, repeat: { texts: 3, largestShift: 0 } })
      expect(repeat).toEqual({ texts: 5, largestShift: 0 })
    } finally {
      await scorer.close()
    }
  })

  it('counts the texts of all calls once', async () => {
    const cacheFolder = join(folder, 'open-scorer')
    await scoreSets(BIGRAM, less, { ...OPTIONS, cacheFolder }, diskFiles())
    const scorer = scorerOf(await countingModel(BIGRAM), { cacheFolder, window: 2 })
    const other = scorerOf(await countingModel(BIGRAM), { cacheFolder })
    try {
      await scorer.score(less)
      // Six different texts, of which only "b" fits into two tokens; what was cached has another window.
      expect(await scorer.score(more)).toMatchObject({ textsWindowed: 5, textsCached: 0 })
      await other.score(less)
      expect(await other.score(more)).toMatchObject({ textsWindowed: 0, textsCached: 3 })
    } finally {
      await scorer.close()
      await other.close()
    }
  })
})
