import { positive, tSf } from './distributions.js'
import { mean, moments } from './moments.js'
import { type CombinedRanks, rankCombination } from './rank-scores.js'

/** Log-probabilities of the texts that one shard of a file makes: in the order of the file, and in random ones. */
export interface ShardScores {
  readonly canonical: number
  readonly permuted: readonly number[]
}

export interface OrderTest {
  /** Mean over shards of s_i, in nats a shard. Positive = the file's order is likelier. */
  readonly effect: number
  /** Standard deviation of s_i between shards. */
  readonly deviation: number
  readonly standardError: number
  readonly df: number
  readonly t: number
  readonly pT: number
  /** Per shard the rank of the file's order among all that were scored; 1 = likelier than every other. */
  readonly ranks: readonly number[]
  readonly z: number
  readonly pRanks: number
  /** The larger of the two p-values, which decides. */
  readonly pValue: number
}

/**
 * Orders whose log-probabilities differ by less than this share count as equally likely, which is held against the
 * file's order: float32 sums in another order differ that much, and a model that does not see from one item to the
 * next must not be accused by its rounding.
 */
const ROUNDING = 1e-6

/**
 * Is the order of a file likelier than random orders of the same items (Oren et al. 2023, arXiv:2310.17623)? The file
 * is cut into r contiguous shards, and the items of each are put in m random orders:
 *
 *   s_i = log p(shard i as it is) − mean_j log p(order j of shard i)
 *   t   = mean(s) / (sd(s)/√r),  sd with r − 1,  p_t = P(T_{r−1} ≥ t)
 *   k_i = 1 + #{j: log p(order j) ≥ log p(as it is)},  p_ranks by rank-scores.ts
 *
 * The larger p decides. Under the null, that the order is random and the model does not know it, k_i is uniform on
 * 1 … m + 1 and independent between shards whatever the model, so p_ranks is exact with any number of shards; p_t is
 * right only as far as mean(s) is near normal, but it sees how much likelier the order is, in nats. A test that needs
 * both keeps the exactness of the one (its size is at most that of either) and loses little, since a leak that shows
 * in one shows in the other. The authors' code divides by r instead of r − 1, which makes p_t too small.
 *
 * Orientation: positive = leak-like. Units: nats per shard.
 *
 * @throws LossgapError SET_TOO_SMALL with fewer than two shards; RangeError unless every shard has equally many
 * orders and the s_i differ (see `tellsOrders`).
 */
export function orderTest(
  shards: readonly ShardScores[],
  combine: (ranks: readonly number[]) => CombinedRanks = rankCombination(
    shards.length,
    shards[0]?.permuted.length ?? 0,
  ),
): OrderTest {
  const orders = shards[0]?.permuted.length
  if (shards.some(({ permuted }) => permuted.length !== orders))
    throw new RangeError('Shards with unequal numbers of orders')
  const differences = shards.map(({ canonical, permuted }) => canonical - mean(permuted))
  const { mean: effect, variance, count } = moments(differences)
  if (variance === 0) throw new RangeError('Every shard differs from its random orders by the same amount')
  const deviation = Math.sqrt(variance)
  const standardError = deviation / Math.sqrt(count)
  const t = effect / standardError
  const pT = positive(tSf(t, count - 1))
  const ranks = shards.map(rankOf)
  const { z, pValue: pRanks } = combine(ranks)
  return {
    effect,
    deviation,
    standardError,
    df: count - 1,
    t,
    pT,
    ranks,
    z,
    pRanks: positive(pRanks),
    pValue: Math.max(pT, positive(pRanks)),
  }
}

/** Whether any order of any shard is likelier than another one: a model without a view of the last item tells none. */
export function tellsOrders(shards: readonly ShardScores[]): boolean {
  return shards.some(({ canonical, permuted }) =>
    permuted.some(other => Math.abs(other - canonical) > slack(canonical)),
  )
}

function rankOf({ canonical, permuted }: ShardScores): number {
  return 1 + permuted.filter(other => other >= canonical - slack(canonical)).length
}

const slack = (canonical: number) => ROUNDING * Math.abs(canonical)
