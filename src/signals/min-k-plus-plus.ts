import type { TokenScores } from '../types.js'
import { LOWEST_SHARE, meanOfLowest } from './lowest.js'
import type { Signal } from './signal.js'

/** Of a distribution that is certain of one token the deviation is 0; the method's own programme divides by this. */
const LEAST_DEVIATION = 1e-6

/** z_t = (log p_t − μ_t)/σ_t with mean and deviation of log p over the vocabulary, σ never below 1e−6. No unit. */
export function zScores({ logProb, vocabMean, vocabStd }: TokenScores): Float64Array {
  return logProb.map((value, t) => (value - vocabMean[t]!) / Math.max(vocabStd[t]!, LEAST_DEVIATION))
}

/**
 * Min-K%++: mean z of the fifth of the tokens where it is lowest. No unit.
 * Source: Zhang et al. (2024), arXiv 2404.02936.
 */
export const minKPlusPlus: Signal = {
  name: 'Min-K%++',
  describes: 'standard deviations; mean of the lowest fifth',
  of: scores => meanOfLowest(zScores(scores), LOWEST_SHARE),
}
