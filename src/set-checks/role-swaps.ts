import { numeralKey, numeralsOf } from '../text/numerals.js'
import { contentStems } from '../text/words.js'
import { proseEquations } from './prose-equations.js'

/** Words that say the same of a number in any problem: a copy that replaces one by another moved nothing. */
const VERBS: readonly (readonly string[])[] = [
  ['has', 'have', 'had', 'own', 'owns', 'owned', 'possess', 'possesses', 'possessed'],
  ['give', 'gives', 'gave', 'given', 'hand', 'hands', 'handed', 'donate', 'donates', 'donated'],
  ['buy', 'buys', 'bought', 'purchase', 'purchases', 'purchased'],
  ['sell', 'sells', 'sold'],
  ['eat', 'eats', 'ate', 'eaten', 'consume', 'consumes', 'consumed'],
  ['spend', 'spends', 'spent', 'pay', 'pays', 'paid'],
  ['lose', 'loses', 'lost'],
  [
    ...['travel', 'travels', 'traveled', 'travelled', 'traveling', 'travelling'],
    'cover',
    'covers',
    'covered',
    'covering',
  ],
  ['cost', 'costs', 'costing', 'worth', 'price', 'prices', 'priced'],
]
const CLASS = new Map(VERBS.flatMap(forms => forms.map(form => [form, `=${forms[0]}`] as const)))

/** Clauses end at punctuation and at joining words: what stands behind belongs to the next number. */
const BOUNDARY = /[,.;:?!，。；：？！\n]|\b(?:and|but|or|then|while|if|that|which|who)\b/gi

/**
 * Numbers that exchanged their neighbours: for two values that both texts name once, a word of the first number's
 * clause stands at the second in the copy and the other way round, and neither number kept any of its own. Only the
 * part before the first computation is looked at: solutions name every number again.
 */
export function roleSwaps(source: string, copy: string): string[] {
  const [before, after] = [neighbours(statement(source)), neighbours(statement(copy))]
  const values = [...before.keys()].filter(value => after.has(value))
  return values.flatMap((a, i) =>
    values.slice(i + 1).flatMap(b => {
      // A word that stands at both numbers tells nothing of either.
      const [fromA, fromB] = [
        without(before.get(a)!, before.get(b)!),
        without(before.get(b)!, before.get(a)!),
      ]
      const [toA, toB] = [after.get(a)!, after.get(b)!]
      const moved = [shared(fromA, toB), shared(fromB, toA)]
      if (moved.some(words => words.length === 0)) return []
      if (shared(fromA, toA).length > 0 || shared(fromB, toB).length > 0) return []
      const [first, second] = moved.map(words => words.map(plain).join(', '))
      return [`${a} (${first}) and ${b} (${second}) changed places`]
    }),
  )
}

const plain = (word: string) => word.replace(/^=/, '')

function statement(text: string): string {
  const end = Math.min(
    text.length,
    ...proseEquations(text).map(({ start }) => start),
    ...[text.indexOf('<<'), text.indexOf('####')].filter(at => at >= 0),
  )
  return text.slice(0, end)
}

/** For each value that stands in the text once, the content words of its clause up to the numbers beside it. */
function neighbours(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const numerals = numeralsOf(text)
  const keys = numerals.map(numeralKey)
  const found = new Map<string, ReadonlySet<string>>()
  numerals.forEach(({ kind, start, end }, n) => {
    if (kind !== 'cardinal' || keys.indexOf(keys[n]!) !== keys.lastIndexOf(keys[n]!)) return
    const [last, next] = [numerals[n - 1]?.end, numerals[n + 1]?.start]
    const before = clauses(text.slice(last ?? 0, start))
    const behind = clauses(text.slice(end, next))
    // Words of one clause between two numbers: the first half belongs to the number before, the rest to the one behind.
    const words = [
      ...(before.length === 1 && last !== undefined ? half(before[0]!, 'second') : before.at(-1)!),
      ...(behind.length === 1 && next !== undefined ? half(behind[0]!, 'first') : behind[0]!),
    ]
    found.set(keys[n]!, new Set(words))
  })
  return found
}

const clauses = (text: string) => text.split(BOUNDARY).map(clause => contentStems(clause, CLASS))

function half(words: readonly string[], which: 'first' | 'second'): readonly string[] {
  const middle = Math.ceil(words.length / 2)
  return which === 'first' ? words.slice(0, middle) : words.slice(middle)
}

function shared(one: readonly string[], other: ReadonlySet<string>): string[] {
  return one.filter(word => other.has(word))
}

function without(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...one].filter(word => !other.has(word))
}
