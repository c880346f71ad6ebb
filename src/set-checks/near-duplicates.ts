import type { Item } from '../types.js'
import { BandIndex } from './band-index.js'
import { bandKeys } from './min-hash.js'
import { jaccard, shinglesOf } from './shingles.js'

/** From this share of common shingles on two items count as the same one: methods differ little around it. */
export const LEAST_JACCARD = 0.8

/** Candidates of one item that are compared exactly; more means that the set is of one form, not that items repeat. */
const MOST_COMPARED = 64

export interface NearDuplicate {
  readonly id: string
  /** The first item found that is near enough, of the other set or earlier in the same one. */
  readonly of: string
  readonly jaccard: number
}

export interface NearDuplicates {
  readonly found: readonly NearDuplicate[]
  /** Items with more candidates than were compared: for them a near duplicate may have been missed. */
  readonly incomplete: readonly string[]
}

/** Pairs that are no fault: an item and its own source, or two variants of one seed. */
export type IsDeclared = (item: Item, other: Item) => boolean

/**
 * Items of `items` with a near duplicate in `others`: Jaccard ≥ 0.8 of five-unit shingles, candidates by MinHash and
 * bands (see `bandKeys` for what is missed), each verified exactly. Shingles are made anew for each candidate rather
 * than kept: memory is that of the texts and 216 bytes an item of `others`.
 */
export function nearDuplicatesAcross(
  items: readonly Item[],
  others: readonly Item[],
  isDeclared: IsDeclared,
): NearDuplicates {
  const index = new BandIndex(others.length)
  for (const [i, { text }] of others.entries()) index.add(i, bandKeys(shinglesOf(text)))
  return search(items, others, index, isDeclared, () => {})
}

/** The same within one set: each item against those before it. */
export function nearDuplicatesWithin(items: readonly Item[], isDeclared: IsDeclared): NearDuplicates {
  const index = new BandIndex(items.length)
  return search(items, items, index, isDeclared, (item, keys) => index.add(item, keys))
}

function search(
  items: readonly Item[],
  others: readonly Item[],
  index: BandIndex,
  isDeclared: IsDeclared,
  after: (item: number, keys: Uint32Array) => void,
): NearDuplicates {
  const found: NearDuplicate[] = []
  const incomplete: string[] = []
  items.forEach((item, i) => {
    const shingles = shinglesOf(item.text)
    const keys = bandKeys(shingles)
    let near: NearDuplicate | undefined
    let compared = 0
    const complete = index.candidates(keys, candidate => {
      const other = others[candidate]!
      if (isDeclared(item, other)) return true
      if (compared++ >= MOST_COMPARED) return false
      const similarity = jaccard(shingles, shinglesOf(other.text))
      if (similarity >= LEAST_JACCARD) near = { id: item.id, of: other.id, jaccard: similarity }
      return near === undefined
    })
    if (near !== undefined) found.push(near)
    else if (!complete) incomplete.push(item.id)
    after(i, keys)
  })
  return { found, incomplete }
}
