import type { Item } from '../types.js'

/** Ids of two items whose texts say the same. */
export interface OverlapPair {
  readonly a: string
  readonly b: string
}

/**
 * The items of `b` whose text equals that of an item of `a` once case, white space, punctuation and Unicode
 * variants are set aside, each with the first such item of `a`; in the order of `b`.
 */
export function findOverlap(a: readonly Item[], b: readonly Item[]): readonly OverlapPair[] {
  const firstOfA = new Map<string, string>()
  for (const { id, text } of a) {
    const key = normaliseText(text)
    if (!firstOfA.has(key)) firstOfA.set(key, id)
  }
  return b.flatMap(({ id, text }) => {
    const match = firstOfA.get(normaliseText(text))
    return match === undefined ? [] : [{ a: match, b: id }]
  })
}

/**
 * NFKC, lower case, each run of white space and punctuation one space. Symbols stay: in "2 + 3" and "2 < 3" they
 * are the content. A text of punctuation alone is kept as it is, since otherwise all such texts would be equal.
 */
export function normaliseText(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase()
  return folded.replace(/[\s\p{P}]+/gu, ' ').trim() || folded.trim()
}
