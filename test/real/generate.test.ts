import { beforeAll, describe, expect, it } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { openGenerator } from '../../src/models/generate.js'
import { scoreTexts } from '../../src/scoring/score-texts.js'
import { requestsOf, withModel } from '../models/fixtures.js'
import { BUILD_MS, buildModel, reason } from './smollm2-models.js'

const PROMPT = 'The capital of France is Paris. The capital of Germany is'
const WRITTEN = 8

// The scores themselves are held to HF transformers in smollm2.test.ts.
describe.skipIf(reason !== undefined).each(['base', 'past'] as const)('SmolLM2 writes, %s', variant => {
  let folder = ''
  beforeAll(() => {
    folder = buildModel(variant)
  }, BUILD_MS)

  it(
    'the tokens that scoring ranks first, and the same again',
    async () => {
      const options = { device: { kind: 'cpu' }, bos: 'never', threads: 2 } as const
      const generator = await openGenerator(folder, options, diskFiles())
      const texts: string[] = []
      const prompt = await withModel(folder, async ({ tokenizer }) => tokenizer.encode(PROMPT).ids, options)
      try {
        for (let run = 0; run < 2; run++) {
          const { text, ids } = await generator.continue(prompt, { maxTokens: WRITTEN })
          expect(ids).toHaveLength(WRITTEN)
          texts.push(text)
        }
      } finally {
        await generator.dispose()
      }
      expect(texts[0]).toBe(texts[1])
      expect(texts[0]).toMatch(/^ Berlin/)
      const { answers } = await withModel(
        folder,
        model => scoreTexts(model, requestsOf([PROMPT + texts[0]]), {}),
        options,
      )
      const { encoding, scores } = answers[0]!
      expect(encoding.ids).toHaveLength(prompt.length + WRITTEN)
      expect([...scores.rank].slice(-WRITTEN)).toEqual(new Array(WRITTEN).fill(0))
    },
    BUILD_MS,
  )
})
