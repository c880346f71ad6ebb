import type { Item } from '../types.js'
import { BandIndex } from './band-index.js'
import { bandKeys } from './min-hash.js'
import { jaccard, shinglesOf } from './shingles.js'

/** From this share of common shingles on two items count as the same one: methods differ little around it. */
export const LEAST_JACCARD = 0.8

/**
 * Candidates of one item that are compared exactly at least; more means that the set is of one form, not that items
 * repeat. Small sets get more: a million comparisons in all take half a minute.
 */
const LEAST_COMPARED = 64
const MOST_COMPARISONS = 1_000_000

export interface NearDuplicate {
  readonly id: string
  /** The likeliest item that is near enough, of the other set or earlier in the same one. */
  readonly of: string
  readonly jaccard: number
}

export interface NearDuplicates {
  readonly found: readonly NearDuplicate[]
  /** Items with more candidates than were compared: for them a near duplicate may have been missed. */
  readonly incomplete: readonly string[]
}

/** Items of one bucket that are looked at, and more where more are compared: a bucket is cheap to walk through. */
const DEEPEST = 1000

/** How many candidates of each of that many items are compared. */
export function comparedOf(items: number): number {
  return Math.max(LEAST_COMPARED, Math.floor(MOST_COMPARISONS / Math.max(1, items)))
}

/** Pairs that are no fault: an item and its own source, or two variants of one seed. */
export type IsDeclared = (item: Item, other: Item) => boolean

/**
 * Items of `items` with a near duplicate in `others`: Jaccard ≥ 0.8 of five-unit shingles, candidates by MinHash and
 * bands (see `bandKeys` for what is missed), each verified exactly. Shingles are made anew for each candidate rather
 * than kept: memory is that of the texts and 217 bytes an item of `others`. Of more candidates than `compared` those
 * that share most bands are taken.
 */
export function nearDuplicatesAcross(
  items: readonly Item[],
  others: readonly Item[],
  isDeclared: IsDeclared,
  compared = comparedOf(items.length),
): NearDuplicates {
  const index = new BandIndex(others.length)
  for (const [i, { text }] of others.entries()) index.add(i, bandKeys(shinglesOf(text)))
  return search({ items, others, index, isDeclared, compared }, () => {})
}

/** The same within one set: each item against those before it. */
export function nearDuplicatesWithin(items: readonly Item[], isDeclared: IsDeclared): NearDuplicates {
  const index = new BandIndex(items.length)
  const compared = comparedOf(items.length)
  return search({ items, others: items, index, isDeclared, compared }, (item, keys) => index.add(item, keys))
}

interface Search {
  readonly items: readonly Item[]
  readonly others: readonly Item[]
  readonly index: BandIndex
  readonly isDeclared: IsDeclared
  readonly compared: number
}

function search(
  { items, others, index, isDeclared, compared }: Search,
  after: (item: number, keys: Uint32Array) => void,
): NearDuplicates {
  const found: NearDuplicate[] = []
  const incomplete: string[] = []
  items.forEach((item, i) => {
    const shingles = shinglesOf(item.text)
    const keys = bandKeys(shingles)
    const candidates = index.candidates(keys, Math.max(DEEPEST, compared))
    const open = candidates.items.filter(candidate => !isDeclared(item, others[candidate]!))
    let near: NearDuplicate | undefined
    for (const candidate of open.slice(0, compared)) {
      const other = others[candidate]!
      const similarity = jaccard(shingles, shinglesOf(other.text))
      if (similarity < LEAST_JACCARD) continue
      near = { id: item.id, of: other.id, jaccard: similarity }
      break
    }
    if (near !== undefined) found.push(near)
    else if (open.length > compared || !candidates.complete) incomplete.push(item.id)
    after(i, keys)
  })
  return { found, incomplete }
}
