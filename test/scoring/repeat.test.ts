import { expect, test } from 'vitest'
import type { Model } from '../../src/models/open-model.js'
import { repeatScores } from '../../src/scoring/repeat.js'
import { scoreTexts } from '../../src/scoring/score-texts.js'
import { fixture, requestsOf, withModel } from '../models/fixtures.js'

const TEXTS = Array.from({ length: 30 }, (_, i) => `abc${'pqrst'.slice(0, (i % 5) + 1)}${'a'.repeat(i)}`)

/** The same model, whose log-probabilities move by `drift` on every pass after the first 30 texts. */
function drifting({ backend, tokenizer }: Model, drift: number): Model {
  let read = 0
  const score: Model['backend']['score'] = async batch => {
    const scores = await backend.score(batch)
    read += batch.length
    return read <= TEXTS.length
      ? scores
      : scores.map(one => ({ ...one, logProb: one.logProb.map(value => value - drift) }))
  }
  return { backend: { ...backend, score }, tokenizer }
}

test.each([0, 0.01])(
  'scores that move by %d nats/token are seen to, on eight texts at the most',
  async drift => {
    await withModel(fixture('bigram'), async opened => {
      const model = drifting(opened, drift)
      const requests = requestsOf(TEXTS)
      const { answers } = await scoreTexts(model, requests, {})
      const { texts, largestShift } = await repeatScores(model, requests, answers, {})
      expect(texts).toBe(8)
      expect(largestShift).toBeCloseTo(drift, 6)
    })
  },
)

test('texts without a score, and none at all, are no shift', async () => {
  await withModel(fixture('bigram'), async model => {
    expect(await repeatScores(model, requestsOf(['a']), [undefined], {})).toEqual({
      texts: 0,
      largestShift: 0,
    })
  })
})
