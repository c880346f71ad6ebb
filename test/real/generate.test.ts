import { describe, expect, it } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { openGenerator } from '../../src/models/generate.js'
import { scoreTexts } from '../../src/scoring/score-texts.js'
import { requestsOf, withModel } from '../models/fixtures.js'
import { BUILD_MS, buildModel, reason } from './smollm2-models.js'

const PROMPT = 'The capital of France is Paris. The capital of Germany is'
const WRITTEN = 8

// The scores themselves are held to HF transformers in smollm2.test.ts.
describe.skipIf(reason !== undefined)('SmolLM2 writes', () => {
  it(
    'the tokens that scoring ranks first, and the same again',
    async () => {
      const options = { device: { kind: 'cpu' }, bos: 'never', threads: 2 } as const
      const folder = buildModel('base')
      await withModel(
        folder,
        async model => {
          const prompt = model.tokenizer.encode(PROMPT).ids
          const generator = await openGenerator(folder, options, diskFiles())
          const first = await generator.continue(prompt, { maxTokens: WRITTEN })
          const second = await generator.continue(prompt, { maxTokens: WRITTEN })
          await generator.dispose()
          expect(first.ids).toHaveLength(WRITTEN)
          expect(first).toEqual(second)
          expect(first.text).toMatch(/^ Berlin/)
          const { answers } = await scoreTexts(model, requestsOf([PROMPT + first.text]), {})
          const { encoding, scores } = answers[0]!
          expect([...encoding.ids]).toEqual([...prompt, ...first.ids])
          expect([...scores.rank].slice(-WRITTEN)).toEqual(new Array(WRITTEN).fill(0))
        },
        options,
      )
    },
    BUILD_MS,
  )
})
