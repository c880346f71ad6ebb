import type { Random } from '../statistics/random.js'
import type { Item } from '../types.js'

/** Contiguous stretches of the items, in their order; sizes differ by one at most. */
export function cutShards(items: readonly Item[], shards: number): Item[][] {
  const border = (s: number) => Math.floor((s * items.length) / shards)
  return Array.from({ length: shards }, (_, s) => items.slice(border(s), border(s + 1)))
}

/** A stretch of a file as one text, one item a line. */
export function textOf(items: readonly Item[]): string {
  return items.map(({ text }) => text).join('\n')
}

/**
 * The texts of one shard: as it is, then in random orders. Each shard draws from a stream of its own, so that more
 * orders of it begin with the same ones, whose scores are kept.
 */
export function textsOf(items: readonly Item[], permutations: number, random: Random): string[] {
  const order = [...items]
  const permuted = Array.from({ length: permutations }, () => {
    random.shuffle(order)
    return textOf(order)
  })
  return [textOf(items), ...permuted]
}
