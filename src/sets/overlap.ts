import type { Item, TextIndex } from '../types.js'

/**
 * The items of `b` whose text equals one of `a` once case, white space, punctuation and Unicode variants are set
 * aside; in the order of `b`.
 */
export function findOverlap(a: readonly Item[] | TextIndex, b: readonly Item[]): readonly Item[] {
  const texts = isIndex(a) ? a : indexOf(a)
  return b.filter(({ text }) => texts.has(text))
}

/** Two items whose texts say the same, by id. */
export interface OverlapPair {
  readonly a: string
  readonly b: string
}

/** The same with the first equal item of `a` for each of `b`. */
export function overlapPairs(a: readonly Item[], b: readonly Item[]): readonly OverlapPair[] {
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

function isIndex(a: readonly Item[] | TextIndex): a is TextIndex {
  return 'has' in a
}

function indexOf(items: readonly Item[]): TextIndex {
  const known = new Set(items.map(({ text }) => normaliseText(text)))
  return { has: text => known.has(normaliseText(text)) }
}

/**
 * NFKC, lower case, each run of white space and punctuation one space. Symbols stay: in "2 + 3" and "2 < 3" they
 * are the content. A text of punctuation alone is kept as it is, since otherwise all such texts would be equal.
 */
export function normaliseText(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase()
  return folded.replace(/[\s\p{P}]+/gu, ' ').trim() || folded.trim()
}
