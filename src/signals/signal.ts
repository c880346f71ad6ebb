import type { TokenScores } from '../types.js'

/**
 * One number of a text under a model, from its token scores alone. Higher always means more familiar. A signal supports
 * a verdict and never makes one: texts that are easy for every model score high as well.
 */
export interface Signal {
  readonly name: string
  readonly describes: string
  /** undefined where the text has nothing that the signal could be taken of. */
  readonly of: (scores: TokenScores) => number | undefined
}
