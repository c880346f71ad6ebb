import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { scoreSets } from '../../src/scoring/score-sets.js'
import { scoreTexts } from '../../src/scoring/score-texts.js'
import { itemLossOf } from '../../src/scoring/token-scores.js'
import { loadSet } from '../../src/sets/index.js'
import { requestsOf, withModel } from '../models/fixtures.js'
import { BUILD_MS, buildModel, COLLECTION, reason, SLOW } from './smollm2-models.js'

/** SmolLM2-135M-Instruct in float32, whose scores HF transformers computed from float32 logits in float64. */

interface Golden {
  readonly id: string
  readonly text: string
  readonly token_ids: readonly number[]
  readonly log_prob: readonly number[]
  readonly vocab_mean: readonly number[]
  readonly vocab_std: readonly number[]
  readonly rank: readonly number[]
  readonly loss: number | null
}

const read = (path: string) => JSON.parse(readFileSync(join(COLLECTION, path), 'utf8'))

describe.skipIf(reason !== undefined).each(['base', 'past'] as const)('SmolLM2, %s', variant => {
  let folder = ''
  beforeAll(() => {
    folder = buildModel(variant)
  }, BUILD_MS)

  it.each([1, 2048])(
    'has the scores of the reference (%i tokens a batch)',
    async batchTokens => {
      const texts: Golden[] = read('goldens/smollm2_tokens.json').texts
      const { answers } = await withModel(
        folder,
        model => scoreTexts(model, requestsOf(texts.map(({ text }) => text)), { batchTokens }),
        { bos: 'never', threads: 2 },
      )
      texts.forEach((golden, i) => {
        const answer = answers[i]
        if (golden.log_prob.length === 0) {
          expect(answer, golden.id).toBeUndefined()
          return
        }
        const { encoding, scores } = answer!
        expect([...encoding.ids], golden.id).toEqual(golden.token_ids)
        expect(encoding.exactBytes, golden.id).toBe(true)
        expect(encoding.byteOffsets.at(-1), golden.id).toBe(Buffer.byteLength(golden.text))
        expectNear(scores.logProb, golden.log_prob, 2e-3, `${golden.id}: log_prob`)
        expectNear(scores.vocabMean, golden.vocab_mean, 2e-3, `${golden.id}: vocab_mean`)
        expectNear(scores.vocabStd, golden.vocab_std, 2e-3, `${golden.id}: vocab_std`)
        expect([...scores.rank], `${golden.id}: rank`).toEqual(golden.rank)
        const loss = -scores.logProb.reduce((sum, value) => sum + value, 0) / scores.logProb.length
        expect(Math.abs(loss - golden.loss!), `${golden.id}: loss`).toBeLessThanOrEqual(5e-4)
      })
    },
    BUILD_MS,
  )
})

describe.skipIf(reason !== undefined)('SmolLM2 on GSM8K', () => {
  it('has the set losses of the reference', async ({ skip }) => {
    const path = join(COLLECTION, 'data/gsm8k/test.jsonl')
    skip(!existsSync(path), 'GSM8K is not beside this repository')
    // 18,000 tokens take over a minute on two processors; the texts above hold the same code to more numbers.
    skip(!SLOW, 'set LOSSGAP_SLOW_TESTS=1 to run it')
    const golden = read('goldens/smollm2_sets.json').models.base['test[0:100]']
    const folder = buildModel('base')
    const files = diskFiles()
    const set = await loadSet({ path: `${path}#0:100` }, files)
    const options = { device: { kind: 'cpu' }, bos: 'never', threads: 2 } as const
    const { scores } = await scoreSets(folder, [set], options, files)
    const losses = scores[0]!.map(item => itemLossOf(item!, ''))
    const tokens = losses.reduce((sum, item) => sum + item.tokens, 0)
    const nats = losses.reduce((sum, item) => sum + item.nats, 0)
    const items = losses.reduce((sum, item) => sum + item.nats / item.tokens, 0) / losses.length
    expect(tokens).toBe(golden.tokens)
    expect(Math.abs(nats / tokens - golden.token_loss)).toBeLessThanOrEqual(1e-3)
    expect(Math.abs(items - golden.item_loss)).toBeLessThanOrEqual(1e-3)
  }, 600_000)
})

/** Every value within `tolerance`; says where the worst one is. */
function expectNear(
  actual: ArrayLike<number>,
  expected: readonly number[],
  tolerance: number,
  what: string,
): void {
  expect(actual.length, what).toBe(expected.length)
  let worst = 0
  for (let t = 0; t < expected.length; t++)
    if (!(Math.abs(actual[t]! - expected[t]!) <= Math.abs(actual[worst]! - expected[worst]!))) worst = t
  const off = Math.abs(actual[worst]! - expected[worst]!)
  expect(off, `${what} of token ${worst}: ${actual[worst]} is not ${expected[worst]}`).toBeLessThanOrEqual(
    tolerance,
  )
}
