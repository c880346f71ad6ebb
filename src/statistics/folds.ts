import type { Random } from './random.js'

/**
 * Fold of each item, 0 … count − 1, such that a cluster is never split: otherwise a classifier could know a
 * text by its twin. Clusters are dealt in turn, set by set (those in both sets in between), so every fold
 * gets its share of either.
 *
 * Shapes: `clusters` and `labels` one per item. Depends on the cluster names and the seed, not on the
 * order of the items.
 */
export function assignFolds(
  clusters: readonly string[],
  labels: ArrayLike<number>,
  count: number,
  random: Random,
): Int32Array {
  const members = new Map<string, Set<number>>()
  clusters.forEach((cluster, i) => {
    const seen = members.get(cluster)
    if (seen === undefined) members.set(cluster, new Set([labels[i]!]))
    else seen.add(labels[i]!)
  })
  const names = [...members.keys()].sort()
  random.shuffle(names)
  const place = (name: string) => (members.get(name)!.size > 1 ? 1 : members.get(name)!.has(1) ? 0 : 2)
  const dealt = names.sort((a, b) => place(a) - place(b))
  const foldOf = new Map(dealt.map((name, turn) => [name, turn % count]))
  return Int32Array.from(clusters, cluster => foldOf.get(cluster)!)
}
