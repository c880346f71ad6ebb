import type Fraction from 'fraction.js'
import { findNumbers, type NumberToken } from './number-token.js'

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
  if (tokens.some(({ word }) => word !== 'none')) return 'word'
  if (tokens.some(({ end }) => /^\s?(%|percent)/.test(question.slice(end)))) return 'percent'
  return tokens.some(({ start }) => question[start - 1] === '$') ? 'money' : 'plain'
}

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
  if (word === 'none' && BEFORE_FIXED.test(before)) return false
  if (AFTER_FIXED.test(after)) return false
  if (/^[A-Za-z]/.test(after) && !JOINED.test(after)) return false
  if (/^(?:-|\s)(?:dozen|hundred|thousand|million|billion)/i.test(after)) return false
  return !isYear(before, after, value.valueOf())
}

/** Between 1500 and 2100 without `$`, and no thing is counted. */
function isYear(before: string, after: string, value: number): boolean {
  if (!Number.isInteger(value) || value < 1500 || value > 2100) return false
  return /\b(?:in|since|until|by|from|year|of|and|to)\s$/i.test(before) && !/^\s[a-z]{4,}/.test(after)
}

function mostOf(question: string, { end }: NumberToken): number {
  const after = question.slice(end, end + 40)
  if (/^\s?-?days?\s(?:a|per|each|every|of the|in a|out of the)\s?week/i.test(after)) return 7
  if (/^\s?-?hours?\s(?:a|per|each|every|of the|in a)\s?(?:day|night|weekday|shift)/i.test(after)) return 14
  if (
    /^\s?-?minutes/i.test(after) &&
    /hours?(?: and| ,)?\s$/.test(question.slice(0, end).replace(/[\d.]+$/, ''))
  )
    return 59
  if (
    /^\s?-?inches/i.test(after) &&
    /(?:feet|foot)(?: and| ,)?\s$/.test(question.slice(0, end).replace(/[\d.]+$/, ''))
  )
    return 11
  if (/^\s?-?months/i.test(after)) return 24
  if (/^\s?-?years? old/i.test(after)) return 99
  return Number.POSITIVE_INFINITY
}
