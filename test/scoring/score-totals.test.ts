import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Progress } from '../../src/scoring/run-jobs.js'
import { openTotals } from '../../src/scoring/score-totals.js'
import { createRandom } from '../../src/statistics/random.js'
import { fixture, requestsOf, temporaryFolder } from '../models/fixtures.js'
import { bigramScores } from '../models/odds.js'
import { bigramText, countingModel } from './counting.js'

const { folder } = temporaryFolder()
let folders = 0
const newFolder = () => join(folder, `totals-${folders++}`)
const BIGRAM = fixture('bigram')
const { uniform } = createRandom('totals', 1)
/** Many windows of 16 tokens each. */
const LONG = Array.from({ length: 6 }, () => bigramText(120, uniform))

const natsOf = (text: string) => bigramScores(text).reduce((sum, { logProb }) => sum - logProb, 0)

describe('totals', () => {
  it('are the sums of the token scores, in the order asked for', async () => {
    const texts = [...LONG, 'the', LONG[0]!]
    const totals = await openTotals(await countingModel(BIGRAM), { window: 16 }).score(requestsOf(texts))
    texts.forEach((text, i) => {
      expect(totals[i]!.nats).toBeCloseTo(natsOf(text), 3)
      expect(totals[i]!.tokens).toBe(text.length - 1)
    })
    expect(totals[7]).toEqual(totals[0])
  })
  it('have no answer for a text without a token to predict', async () => {
    const scorer = openTotals(await countingModel(BIGRAM), {})
    await expect(scorer.score(requestsOf(['t']))).rejects.toThrow('no token to predict')
  })
})

describe('a stopped run', () => {
  it('keeps every long text but the one it was at', async () => {
    const cacheFolder = newFolder()
    const stop = new AbortController()
    // 120 tokens are 1 + 104/8 = 14 windows; at the 50th the first three texts are whole.
    const model = await countingModel(BIGRAM, (_, calls) => {
      if (calls === 50) stop.abort()
    })
    const options = { window: 16, batchTokens: 16, cacheFolder }
    const stopped = openTotals(model, { ...options, signal: stop.signal }).score(requestsOf(LONG))
    await expect(stopped).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: expect.stringContaining('3 of 6'),
    })
    expect(model.batches).toHaveLength(50)

    const again = await countingModel(BIGRAM)
    const seen: Progress[] = []
    const totals = await openTotals(again, options).score(requestsOf(LONG), progress => seen.push(progress))
    expect(seen[0]!.textsCached).toBe(3)
    expect(again.batches).toHaveLength(3 * 14)
    const whole = await openTotals(await countingModel(BIGRAM), { window: 16 }).score(requestsOf(LONG))
    expect(totals).toEqual(whole)
  })
  it('reads nothing of another window, and nothing damaged', async () => {
    const cacheFolder = newFolder()
    await openTotals(await countingModel(BIGRAM), { window: 16, cacheFolder }).score(requestsOf(LONG))
    const other = await countingModel(BIGRAM)
    await openTotals(other, { window: 32, cacheFolder }).score(requestsOf(LONG.slice(0, 1)))
    expect(other.batches.length).toBeGreaterThan(0)

    const logs = readdirSync(join(cacheFolder, 'totals'), { recursive: true, encoding: 'utf8' })
    for (const name of logs.filter(name => name.endsWith('.log'))) {
      const path = join(cacheFolder, 'totals', name)
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/ ([A-Za-z0-9])([A-Za-z0-9+/=]+ )/g, ' x$2'))
    }
    const again = await countingModel(BIGRAM)
    const [total] = await openTotals(again, { window: 16, cacheFolder }).score(requestsOf(LONG.slice(0, 1)))
    expect(again.batches.length).toBeGreaterThan(0)
    expect(total!.nats).toBeCloseTo(natsOf(LONG[0]!), 3)
  })
})
