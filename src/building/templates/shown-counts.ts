import { namesOf } from '../../text/names.js'
import type { Tree } from './expression.js'

/** What stands between the commas of a list: some words, without a verb as far as length tells. */
const ITEM = "[\\w$'’-]+(?:\\s[\\w$'’-]+){0,4}"
const LIST = new RegExp(`(?<=[\\w'’-]),\\s(?:${ITEM},\\s){0,10}(?:(?:and|or)\\s)?${ITEM}`, 'g')

const WEEKDAY = /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b/g
const ORDINALS =
  'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )

/** Beyond this many nobody is left to be counted one by one. */
const LARGEST_SHOWN = 12

/**
 * Counts that a text shows without saying them: how many persons it names, how long its lists are, how many days it
 * goes through, which is the last that it numbers. Each may be what an equal number counts. A clause before a list
 * looks like an item of it, so lists count with one less too; of those named one may be apart from the others.
 */
export function shownCounts(question: string, prose: string): Set<number> {
  const found = new Set<number>()
  const show = (count: number) => {
    for (const one of [count - 1, count]) if (one > 2) found.add(one)
  }
  const text = `${question}\n${prose}`
  for (const [list] of text.matchAll(LIST)) {
    const commas = list.split(',').length - 1
    const joined = /[^,]\s(?:and|or)\s/.test(list.slice(list.lastIndexOf(',')))
    const items = 1 + commas + (joined ? 1 : 0)
    if (items <= LARGEST_SHOWN && /\b(?:and|or)\s/.test(list)) show(items)
  }
  show(namesOf(question).filter(name => !/day$/.test(name)).length)
  const days = new Set([...question.matchAll(WEEKDAY)].map(([day]) => day.replace(/s$/, ''))).size
  if (days > 2) found.add(days)
  if (days > 1) found.add(7)
  for (const [, digits] of text.matchAll(/\b(\d{1,3})(?:st|nd|rd|th)\b/g)) show(Number(digits))
  ORDINALS.forEach((word, i) => {
    if (new RegExp(`\\b${word}\\b`, 'i').test(text)) show(i + 3)
  })
  return found
}

/** How many amounts a sum has: `(4 + 7 + 10) / 3` divides by this number, whatever the question counts. */
export function addends(tree: Tree): number[] {
  if ('leaf' in tree) return []
  if ('minus' in tree) return addends(tree.minus)
  const terms = termsOf(tree)
  const inner = terms.flatMap(term =>
    'operator' in term ? [...addends(term.left), ...addends(term.right)] : [],
  )
  return terms.length > 2 ? [terms.length - 1, terms.length, ...inner] : inner
}

function termsOf(tree: Tree): Tree[] {
  if (!('operator' in tree) || tree.operator === '*' || tree.operator === '/') return [tree]
  return [...termsOf(tree.left), ...termsOf(tree.right)]
}
