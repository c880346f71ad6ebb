import { LOWEST_SHARE, meanOfLowest } from './lowest.js'
import type { Signal } from './signal.js'

/**
 * Min-K%: mean log p of the fifth of the tokens that the model finds unlikeliest, nats.
 * Source: Shi et al. (2023), arXiv 2310.16789.
 */
export const minK: Signal = {
  name: 'Min-K%',
  describes: 'nats; mean log p of the unlikeliest fifth of the tokens',
  of: ({ logProb }) => meanOfLowest(logProb, LOWEST_SHARE),
}
