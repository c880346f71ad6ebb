import type { BagOfWords } from './bag-of-words.js'
import { fitLogistic } from './logistic.js'
import { LAMBDA, TOLERANCE } from './out-of-fold.js'

export interface TellingToken {
  readonly token: string
  readonly weight: number
}

export interface TellingTokens {
  readonly test: readonly TellingToken[]
  readonly ref: readonly TellingToken[]
}

const TOKENS_PER_SIDE = 5

/** Tokens with the largest weights of either sign, the heaviest first, from a fit on all texts. */
export function tellingTokens({ rows, vocabulary }: BagOfWords, labels: Int8Array): TellingTokens {
  const { coefficients } = fitLogistic(rows, labels, { lambda: LAMBDA, tolerance: TOLERANCE })
  const upwards = vocabulary
    .map((token, column) => ({ token, weight: coefficients[column]! }))
    .sort((a, b) => a.weight - b.weight)
  return {
    test: upwards
      .filter(({ weight }) => weight > 0)
      .slice(-TOKENS_PER_SIDE)
      .reverse(),
    ref: upwards.filter(({ weight }) => weight < 0).slice(0, TOKENS_PER_SIDE),
  }
}
