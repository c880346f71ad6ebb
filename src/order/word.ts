import { LossgapError } from '../errors.js'
import type { OrderRecord } from '../order-record.js'
import type { ItemSet } from '../types.js'

/** A file of a published set, as the catalogue knows it. */
export interface PublishedFile {
  readonly set: string
  readonly split: string
  /** Of the bytes that lie on disk once it is fetched. */
  readonly sha256: string
  readonly canonicalOrder: 'yes' | 'no' | 'unknown'
}

/** What the user says: look it up, or take my word, with the start of the published file's SHA-256 where it is known. */
export type OrderWord =
  | { readonly kind: 'published' }
  | { readonly kind: 'canonical'; readonly sha256?: string | undefined }

/** Ids are a running number where it takes no more than twice as many numbers as there are items to hold them. */
const DENSE = 2

/**
 * On whose word the file is in its published order: the catalogue's, by the hash of its bytes, or else the user's. A file that
 * was sorted or shuffled since has another hash; on a word alone everything that speaks against it is heard.
 * @throws LossgapError when nobody vouches for the order, or something speaks against it.
 */
export function wordFor(
  set: Pick<ItemSet, 'name' | 'path' | 'sha256' | 'items'>,
  word: OrderWord,
  {
    published,
    madeBy,
  }: { readonly published: readonly PublishedFile[]; readonly madeBy?: string | undefined },
): Pick<OrderRecord, 'wordOf' | 'word'> {
  const known = published.find(({ sha256 }) => sha256 === set.sha256)
  const stated = word.kind === 'canonical' ? word.sha256 : undefined
  if (stated !== undefined && !set.sha256.startsWith(stated)) {
    throw new LossgapError(
      'HASH_MISMATCH',
      `--order canonical:${stated}: ${set.path} has the SHA-256 ${set.sha256}, so it is not the file that was meant`,
      'Fetch the file again from its publisher; a copy that was shuffled, sorted or saved anew has lost its order',
    )
  }
  if (known?.canonicalOrder === 'yes')
    return { wordOf: 'catalogue', word: `its bytes are those of ${known.set} (${known.split}) as published` }
  if (known?.canonicalOrder === 'no')
    throw unfit(set.path, `${known.set} (${known.split}) is known to have no order that its copies keep`)
  if (madeBy !== undefined)
    throw unfit(set.path, `it was made here by ${madeBy}, so no model has seen it in this order`)
  if (word.kind === 'published') {
    throw new LossgapError(
      'USAGE',
      `--order published: nothing is known here of a published file with the bytes of ${set.path} (SHA-256 ${set.sha256})`,
      'If this is the file as its publisher ships it, say so with --order canonical, or better with --order canonical:HASH and the first digits of the SHA-256 that the publisher states',
    )
  }
  if (stated !== undefined)
    return { wordOf: 'user-hash', word: `the user says so of the file with the SHA-256 ${stated}…` }
  const jumbled = jumbledId(set)
  if (jumbled !== undefined)
    throw unfit(
      set.path,
      `its ids are a running number that does not run (${jumbled}), as after shuffling`,
      'Fetch the file again from its publisher. If it is published like this, say --order canonical:HASH with the first digits of its SHA-256 there',
    )
  return { wordOf: 'user', word: 'the user says so' }
}

/** Two neighbours whose ids run backwards, where all ids are one dense running number. */
function jumbledId({ items }: Pick<ItemSet, 'items'>): string | undefined {
  const parts = items.map(({ id }) => /^(\D*)(\d{1,15})$/.exec(id))
  if (parts.some(part => part === null || part[1] !== parts[0]?.[1])) return undefined
  const numbers = parts.map(part => Number(part![2]))
  const lowest = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const highest = numbers.reduce((a, b) => Math.max(a, b), 0)
  if (highest - lowest + 1 > DENSE * items.length) return undefined
  const at = numbers.findIndex((number, i) => i > 0 && number < numbers[i - 1]!)
  return at < 0 ? undefined : `"${items[at - 1]!.id}" before "${items[at]!.id}"`
}

function unfit(
  path: string,
  because: string,
  fix = 'Leave --order out, or name the file as its publisher ships it',
) {
  return new LossgapError('SET_CHECK_FAILED', `The order of ${path} cannot be tested: ${because}`, fix)
}
