import type { Check } from '../audit-report.js'
import type { Item } from '../types.js'
import { effectiveClusters, LEAST_CLUSTERS } from './size.js'

export interface PairedSets {
  readonly originalName: string
  readonly original: readonly Item[]
  readonly rewordedName: string
  readonly reworded: readonly Item[]
  /** Paraphrases of items of the original set that were given, those left out included. */
  readonly offered: number
}

/**
 * Above this share of lost pairs the rest is a choice: what is hard to reword may be what is easy to remember.
 * Methods of the field drop failed rewrites too, and do not say how many.
 */
const MOST_LOST = 0.3

/** Are there enough pairs, and are they most of what was reworded? */
export function pairsCheck({ originalName, original, rewordedName, reworded, offered }: PairedSets): Check {
  const after = new Set(reworded.map(({ id }) => id))
  const pairs = original.filter(({ id }) => after.has(id))
  const clusters = Math.floor(effectiveClusters(pairs))
  const lost = offered === 0 ? 1 : (offered - pairs.length) / offered
  const few = clusters < LEAST_CLUSTERS
  const biased = lost > MOST_LOST
  const unpaired = original.length - pairs.length
  const counts = `${pairs.length} of ${original.length} items of ${originalName} have a paraphrase that differs`
  return {
    name: `${originalName} and ${rewordedName}: pairs`,
    status: few || biased ? 'fail' : unpaired > 0 ? 'warn' : 'pass',
    code: few ? 'too_few_pairs' : biased ? 'pairs_lost' : 'enough_pairs',
    text: few
      ? `${counts}, which say as much as ${clusters} independent ones; a verdict needs ${LEAST_CLUSTERS}`
      : biased
        ? `${counts}; ${Math.round(lost * 100)} % of the paraphrases were left out, so the rest may be a choice`
        : counts,
    values: { pairs: pairs.length, clusters, offered, needed: LEAST_CLUSTERS },
  }
}
