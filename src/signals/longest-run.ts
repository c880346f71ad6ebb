import type { Signal } from './signal.js'

/** Tokens in a row that were the model's first choice: greedy decoding would have written them. */
export function longestRun(rank: ArrayLike<number>): number {
  let longest = 0
  let run = 0
  for (let t = 0; t < rank.length; t++) {
    run = rank[t] === 0 ? run + 1 : 0
    if (run > longest) longest = run
  }
  return longest
}

/** The longest stretch that the model continues word for word, in tokens. */
export const longestRunSignal: Signal = {
  name: 'longest run',
  describes: 'tokens in a row that are the model’s first choice',
  of: ({ rank }) => longestRun(rank),
}
