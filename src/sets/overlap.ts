import type { Item, TextIndex } from '../types.js'
import { plainForm } from './look-alikes.js'

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

/** The same with the first equal item of `a` for each of `b`; pairs that `isDeclared` names are passed over. */
export function overlapPairs(
  a: readonly Item[],
  b: readonly Item[],
  isDeclared: (b: Item, a: Item) => boolean = () => false,
): readonly OverlapPair[] {
  const ofA = new Map<string, Item[]>()
  for (const item of a) {
    const key = normaliseText(item.text)
    const equal = ofA.get(key)
    if (equal === undefined) ofA.set(key, [item])
    else equal.push(item)
  }
  return b.flatMap(item => {
    const match = ofA.get(normaliseText(item.text))?.find(other => !isDeclared(item, other))
    return match === undefined ? [] : [{ a: match.id, b: item.id }]
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
 * `plainForm`, each run of white space and punctuation one space. Symbols stay: in "2 + 3" and "2 < 3" they
 * are the content. A text of punctuation alone is kept as it is, since otherwise all such texts would be equal.
 */
export function normaliseText(text: string): string {
  const folded = plainForm(text)
  return folded.replace(/[\s\p{P}]+/gu, ' ').trim() || folded.trim()
}
