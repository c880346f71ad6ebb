import type { Contrast } from '../audit-report.js'
import { aggregateLoss, itemSample } from '../statistics/aggregate.js'
import { bootstrapDifference } from '../statistics/bootstrap.js'
import { mannWhitneyTest } from '../statistics/mann-whitney.js'
import { permutationTest } from '../statistics/permutation.js'
import type { Random } from '../statistics/random.js'
import { welchTest } from '../statistics/welch.js'
import type { ItemLoss } from '../types.js'

/** The contrasts of the Skywork report, both of the suspect model alone. */
const DEFINITIONS = {
  delta1: 'L_test − L_ref (low: the test set may have leaked)',
  delta2: 'L_test − L_train (high: fitted to the train split)',
} as const

/** The two weightings may differ by this share of the larger before a reader must be told. */
const WEIGHTING_TOLERANCE = 0.5

/**
 * A raw loss gap with its interval and tests: Δ = L(first) − L(second) in three weightings.
 *
 * Tests are on item-weighted nats/token, items being what was sampled. Welch and Mann–Whitney take items as
 * independent, so they are left out (null) where clusters repeat; the permutation test then deals whole clusters.
 * Validity: a raw gap is only as good as the two sets are alike; no verdict rests on it without that check.
 * Orientation: nats, first − second, so negative = lower loss on the first set.
 * Source: Wei et al. (2023), arXiv:2310.19341, section 5.2.
 */
export function contrastOf(
  name: keyof typeof DEFINITIONS,
  first: readonly ItemLoss[],
  second: readonly ItemLoss[],
  random: Random,
): Contrast {
  const a = itemSample(first, 'nats-per-token')
  const b = itemSample(second, 'nats-per-token')
  const of = aggregateLoss(first)
  const against = aggregateLoss(second)
  const tokenWeighted = of.tokenWeighted - against.tokenWeighted
  const itemWeighted = of.itemWeighted - against.itemWeighted
  const clustered = of.clusterCount < of.itemCount || against.clusterCount < against.itemCount
  const bootstrap = bootstrapDifference(a, b, { random: random.stream(`${name} bootstrap`) })
  const permutation = permutationTest(a, b, { random: random.stream(`${name} permutation`) })
  return {
    name,
    definition: DEFINITIONS[name],
    tokenWeighted,
    itemWeighted,
    bitsPerByte: of.bitsPerByte - against.bitsPerByte,
    weightingSensitive: isWeightingSensitive(tokenWeighted, itemWeighted),
    interval: { ...bootstrap.interval, method: bootstrap.method, resamples: bootstrap.resamples },
    tests: {
      welch: clustered ? null : welchRecord(a.values, b.values),
      mannWhitney: clustered ? null : mannWhitneyRecord(a.values, b.values),
      permutation: { draws: permutation.draws, pValue: permutation.pValue },
    },
  }
}

function welchRecord(a: ArrayLike<number>, b: ArrayLike<number>) {
  const { t, df, standardError, pValue } = welchTest(a, b)
  return { t, df, standardError, pValue }
}

function mannWhitneyRecord(a: ArrayLike<number>, b: ArrayLike<number>) {
  const { u, auc, pValue } = mannWhitneyTest(a, b)
  return { u, auc, pValue }
}

function isWeightingSensitive(tokenWeighted: number, itemWeighted: number): boolean {
  const larger = Math.max(Math.abs(tokenWeighted), Math.abs(itemWeighted))
  return Math.abs(tokenWeighted - itemWeighted) > WEIGHTING_TOLERANCE * larger
}
