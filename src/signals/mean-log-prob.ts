import type { TokenScores } from '../types.js'
import type { Signal } from './signal.js'

/** Mean of log p over the text's tokens, nats: minus its loss. */
export const meanLogProb: Signal = {
  name: 'mean log-probability',
  describes: 'nats/token; minus the loss',
  of: ({ logProb }: TokenScores) =>
    logProb.length === 0 ? undefined : logProb.reduce((sum, value) => sum + value, 0) / logProb.length,
}
