import { positive } from './distributions.js'

/** Probabilities that are equal on paper may differ in the last bits: such tables count as extreme (as in scipy). */
const TIE_SLACK = 1e-7

/**
 * Fisher's exact test of a 2 × 2 table [[a, b], [c, d]]: is the first column's share higher in the first row? P-values by
 * the hypergeometric distribution of a with all margins held; two-sided: tables no likelier than the observed one.
 *
 * Shapes: four whole counts. Cost: O(smallest margin). Equals scipy.stats.fisher_exact.
 * Source: Fisher (1922).
 *
 * @throws RangeError when a count is negative or not whole, or when the table is empty.
 */
export function fisherExact(
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
): { readonly oddsRatio: number; readonly greater: number; readonly twoSided: number } {
  for (const count of [a, b, c, d])
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`Not a count: ${count}`)
  const total = a + b + c + d
  if (total === 0) throw new RangeError('A table without counts')
  const [row, column] = [a + b, a + c]
  const logs = logFactorials(total)
  const choose = (n: number, k: number) => logs[n]! - logs[k]! - logs[n - k]!
  const chanceOf = (x: number) =>
    Math.exp(choose(column, x) + choose(total - column, row - x) - choose(total, row))
  const observed = chanceOf(a)
  let greater = 0
  let twoSided = 0
  for (let x = Math.max(0, row + column - total); x <= Math.min(row, column); x++) {
    const chance = chanceOf(x)
    if (x >= a) greater += chance
    if (chance <= observed * (1 + TIE_SLACK)) twoSided += chance
  }
  return { oddsRatio: (a * d) / (b * c), greater: positive(greater), twoSided: positive(twoSided) }
}

function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1)
  for (let n = 2; n <= most; n++) logs[n] = logs[n - 1]! + Math.log(n)
  return logs
}
