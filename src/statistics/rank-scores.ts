import { normalQuantile } from './distributions.js'

/**
 * Scores are rounded to 1/32 so that their sums lie on a lattice and the null distribution can be counted out. A test
 * on rounded scores is as exact as one on any others; the rounding adds 1/12000 to a variance near 1.
 */
const STEPS = 32

export interface CombinedRanks {
  /** Sum of the normal scores over its standard deviation under the null: Stouffer's z. */
  readonly z: number
  /** P(sum of scores ≥ this one) under the null, exact. */
  readonly pValue: number
}

/**
 * Combines the ranks of independent groups, each the rank of one value among 1 + `others` (1 = the largest), by
 * Stouffer's sum of normal scores with its exact null distribution.
 *
 *   score(k) = Φ⁻¹(1 − (k − ½)/(others + 1)),  p = P(Σ score(K_g) ≥ Σ score(k_g)),  K_g independent, uniform on 1 … others + 1
 *
 * Stouffer's textbook form takes Φ⁻¹(1 − p) of the rank p-values k/(others + 1), where the worst rank gives −∞ and
 * alone decides, and it leans on the normal distribution, which ranks of few permutations in few groups do not have.
 * Half a rank off makes all scores finite, and counting the sums out makes the size at most α for any number of groups
 * and permutations: with one group p is k/(others + 1) itself.
 *
 * Validity: in each group, under the null, all ranks are equally likely; ties must have been counted against it.
 * Cost: O(groups² · others) once, then O(groups). Source of the combination: Stouffer et al. (1949).
 *
 * @throws RangeError when a rank is none.
 */
export function rankCombination(groups: number, others: number): (ranks: readonly number[]) => CombinedRanks {
  if (!(groups >= 1 && others >= 1)) throw new RangeError(`${groups} groups of 1 + ${others} values`)
  const scores = Array.from({ length: others + 1 }, (_, k) =>
    Math.round(STEPS * normalQuantile(1 - (k + 0.5) / (others + 1))),
  )
  const lowest = scores.at(-1)!
  const tails = tailsOf(sumsOf(scores, groups))
  const variance = scores.reduce((sum, score) => sum + score ** 2, 0) / scores.length
  return ranks => {
    if (ranks.length !== groups) throw new RangeError(`${ranks.length} ranks of ${groups} groups`)
    const sum = ranks.reduce((total, rank) => {
      const score = scores[rank - 1]
      if (score === undefined) throw new RangeError(`No rank among ${others + 1} values: ${rank}`)
      return total + score
    }, 0)
    return { z: sum / Math.sqrt(groups * variance), pValue: Math.min(1, tails[sum - groups * lowest]!) }
  }
}

/** Probability of each sum of `groups` scores, from the lowest sum upwards. All terms are positive: none cancels. */
function sumsOf(scores: readonly number[], groups: number): Float64Array {
  const lowest = scores.at(-1)!
  const reach = scores[0]! - lowest
  const weights = new Map<number, number>()
  for (const score of scores)
    weights.set(score - lowest, (weights.get(score - lowest) ?? 0) + 1 / scores.length)
  let sums = Float64Array.of(1)
  for (let g = 0; g < groups; g++) {
    const next = new Float64Array(sums.length + reach)
    for (const [step, weight] of weights) {
      for (let s = 0; s < sums.length; s++) next[s + step]! += weight * sums[s]!
    }
    sums = next
  }
  return sums
}

/** P(at least this sum), added up from the rarest. */
function tailsOf(sums: Float64Array): Float64Array {
  const tails = new Float64Array(sums.length)
  let tail = 0
  for (let s = sums.length - 1; s >= 0; s--) {
    tail += sums[s]!
    tails[s] = tail
  }
  return tails
}
