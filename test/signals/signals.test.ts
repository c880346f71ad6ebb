import { describe, expect, test } from 'vitest'
import { SIGNALS } from '../../src/signals/index.js'
import { longestRun } from '../../src/signals/longest-run.js'
import { meanOfLowest } from '../../src/signals/lowest.js'
import { zScores } from '../../src/signals/min-k-plus-plus.js'
import type { TokenScores } from '../../src/types.js'

const MIN_K = {
  // Rows (.7, .2, .1), (.5, .3, .2), (.1, .8, .1), (.25, .25, .5) with targets 0, 2, 1, 0; means and deviations of
  // log p weighted by p, computed with numpy.
  logProb: [-0.35667494393873245, -1.6094379124341003, -0.2231435513142097, -1.3862943611198906],
  vocabMean: [-0.8018185525433373, -1.0296530140645737, -0.639031859650177, -1.0397207708399179],
  vocabStd: [0.7031264534810098, 0.3646428532822551, 0.8317766166719343, 0.346573590279973],
  z: [0.6330918235273414, -1.590007573577039, 0.5000000000000001, -0.9999999999999992],
  minK: -1.4978661367769954,
  minKPlusPlus: -1.2950037867885191,
}

const scoresOf = (
  logProb: readonly number[],
  rank: readonly number[] = logProb.map(() => 1),
): TokenScores => ({
  itemId: 'x',
  tokenId: new Int32Array(logProb.length),
  logProb: Float64Array.from(logProb),
  vocabMean: Float64Array.from(logProb.map((_, t) => MIN_K.vocabMean[t % 4]!)),
  vocabStd: Float64Array.from(logProb.map((_, t) => MIN_K.vocabStd[t % 4]!)),
  rank: Int32Array.from(rank),
  byteStart: new Int32Array(logProb.length),
  byteEnd: new Int32Array(logProb.length),
})

describe('Min-K% and Min-K%++', () => {
  const scores = scoresOf(MIN_K.logProb)
  const z = zScores(scores)
  test('agree with numpy on four tokens, the lower half', () => {
    for (let t = 0; t < 4; t++) expect(z[t]).toBeCloseTo(MIN_K.z[t]!, 12)
    expect(meanOfLowest(scores.logProb, 0.5)).toBeCloseTo(MIN_K.minK, 12)
    expect(meanOfLowest(z, 0.5)).toBeCloseTo(MIN_K.minKPlusPlus, 12)
  })
  test('take one token at least, and ⌊share·T⌋', () => {
    expect(meanOfLowest([-1, -2, -3, -4], 0.2)).toBe(-4)
    expect(meanOfLowest([-1, -2, -3, -4, -5, -6, -7, -8, -9, -10], 0.25)).toBe(-9.5)
  })
  test('a certain distribution does not divide by nothing', () => {
    const certain = {
      ...scores,
      logProb: Float64Array.of(0),
      vocabMean: Float64Array.of(0),
      vocabStd: Float64Array.of(0),
    }
    expect(zScores(certain)[0]).toBe(0)
  })
})

test.each([
  [[0, 0, 1, 0, 0, 0, 2], 3],
  [[1, 2, 3], 0],
  [[0, 0, 0, 0], 4],
  [[], 0],
])('the longest run of ranks %j is %i', (ranks, run) => {
  expect(longestRun(ranks)).toBe(run)
})

describe.each(SIGNALS)('$name', ({ of }) => {
  test('is higher for a text that the model finds likelier token by token', () => {
    const unlikely = scoresOf(MIN_K.logProb, [1, 2, 0, 3])
    const likely = scoresOf(
      MIN_K.logProb.map(value => value / 4),
      [0, 0, 0, 3],
    )
    expect(of(likely)).toBeGreaterThan(of(unlikely)!)
  })
  test('is a number for every text with a token, and no NaN for one without', () => {
    expect(of(scoresOf([-2]))).toEqual(expect.any(Number))
    expect(of(scoresOf([])) ?? 0).toBe(0)
  })
})
