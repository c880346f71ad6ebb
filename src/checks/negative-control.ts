import type { Check } from '../audit-report.js'
import { pValuesOfT } from '../statistics/distributions.js'
import { clusterMean } from '../statistics/moments.js'
import type { Random } from '../statistics/random.js'
import type { Values } from '../statistics/types.js'

/** Splits of a set into random halves, and the level at which each is tested: ten are expected to differ. */
const SPLITS = 200
const LEVEL = 0.05

/** P(more than this of 200 | 0.05) = 0.0012 by the binomial distribution: a sound set fails once in a thousand times. */
const MOST_DIFFERENT = 20

/** Two-sided level at which the first half of a file is said to differ from the second. */
const DRIFT = 0.01

/** Values of one set with the cluster of each. */
export interface Controlled {
  readonly values: Values
  readonly clusters: readonly string[]
}

/**
 * The audit's own comparison where there is nothing to find: halves of the reference set against each other, in the
 * values that the gap is made of (the audited model's loss, net of the reference models'), whole clusters together.
 * A test that calls random halves different more often than its level cannot be trusted with the two sets: fail.
 * The first half of the file beside the second one shows a drift along its order: warn, since a test set that is a
 * stretch of such a file differs from another stretch without any exposure.
 */
export function negativeControl(name: string, sample: Controlled, random: Random): Check[] {
  const groups = [...new Set(sample.clusters)]
  // A half needs two clusters to have a standard error.
  if (groups.length < 4) return []
  const differs = (first: ReadonlySet<string>) => pOfHalves(sample, first)
  // Sorted first, so that the splits do not depend on the order of the file.
  const shuffled = [...groups].sort()
  let different = 0
  for (let split = 0; split < SPLITS; split++) {
    random.shuffle(shuffled)
    if (differs(new Set(shuffled.slice(0, groups.length >> 1))) <= LEVEL) different++
  }
  const drift = differs(new Set(groups.slice(0, groups.length >> 1)))
  const sound = different <= MOST_DIFFERENT
  return [
    {
      name: `${name}: negative control`,
      status: sound ? 'pass' : 'fail',
      code: sound ? 'halves_alike' : 'halves_differ',
      text: `Of ${SPLITS} random splits of the set ${different} have halves that the test calls different at ${LEVEL} (${LEVEL * SPLITS} expected)`,
      values: { splits: SPLITS, different, level: LEVEL },
    },
    {
      name: `${name}: drift`,
      status: drift > DRIFT ? 'pass' : 'warn',
      code: drift > DRIFT ? 'no_drift' : 'set_drifts',
      text:
        drift > DRIFT
          ? 'The first half of the set is as hard as the second'
          : 'The first half of the set differs from the second: a stretch of this file is no sample of it. Draw items at random (--sample)',
      values: { p: drift },
    },
  ]
}

/** Two-sided p of the difference between the items of these clusters and the rest; 1 where neither varies. */
function pOfHalves({ values, clusters }: Controlled, first: ReadonlySet<string>): number {
  const part = (inside: boolean) => {
    const rows = clusters.flatMap((cluster, i) => (first.has(cluster) === inside ? [i] : []))
    return clusterMean({ values: rows.map(i => values[i]!), clusters: rows.map(i => clusters[i]!) })
  }
  const [a, b] = [part(true), part(false)]
  const variance = a.varianceOfMean + b.varianceOfMean
  if (variance === 0) return a.mean === b.mean ? 1 : Number.MIN_VALUE
  const df =
    variance ** 2 /
    (a.varianceOfMean ** 2 / (a.clusterCount - 1) + b.varianceOfMean ** 2 / (b.clusterCount - 1))
  return pValuesOfT((a.mean - b.mean) / Math.sqrt(variance), df).twoSided
}
