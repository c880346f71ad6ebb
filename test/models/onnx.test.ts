import { describe, expect, it } from 'vitest'
import { expectScores, fixture, scoreAt, withModel } from './fixtures.js'
import { bigramScores, scoreOf } from './odds.js'

/** After a, p, q, r, s and j only some tokens can come. The last text has no token to predict. */
const TEXTS = ['abcabd', 'aaab', 'the fox. dog', 'klmno', 'xz', 'a']
const LN2 = Math.LN2

describe('bigram', () => {
  it('gives the numbers that follow from its fractions', async () => {
    const { answers } = await scoreAt(fixture('bigram'), ['abc'])
    // Row a → b: p = 1/4. Row b → c, the successor: p = 1/2. Derivations: odds.ts.
    expectScores(answers[0]!.scores, [
      { logProb: -2 * LN2, vocabMean: -1.75 * LN2, vocabStd: Math.sqrt(0.6875) * LN2, rank: 1 },
      { logProb: -LN2, vocabMean: -(LN2 + Math.log(62)) / 2, vocabStd: Math.log(31) / 2, rank: 0 },
    ])
  })

  it('gives the deviations of Min-K%++ for four rows that numpy worked out', async () => {
    const { answers } = await scoreAt(fixture('bigram'), ['pqrst'])
    // Case min_k, made with numpy 2.4.6 in float64: rows (.7 .2 .1), (.5 .3 .2), (.1 .8 .1), (.25 .25 .5).
    const logProb = [-0.35667494393873245, -1.6094379124341003, -0.2231435513142097, -1.3862943611198906]
    const mean = [-0.8018185525433373, -1.0296530140645737, -0.639031859650177, -1.0397207708399179]
    const std = [0.7031264534810098, 0.3646428532822551, 0.8317766166719343, 0.346573590279973]
    // Likelier than the target: none; .5 and .3; none; only .5, since an equal probability is not likelier.
    const rank = [0, 2, 0, 1]
    expectScores(
      answers[0]!.scores,
      logProb.map((value, t) => ({ logProb: value, vocabMean: mean[t]!, vocabStd: std[t]!, rank: rank[t]! })),
    )
  })

  it('takes the moments of unnormalised logits', async () => {
    const { answers } = await scoreAt(fixture('bigram'), ['jz'])
    // Case fused_softmax_moments, made with numpy 2.4.6: logits 3, 1, −2, 0.5, 2.5, target the second.
    expectScores(answers[0]!.scores, [
      { logProb: -2.6046923378596247, vocabMean: -1.048699035534321, vocabStd: 0.7440719245851467, rank: 2 },
    ])
  })
})

describe.each([
  'bigram',
  'external',
  'two-files',
  'typed-data',
  'opset11',
  'opset12',
  'past',
  'merged',
  'branches',
  'int32-inputs',
  'added-token',
])('%s', name => {
  it.each([1, 4096])('is scored like its table (%i tokens a batch)', async batchTokens => {
    const { answers } = await scoreAt(fixture(name), TEXTS, { batchTokens })
    TEXTS.slice(0, -1).forEach((text, i) => {
      expectScores(answers[i]?.scores, bigramScores(text))
    })
    expect(answers.at(-1)).toBeUndefined()
  })
})

describe('half', () => {
  it('is scored like its table, to half precision', async () => {
    const { answers } = await scoreAt(fixture('half'), TEXTS)
    TEXTS.slice(0, -1).forEach((text, i) => {
      expectScores(answers[i]?.scores, bigramScores(text), 1e-3)
    })
  })

  it('is not batched, since the sums of half precision follow the shape of a batch', async () => {
    await withModel(fixture('half'), async ({ backend }) => {
      expect(backend.identity.precision).toBe('float16')
      expect(backend.batchable).toBe(false)
    })
    expect((await scoreAt(fixture('half'), ['ab'])).batchTokens).toBe(1)
    await withModel(fixture('bigram'), async ({ backend }) => {
      expect(backend.identity.precision).toBe('float32')
      expect(backend.batchable).toBe(true)
    })
  })
})

describe('attention', () => {
  /** odds of v at t = 64^(times v was read up to t / n), n = tokens read = L − 1. */
  const attended = (text: string) => {
    const read = [...text].slice(0, -1)
    return read.map((_, t) => {
      const odds = Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz .0123'].map(token => [token, 1]))
      for (const token of read.slice(0, t + 1)) odds[token]! *= 64 ** (1 / read.length)
      return scoreOf(odds, text[t + 1]!)
    })
  }

  it('agrees with the derivation by hand', () => {
    // n = 3, so each token read counts 64^(1/3) = 4. Read "a": a has odds 4 of 4 + 31 = 35, and b 1 of 35.
    // Read "ab": a and b have 4 each of 38. Read "aba": a has 16, b 4, of 50; c has 1, two are likelier.
    expect(attended('abac').map(({ logProb, rank }) => [Math.exp(logProb), rank])).toEqual([
      [expect.closeTo(1 / 35, 12), 1],
      [expect.closeTo(4 / 38, 12), 0],
      [expect.closeTo(1 / 50, 12), 2],
    ])
  })

  // The mask tells n and the positions tell what is seen: texts of different lengths in one batch need both right.
  it.each([1, 4096])('reads masks and positions of a padded batch (%i tokens a batch)', async batchTokens => {
    const texts = ['abac', 'zz', 'the cat sat on the mat.', 'abababababab', 'cab']
    const { answers } = await scoreAt(fixture('attention'), texts, { batchTokens })
    texts.forEach((text, i) => {
      expectScores(answers[i]?.scores, attended(text))
    })
  })
})

describe('backend', () => {
  it('states what its scores depend on', async () => {
    await withModel(fixture('bigram'), async ({ backend }) => {
      expect(backend).toMatchObject({
        name: fixture('bigram'),
        vocabulary: 32,
        contextLength: 64,
        notes: [],
        identity: { precision: 'float32', provider: 'cpu', bos: 'none' },
      })
      expect(backend.identity.modelSha256).toMatch(/^[0-9a-f]{64}$/)
      expect(backend.identity.runtime).toMatch(/^onnxruntime-node \d+\.\d+\.\d+/)
    })
    // Only config.json says how large its vocabulary is, and calls its context n_ctx.
    await withModel(fixture('typed-data'), async ({ backend }) => {
      expect(backend).toMatchObject({ vocabulary: 32, contextLength: 64 })
    })
  })

  it('can be disposed of twice', async () => {
    await withModel(fixture('bigram'), async ({ backend }) => {
      await backend.dispose()
      await backend.dispose()
    })
  })

  it('predicts the positions that it is asked for, and only those', async () => {
    await withModel(fixture('bigram'), async ({ backend }) => {
      const ids = Int32Array.of(0, 1, 2, 3) // a b c d
      const [scores] = await backend.score([{ ids, from: 2 }])
      expectScores(scores, bigramScores('abcd').slice(1))
    })
  })
})

describe('models that cannot be scored', () => {
  it.each([
    [
      'fixed-cache',
      'MODEL_UNSUPPORTED',
      'its cache input "past_key_values.0.key" has the fixed shape batch_size×2×16×4',
      /dynamic past length/,
    ],
    [
      'unknown-input',
      'MODEL_UNSUPPORTED',
      'asks for the input "encoder_hidden_states" (type 1), which a causal language model does not need',
      /--task text-generation/,
    ],
    [
      'no-logits',
      'MODEL_UNSUPPORTED',
      'has no logits output [batch, sequence, vocabulary]; its outputs are last_hidden_state',
      /with its language-model head/,
    ],
  ])('%s', async (name, code, what, fix) => {
    await expect(scoreAt(fixture(name), ['abc'])).rejects.toMatchObject({
      code,
      message: expect.stringContaining(what),
      fix: expect.stringMatching(fix),
    })
    await expect(scoreAt(fixture(name), ['abc'])).rejects.toThrow(fixture(name))
  })
})
