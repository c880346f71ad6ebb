import { binomialCdf } from './distributions.js'

/**
 * McNemar's exact test of paired yes/no outcomes: among the pairs that disagree, is the first side the one that says yes
 * more often than chance? p = P(X ≥ b), X ~ Binomial(b + c, ½). Pairs that agree say nothing; without others p = 1.
 * @param firstOnly b, pairs in which only the first says yes.
 * @param secondOnly c, pairs in which only the second does.
 * Source: McNemar (1947); equals scipy.stats.binomtest(b, b + c, alternative='greater').
 * @throws RangeError when a count is negative or not whole.
 */
export function mcnemarExact(
  firstOnly: number,
  secondOnly: number,
): { readonly greater: number; readonly twoSided: number } {
  for (const count of [firstOnly, secondOnly])
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`Not a count: ${count}`)
  const pairs = firstOnly + secondOnly
  // By symmetry at ½, P(X ≥ b) = P(X ≤ c), which keeps its accuracy where 1 − cdf would not.
  const atMost = (count: number) => (pairs === 0 ? 1 : binomialCdf(count, pairs, 0.5))
  const greater = atMost(secondOnly)
  return { greater, twoSided: Math.min(1, 2 * Math.min(greater, atMost(firstOnly))) }
}
