import type { Rule } from './rule.js'
import { MODIFIERS } from './words/modifiers.js'
import { NOUNS } from './words/nouns.js'
import { PHRASES } from './words/phrases.js'
import type { Guard, Swap } from './words/swap.js'
import { VERBS } from './words/verbs.js'

/** Nouns and modifiers name things, so one item keeps one name for each; verbs and phrases name nothing. */
const TABLES: readonly { readonly swaps: readonly Swap[]; readonly naming: boolean }[] = [
  { swaps: PHRASES, naming: false },
  { swaps: VERBS, naming: false },
  { swaps: NOUNS, naming: true },
  { swaps: MODIFIERS, naming: true },
]

/**
 * Swaps words and phrases for others of the same meaning. In lower case, since a capitalised word
 * may be a name, but for words that begin a sentence as no name does (Since, Each, First).
 */
export const lexicon: Rule = {
  name: 'lexicon',
  rewrite({ text, item }) {
    let reworded = text
    // A word that was just put in is not swapped back.
    const fresh = new Set<string>()
    for (const { swaps, naming } of TABLES)
      for (const swap of swaps)
        swap.from.forEach((from, form) => {
          const to = swap.to[form]!
          if (from === to || fresh.has(from) || (naming && !renames(item, from, to, swap))) return
          const swapped = replaceIn(reworded, from, to, swap)
          if (swapped !== reworded) fresh.add(to)
          reworded = swapped
        })
    return reworded
  },
}

/** Whether a name can be changed in the whole item, and the other name is not taken. */
function renames(item: string, from: string, to: string, swap: Swap): boolean {
  if (!item.includes(from) || whole(to).test(item)) return false
  return !whole(from).test(replaceIn(item, from, '', swap))
}

function replaceIn(text: string, from: string, to: string, { before, after }: Swap): string {
  if (!text.includes(from)) return text
  return text.replace(whole(from), (found, at: number, all: string) =>
    allows(before, all.slice(0, at)) && allows(after, all.slice(at + found.length)) ? to : found,
  )
}

/** The words as they stand alone: not in a compound, not in a capitalised name. */
function whole(words: string): RegExp {
  const start = /^\w/.test(words) ? "(?<![\\w'’-])" : ''
  return new RegExp(`${start}${words.replace(/[.*+?^$()|]/g, '\\$&')}(?![\\w-]|['’]\\w)`, 'g')
}

function allows(guard: Guard | undefined, context: string): boolean {
  return (guard?.only?.test(context) ?? true) && !(guard?.not?.test(context) ?? false)
}
