import type { Parameters } from '../audit-report.js'
import { effectiveClusters, LEAST_CLUSTERS } from '../checks/size.js'
import type { Random } from '../statistics/random.js'
import type { Item, ItemSet } from '../types.js'
import { NOT_SCORED, without } from './align.js'
import type { PairedAudit } from './paraphrases.js'

/** A point at which an audit may end: what is scored by then, and the error rates that its decision may spend. */
export interface Look extends Pick<Parameters, 'alpha' | 'equivalenceAlpha'> {
  readonly sets: readonly ItemSet[]
}

/** A look at more than this share of the items saves too little for the error rate that it takes from the last one. */
const LARGEST_PART = 0.75

/** The last look sees most and gets half of an error rate; what the earlier ones leave it must still find small effects. */
const LAST_SHARE = 0.5

/** An audit that scores everything before it decides. */
export function wholeLook({ sets }: PairedAudit, { alpha, equivalenceAlpha }: Parameters): Look {
  return { sets, alpha, equivalenceAlpha }
}

/**
 * The looks of a sequential audit: growing parts of one random order of clusters per set, and at last everything.
 * The first takes the fewest clusters with which every arm can be judged that can be judged on the whole sets; each
 * next one twice as many, until the test or the reference set is used up. A paraphrase comes with its original.
 *
 * The plan depends on clusters, ids and the seed, never on a loss or the order of rows, so the items of each look are
 * chosen as blindly as those of the whole, and P(an error at any look) ≤ Σ P(an error at look j) ≤ Σ α_j = α, however
 * the looks depend on each other.
 * Source: error rates spent look by look, Slud & Wei (1982), J. Am. Stat. Assoc. 77; here by Bonferroni's inequality.
 */
export function planLooks(audit: PairedAudit, parameters: Parameters, random: Random): Look[] {
  const orders = audit.sets
    .slice(0, audit.pairs?.test.reworded)
    .map((set, s) => new SetOrder(set, pairedIds(audit, s), random.stream(`looks ${audit.roles[s]}`)))
  const parts: ItemSet[][] = []
  const total = countOf(audit.sets)
  for (let times = 1; ; times *= 2) {
    const counts = orders.map(order => times * order.first)
    if (orders.slice(0, 2).some((order, s) => counts[s]! >= order.clusters.length)) break
    if (!orders.every((order, s) => order.judges(counts[s]!))) continue
    const part = partOf(
      audit,
      orders.map((order, s) => order.take(counts[s]!)),
    )
    if (countOf(part) <= LARGEST_PART * total) parts.push(part)
  }
  const share = (look: number) =>
    parts.length === 0 ? 1 : look < parts.length ? (1 - LAST_SHARE) / parts.length : LAST_SHARE
  return [...parts, audit.sets].map((sets, look) => ({
    sets,
    alpha: parameters.alpha * share(look),
    equivalenceAlpha: parameters.equivalenceAlpha * share(look),
  }))
}

/** A random order of a set's clusters, and how many of them a look needs. */
class SetOrder {
  readonly clusters: readonly string[]
  /** Clusters of the first look. */
  readonly first: number
  /** The items, and those that have a paraphrase, if these are enough to be judged at all. */
  readonly #groups: readonly (readonly Item[])[]

  constructor(set: ItemSet, paired: ReadonlySet<string> | undefined, random: Random) {
    // Sorted first: the order of the rows says nothing.
    const clusters = [...new Set(set.items.map(({ cluster }) => cluster))].sort()
    random.shuffle(clusters)
    this.clusters = clusters
    const groups = paired ? [set.items, set.items.filter(({ id }) => paired.has(id))] : [set.items]
    this.#groups = groups.filter(items => effectiveClusters(items) >= LEAST_CLUSTERS)
    // In proportion to the whole, so that a look does not avoid the large clusters; then what chance asks for on top.
    const needed = this.#groups.map(items => (clusters.length * LEAST_CLUSTERS) / effectiveClusters(items))
    let first = needed.length === 0 ? clusters.length : Math.ceil(Math.max(...needed))
    while (first < clusters.length && !this.judges(first)) first++
    this.first = first
  }

  /** Whether the first clusters are enough for everything that the whole set is enough for. */
  judges(count: number): boolean {
    const taken = this.take(count)
    return this.#groups.every(
      items => effectiveClusters(items.filter(({ cluster }) => taken.has(cluster))) >= LEAST_CLUSTERS,
    )
  }

  take(count: number): ReadonlySet<string> {
    return new Set(this.clusters.slice(0, count))
  }
}

/** Ids of the set's items that have a paraphrase; undefined where none was given for this set. */
function pairedIds({ sets, pairs }: PairedAudit, s: number): ReadonlySet<string> | undefined {
  const pairing = [pairs?.test, pairs?.control].find(pair => pair?.original === s)
  return pairing && new Set(sets[pairing.reworded]!.items.map(({ id }) => id))
}

/** The sets with the items of these clusters only, and the paraphrases of those. */
function partOf({ sets, pairs }: PairedAudit, taken: readonly ReadonlySet<string>[]): ItemSet[] {
  const keep = (set: ItemSet, keeps: (item: Item) => boolean) =>
    without(
      set,
      set.items.filter(item => !keeps(item)).map(({ id }) => id),
      NOT_SCORED,
    )
  const part = taken.map((clusters, s) => keep(sets[s]!, ({ cluster }) => clusters.has(cluster)))
  for (const pair of [pairs?.test, pairs?.control]) {
    if (pair === undefined) continue
    const originals = new Set(part[pair.original]!.items.map(({ id }) => id))
    part[pair.reworded] = keep(sets[pair.reworded]!, ({ id }) => originals.has(id))
  }
  return part
}

export function countOf(sets: readonly ItemSet[]): number {
  return sets.reduce((sum, { items }) => sum + items.length, 0)
}
