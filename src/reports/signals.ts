import { SIGNALS } from '../signals/index.js'
import type { ItemSet, TokenScores } from '../types.js'

/**
 * JSON lines, one per item: set, id, tokens and every signal by its name; null where it has no value. Higher means more
 * familiar, for all of them. Numbers of one model alone: they rank items and accuse none.
 */
export function signalRows(
  sets: readonly ItemSet[],
  scores: readonly (readonly (TokenScores | undefined)[])[],
): string {
  return sets
    .flatMap(({ name, items }, s) =>
      items.map(({ id }, i) => {
        const tokens = scores[s]![i]
        const values = SIGNALS.map(signal => [signal.name, (tokens && signal.of(tokens)) ?? null])
        return JSON.stringify({
          set: name,
          id,
          tokens: tokens?.logProb.length ?? 0,
          ...Object.fromEntries(values),
        })
      }),
    )
    .map(line => `${line}\n`)
    .join('')
}
