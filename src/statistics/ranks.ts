import type { Values } from './types.js'

export interface Ranking {
  /** 1-based rank of each value; tied values share the mean of their ranks. */
  readonly ranks: Float64Array
  /** Σ (t³ − t) over the groups of t tied values; 0 when nothing is tied. */
  readonly tieTerm: number
}

/** Midranks of the values, in their order. Cost: O(N log N). @throws RangeError when a value is not finite. */
export function rankWithTies(values: Values): Ranking {
  const count = values.length
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`Cannot rank ${values[i]}`)
  }
  const order = Int32Array.from({ length: count }, (_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const ranks = new Float64Array(count)
  let tieTerm = 0
  for (let start = 0; start < count; ) {
    let end = start + 1
    while (end < count && values[order[end]!] === values[order[start]!]) end++
    const ties = end - start
    tieTerm += ties ** 3 - ties
    for (let k = start; k < end; k++) ranks[order[k]!] = (start + 1 + end) / 2
    start = end
  }
  return { ranks, tieTerm }
}
