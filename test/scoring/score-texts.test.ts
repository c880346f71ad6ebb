import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LossgapError } from '../../src/errors.js'
import type { Progress } from '../../src/scoring/run-jobs.js'
import { scoreTexts } from '../../src/scoring/score-texts.js'
import { createRandom } from '../../src/statistics/random.js'
import { expectScores, fixture, requestsOf, scoreAt, temporaryFolder } from '../models/fixtures.js'
import { bigramScores } from '../models/odds.js'
import { bigramText, countingModel } from './counting.js'

const { folder } = temporaryFolder()
let folders = 0
const newFolder = () => join(folder, `cache-${folders++}`)
const BIGRAM = fixture('bigram')

const { uniform } = createRandom('texts', 3)
const TEXTS = Array.from({ length: 40 }, (_, i) => bigramText(1 + ((i * 7) % 30), uniform))

describe('windows', () => {
  // A bigram needs one token of context, so every way to cut a text must give the scores of the whole.
  it.each([2, 3, 7, 16, 64])('of %i tokens change no score of a bigram model', async window => {
    const long = bigramText(200, uniform)
    const { answers, ...facts } = await scoreAt(BIGRAM, [long, 'the', ...TEXTS], { window })
    for (const [i, text] of [long, 'the'].entries()) expectScores(answers[i]?.scores, bigramScores(text))
    const windowed = [long, 'the', ...TEXTS].filter(text => text.length > window)
    expect(facts).toMatchObject({ window, textsWindowed: new Set(windowed).size })
  })

  it('are no longer than the context of the model', async () => {
    const { window, textsWindowed } = await scoreAt(BIGRAM, [
      bigramText(65, uniform),
      bigramText(64, uniform),
    ])
    expect([window, textsWindowed]).toEqual([64, 1])
    expect((await scoreAt(BIGRAM, ['the'], { window: 5000 })).window).toBe(64)
  })

  it('of a padded batch are put together in order', async () => {
    const texts = [bigramText(150, uniform), bigramText(90, uniform), bigramText(33, uniform)]
    const { answers } = await scoreAt(BIGRAM, texts, { window: 16, batchTokens: 4096 })
    texts.forEach((text, i) => {
      expectScores(answers[i]?.scores, bigramScores(text))
    })
  })
})

describe('batches', () => {
  it('of any size give the same scores, to the last bit', async () => {
    const alone = await scoreAt(BIGRAM, TEXTS, { batchTokens: 1 })
    TEXTS.forEach((text, i) => {
      if (text.length > 1) expectScores(alone.answers[i]?.scores, bigramScores(text))
    })
    for (const batchTokens of [17, 64, 4096]) {
      const { answers } = await scoreAt(BIGRAM, TEXTS, { batchTokens })
      expect(answers).toEqual(alone.answers)
    }
  })

  it('are as large as asked for', async () => {
    const model = await countingModel(BIGRAM)
    await scoreTexts(model, requestsOf(['bcde', 'defg', 'ghik', 'xyz']), { batchTokens: 8 })
    expect(model.batches.map(batch => batch.map(({ ids }) => ids.length))).toEqual([
      [4, 4],
      [4, 3],
    ])
    await model.backend.dispose()
  })

  it('are halved when memory runs out, until they fit', async () => {
    const model = await countingModel(BIGRAM, batch => {
      if (batch.length > 2) throw new LossgapError('OUT_OF_MEMORY', 'too much', 'less')
    })
    const texts = ['bcd', 'cde', 'def', 'efg', 'fgh']
    const { answers } = await scoreTexts(model, requestsOf(texts), { batchTokens: 4096 })
    texts.forEach((text, i) => {
      expectScores(answers[i]?.scores, bigramScores(text))
    })
    // 5 do not fit; 3 do not; 2, 1 and 2 do.
    expect(model.batches.map(batch => batch.length)).toEqual([5, 3, 2, 1, 2])
    await model.backend.dispose()
  })

  it.each([
    ['OUT_OF_MEMORY', 'a single text does not fit'],
    ['RUNTIME_FAILED', 'something else fails'],
  ] as const)('end the run with %s when %s', async (code, _) => {
    const model = await countingModel(BIGRAM, () => {
      throw new LossgapError(code, 'what', 'fix')
    })
    await expect(scoreTexts(model, requestsOf(['bcd', 'cde']), {})).rejects.toMatchObject({ code })
    // Only a lack of memory is worth a second attempt.
    expect(model.batches.map(batch => batch.length)).toEqual(code === 'OUT_OF_MEMORY' ? [2, 1] : [2])
    await model.backend.dispose()
  })
})

describe('texts', () => {
  it('that are equal are scored once', async () => {
    const model = await countingModel(BIGRAM)
    const { answers } = await scoreTexts(model, requestsOf(['bcd', 'xyz', 'bcd', 'bcd']), {})
    expect(model.batches.flat()).toHaveLength(2)
    expect(answers[2]).toEqual(answers[0])
    expect(answers[3]).toEqual(answers[0])
    expectScores(answers[0]?.scores, bigramScores('bcd'))
    expectScores(answers[1]?.scores, bigramScores('xyz'))
    await model.backend.dispose()
  })

  it('of one token have nothing to predict, unless BOS stands before them', async () => {
    expect(
      (await scoreAt(BIGRAM, ['b', 'bc', ''])).answers.map(answer => answer?.scores.logProb.length),
    ).toEqual([undefined, 1, undefined])
    expect(
      (await scoreAt(fixture('bos'), ['b', 'bc'])).answers.map(answer => answer?.scores.logProb.length),
    ).toEqual([1, 2])
  })

  it('whose logits are NaN are refused with their place', async () => {
    // The row of n has a NaN, so the token after n (the third, counted from 0: token 2) has no probability.
    await expect(scoreAt(fixture('nan'), ['bcd', 'mno'])).rejects.toMatchObject({
      code: 'LOGITS_NOT_FINITE',
      message: `${fixture('nan')} gives no probability for token 2 of item "1" (set.jsonl:2) (log p = NaN, mean NaN)`,
      fix: expect.stringContaining('export it in float32'),
    })
    expect((await scoreAt(fixture('nan'), ['bcd', 'lmn'])).answers).toHaveLength(2)
  })

  it('that are refused do not cost the others of their batch', async () => {
    const options = { cacheFolder: newFolder(), batchTokens: 4096 }
    await expect(scoreAt(fixture('nan'), ['bcd', 'mno', 'xyz'], options)).rejects.toThrow(/item "1"/)
    expect((await scoreAt(fixture('nan'), ['bcd', 'xyz'], options)).textsCached).toBe(2)
  })
})

describe('the cache', () => {
  it('answers a second run without the model, to the last bit', async () => {
    const cacheFolder = newFolder()
    const first = await scoreAt(BIGRAM, TEXTS, { cacheFolder })
    expect(first.textsCached).toBe(0)
    const model = await countingModel(BIGRAM)
    const second = await scoreTexts(model, requestsOf(TEXTS), { cacheFolder })
    expect(model.batches).toEqual([])
    expect(second.answers).toEqual(first.answers)
    expect(second.textsCached).toBe(new Set(TEXTS.filter(text => text.length > 1)).size)
    await model.backend.dispose()
  })

  it('serves other batches of the same model, but no other window, BOS policy or model', async () => {
    const cacheFolder = newFolder()
    const cached = async (path: string, options = {}) =>
      (await scoreAt(path, ['bcdefgh', 'xyz'], { cacheFolder, ...options })).textsCached
    expect(await cached(BIGRAM)).toBe(0)
    expect(await cached(BIGRAM, { batchTokens: 1 })).toBe(2)
    expect(await cached(BIGRAM, { window: 5 })).toBe(0)
    expect(await cached(fixture('opset11'))).toBe(0)
    expect(await cached(fixture('bos'))).toBe(0)
    expect(await cached(BIGRAM)).toBe(2)
  })

  it('serves no other batches where a text depends on its neighbours', async () => {
    const cacheFolder = newFolder()
    const cached = async (batchTokens: number) =>
      (await scoreAt(fixture('half'), ['bcd', 'xyz'], { cacheFolder, batchTokens })).textsCached
    expect([await cached(8), await cached(8), await cached(16)]).toEqual([0, 2, 0])
  })

  it('does not answer a text that another tokenizer reads otherwise', async () => {
    const cacheFolder = newFolder()
    await scoreAt(BIGRAM, ['bcd'], { cacheFolder })
    const model = await countingModel(BIGRAM)
    const { encode } = model.tokenizer
    // The same model and text; the tokenizer now reads it as "bce".
    const mended = { ...model, tokenizer: { ...model.tokenizer, encode: () => encode('bce') } }
    const { answers } = await scoreTexts(mended, requestsOf(['bcd']), { cacheFolder })
    expectScores(answers[0]?.scores, bigramScores('bce'))
    await model.backend.dispose()
  })

  it('does not answer with a damaged line: the text is scored again', async () => {
    const cacheFolder = newFolder()
    const first = await scoreAt(BIGRAM, ['bcd', 'cdefg', 'xyz'], { cacheFolder, batchTokens: 1 })
    const scope = join(cacheFolder, 'scores', readdirSync(join(cacheFolder, 'scores'))[0]!)
    const log = join(scope, readdirSync(scope)[0]!)
    const lines = readFileSync(log, 'utf8').split('\n')
    // The longest text comes first: change a character in the middle of its scores.
    const middle = lines[0]!.length >> 1
    lines[0] = `${lines[0]!.slice(0, middle)}${lines[0]![middle] === 'A' ? 'B' : 'A'}${lines[0]!.slice(middle + 1)}`
    writeFileSync(log, [...lines.slice(0, 3), 'noise', '', 'a b c'].join('\n'))
    const again = await scoreAt(BIGRAM, ['bcd', 'cdefg', 'xyz'], { cacheFolder })
    expect(again.textsCached).toBe(2)
    expect(again.answers).toEqual(first.answers)
  })
})

describe('a run that is stopped', () => {
  it.each([1, 3, 6])(
    'after %i batches keeps what it scored; the next one scores the rest only',
    async stopAfter => {
      const cacheFolder = newFolder()
      const texts = [...new Set(TEXTS.filter(text => text.length > 1))]
      const whole = await scoreAt(BIGRAM, texts, { batchTokens: 64 })

      const stop = new AbortController()
      const first = await countingModel(BIGRAM, (_, calls) => {
        if (calls === stopAfter) stop.abort()
      })
      const options = { batchTokens: 64, cacheFolder }
      const error = await scoreTexts(first, requestsOf(texts), { ...options, signal: stop.signal }).catch(
        e => e,
      )
      await first.backend.dispose()
      const kept = first.batches.flat().length
      expect(first.batches).toHaveLength(stopAfter)
      expect(error).toMatchObject({
        code: 'INTERRUPTED',
        exitCode: 130,
        message: `Stopped at ${kept} of ${texts.length} texts of ${BIGRAM}; their scores are kept`,
        fix: 'Run the same command again to go on from there',
      })

      const second = await countingModel(BIGRAM)
      const { answers, textsCached } = await scoreTexts(second, requestsOf(texts), options)
      await second.backend.dispose()
      expect(textsCached).toBe(kept)
      expect(second.batches.flat()).toHaveLength(texts.length - kept)
      expect(answers).toEqual(whole.answers)
    },
  )

  it('before it began scores nothing', async () => {
    const model = await countingModel(BIGRAM)
    const signal = AbortSignal.abort()
    await expect(scoreTexts(model, requestsOf(['bcd']), { signal })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    })
    expect(model.batches).toEqual([])
    await model.backend.dispose()
  })

  it('without a cache does not say that it keeps anything', async () => {
    const stop = new AbortController()
    const model = await countingModel(BIGRAM, () => stop.abort())
    const options = { batchTokens: 1, signal: stop.signal }
    await expect(scoreTexts(model, requestsOf(['bcd', 'xyz']), options)).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: `Stopped at 1 of 2 texts of ${BIGRAM}; their scores are not kept, since there is no cache`,
      fix: 'Run the same command again: it begins anew. With a cache (--cache FOLDER, where the command has it) it would go on from there',
    })
    await model.backend.dispose()
  })

  it.each([
    [true, 'use less; what is scored is kept'],
    [false, 'use less'],
  ])('by a lack of memory says that scores are kept where they are (%s)', async (cached, fix) => {
    const model = await countingModel(BIGRAM, (_, calls) => {
      if (calls === 2) throw new LossgapError('OUT_OF_MEMORY', 'out of memory', 'use less')
    })
    const options = { batchTokens: 1, ...(cached ? { cacheFolder: newFolder() } : {}) }
    await expect(scoreTexts(model, requestsOf(['bcd', 'xyz']), options)).rejects.toMatchObject({
      code: 'OUT_OF_MEMORY',
      message: 'out of memory',
      fix,
    })
    await model.backend.dispose()
  })
})

describe('progress', () => {
  it('counts the texts and the tokens to predict, once each', async () => {
    const cacheFolder = newFolder()
    await scoreAt(BIGRAM, ['bcd'], { cacheFolder })
    const seen: Progress[] = []
    // "bcd" is in the cache, "b" has nothing to predict, "vwxy" is longest and comes first.
    await scoreAt(BIGRAM, ['bcd', 'b', 'xyz', 'xyz', 'vwxy'], {
      cacheFolder,
      batchTokens: 1,
      onProgress: progress => seen.push({ ...progress }),
    })
    expect(seen.map(({ textsDone, tokensDone }) => [textsDone, tokensDone])).toEqual([
      [1, 0],
      [2, 3],
      [3, 5],
    ])
    expect(seen[0]).toEqual({
      model: BIGRAM,
      texts: 3,
      textsDone: 1,
      textsCached: 1,
      tokens: 5,
      tokensDone: 0,
    })
  })
})
