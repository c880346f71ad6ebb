import { describe, expect, it } from 'vitest'
import type { Encoding } from '../../src/models/tokenizer.js'
import { checkFinite } from '../../src/scoring/token-scores.js'

const ENCODING: Encoding = {
  ids: Int32Array.of(5, 6, 7),
  firstScored: 1,
  byteOffsets: Int32Array.of(0, 1, 2, 3),
  exactBytes: true,
}
const SOUND = { logProb: -1, vocabMean: -2, vocabStd: 0.5 }

/** Two tokens, of which the second has the values given. */
function check(changes: Partial<typeof SOUND>): void {
  const second = { ...SOUND, ...changes }
  const column = (name: keyof typeof SOUND) => Float64Array.of(SOUND[name], second[name])
  const scores = {
    logProb: column('logProb'),
    vocabMean: column('vocabMean'),
    vocabStd: column('vocabStd'),
    rank: Int32Array.of(0, 0),
  }
  checkFinite(scores, ENCODING, 'item "7" (set.csv:9)', 'model')
}

describe('checkFinite', () => {
  it.each([
    { logProb: Number.NaN },
    { logProb: Number.NEGATIVE_INFINITY },
    { logProb: Number.POSITIVE_INFINITY },
    { logProb: 0.01 },
    { vocabMean: Number.NaN },
    { vocabMean: Number.NEGATIVE_INFINITY },
    { vocabStd: Number.NaN },
    { vocabStd: Number.POSITIVE_INFINITY },
  ])('refuses %j, and names the token and the item', changes => {
    // The first predicted token stands at position 1, so the second at 2.
    expect(() => check(changes)).toThrow(
      expect.objectContaining({
        code: 'LOGITS_NOT_FINITE',
        message: expect.stringMatching(
          /^model gives no probability for token 2 of item "7" \(set\.csv:9\) \(log p = /,
        ),
      }),
    )
  })

  it.each([{}, { logProb: 0 }, { logProb: 1e-6 }, { logProb: -1e4 }, { vocabStd: 0 }])(
    'takes %j',
    changes => {
      expect(() => check(changes)).not.toThrow()
    },
  )
})
