import type Fraction from 'fraction.js'
import { findNumbers, type NumberToken } from './number-token.js'
import { isWorldFact } from './world-facts.js'

export type NumberKind = 'plain' | 'money' | 'percent' | 'word'

/** One value of a question, with all the places where it stands. */
export interface QuestionNumber {
  readonly value: Fraction
  readonly kind: NumberKind
  readonly tokens: readonly NumberToken[]
  /** Whether the words around allow another value at all. */
  readonly free: boolean
  /** Days of a week, hours of a day: no new value may be above. */
  readonly most: number
}

/** The different values of a question. Equal numbers are one: what is said of both keeps on holding. */
export function questionNumbers(question: string): QuestionNumber[] {
  const byValue = new Map<string, NumberToken[]>()
  for (const token of findNumbers(question)) {
    const key = token.value.toFraction()
    byValue.set(key, [...(byValue.get(key) ?? []), token])
  }
  return [...byValue.values()].map(tokens => ({
    value: tokens[0]!.value,
    kind: kindOf(question, tokens),
    tokens,
    free: tokens.every(token => isFree(question, token)),
    most: Math.min(...tokens.map(token => mostOf(question, token))),
  }))
}

function kindOf(question: string, tokens: readonly NumberToken[]): NumberKind {
  if (tokens.some(({ end }) => /^\s?(%|percent)/.test(question.slice(end)))) return 'percent'
  if (tokens.some(({ word }) => word !== 'none')) return 'word'
  return tokens.some(({ start }) => question[start - 1] === '$') ? 'money' : 'plain'
}

/** A small number with an article counts what the text has named before: `over the 3 days`. */
const POINTS_BACK = /\b(?:the|these|those|all|his|her|their|of them)\s$/i
const LARGEST_NAMED = 12

/** Units that are written without a space; any other letter makes a number part of a name (`B12`, `1st`, `90s`). */
const JOINED = /^(?:km|kg|g|ml|mL|l|L|lbs?|mph|cm|mm|m|oz|ft|in|MB|GB|kb)\b/
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'
const BEFORE_FIXED = new RegExp(
  `(?:[A-Za-z#:/]|\\d[/:.-]|\\b(?:${MONTHS}|route|highway|chapter|page|grade|level|room|number|no\\.|class|size|aged?|other|remaining|last|first|next|previous|final|past)\\s)$`,
  'i',
)
const AFTER_FIXED = new RegExp(
  `^(?:[:/]\\d|\\s?(?:am|pm|a\\.m|p\\.m|o['’]clock|noon)\\b|(?:st|nd|rd|th)\\b|\\s(?:${MONTHS})\\b|-?\\s?(?:weekdays?|seasons?)\\b)`,
  'i',
)

function isFree(question: string, { start, end, value, word }: NumberToken): boolean {
  const before = question.slice(0, start)
  const after = question.slice(end)
  if (word === 'scaled') return false
  // Number words up to four mostly count what is then listed: `two friends, Ann and Bo`.
  if (word === 'plain' && value.valueOf() <= 4) return false
  if (value.valueOf() <= LARGEST_NAMED && POINTS_BACK.test(before)) return false
  if (word === 'none' && BEFORE_FIXED.test(before)) return false
  if (AFTER_FIXED.test(after) || isWorldFact(question, start, end)) return false
  if (/^[A-Za-z]/.test(after) && !JOINED.test(after)) return false
  if (/^(?:-|\s)(?:dozen|hundred|thousand|million|billion)/i.test(after)) return false
  return !isYear(before, after, value.valueOf())
}

/** Between 1500 and 2100 without `$`, and no thing is counted. */
function isYear(before: string, after: string, value: number): boolean {
  if (!Number.isInteger(value) || value < 1500 || value > 2100) return false
  return (
    /\b(?:in|since|until|by|from|year|of|and|to|is|it['’]s|currently|now)\s$/i.test(before) &&
    !/^\s[a-z]{4,}/.test(after)
  )
}

/** What counts parts of something larger: seven days of a week, 59 minutes beside hours. */
const LIMITS: readonly (readonly [before: RegExp, after: RegExp, most: number])[] = [
  [
    /^/,
    /^\s?-?(?:days?|nights?|times?|mornings?|evenings?)\s(?:a|per|each|every|of the|in a|out of the)\s?week/i,
    7,
  ],
  [/^/, /^\s?-?days?\s(?:a|per|each|every|of the|in a|out of the|in the)\s?month/i, 28],
  [/^/, /^\s?-?hours?\s(?:a|per|each|every|of the|in a)\s?(?:day|night|weekday|shift|morning|evening)/i, 14],
  [/^/, /^\s?-?hours? of (?:sleep|work)/i, 14],
  [/hours?(?: and|,)?\s$/i, /^\s?-?minutes?/i, 59],
  [/(?:feet|foot)(?: and|,)?\s$/i, /^\s?-?inch/i, 11],
  [/years?(?: and|,)?\s$/i, /^\s?-?months?/i, 11],
  [/^/, /^\s?-?months?\b/i, 24],
  [/^/, /^\s?-?years? old/i, 99],
  [/^/, /^\s?(?:%|percent)/i, 100],
]

/** A parent that is above a limit shows that it is none here: `150% of`. */
function mostOf(question: string, { start, end, value }: NumberToken): number {
  const limits = LIMITS.filter(
    ([before, after, most]) =>
      value.valueOf() <= most && before.test(question.slice(0, start)) && after.test(question.slice(end)),
  )
  return Math.min(Number.POSITIVE_INFINITY, ...limits.map(([, , most]) => most))
}
