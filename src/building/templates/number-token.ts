import Fraction from 'fraction.js'
import { NUMBER_WORD, wordFor, wordValue } from './number-words.js'

/** A number as it stands in a text: where, how much and in which form. */
export interface NumberToken {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly value: Fraction
  /** Written as a word, and whether in a form that can be written anew. */
  readonly word: 'none' | 'plain' | 'scaled'
  /** Digits after the point. */
  readonly decimals: number
}

/** Digits with or without commas and decimals. A source for a RegExp. */
export const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?|\\.\\d+'

const NUMBER = new RegExp(`${DIGITS}|${NUMBER_WORD}`, 'gi')

/** All numbers of a text from left to right, number words from two on included. */
export function findNumbers(text: string): NumberToken[] {
  return [...text.matchAll(NUMBER)].map(match => numberToken(match[0], match.index))
}

/** The token of a text that is nothing but a number. */
export function numberToken(text: string, start: number): NumberToken {
  const place = { start, end: start + text.length, text }
  if (/^[a-z]/i.test(text)) {
    const { value, plain } = wordValue(text)
    return { ...place, value: new Fraction(value), word: plain ? 'plain' : 'scaled', decimals: 0 }
  }
  const decimals = text.split('.')[1]?.length ?? 0
  return { ...place, value: new Fraction(text.replaceAll(',', '')), word: 'none', decimals }
}

/**
 * `value` in the form of `token`: commas, decimals, a missing zero before the point and the capital of a word are kept.
 * Nothing where that form cannot say the value.
 */
export function writeLike(token: NumberToken, value: Fraction): string | undefined {
  if (value.equals(token.value)) return token.text
  if (token.word !== 'none') {
    const word = token.word === 'plain' ? wordFor(value.valueOf()) : undefined
    return word && /^[A-Z]/.test(token.text) ? word[0]!.toUpperCase() + word.slice(1) : word
  }
  if (decimalsOf(value) > token.decimals) return undefined
  const [whole = '', rest] = decimalText(value, token.decimals).split('.')
  const grouped = token.text.includes(',') ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  const head = token.text.startsWith('.') && grouped === '0' ? '' : grouped
  return rest === undefined ? head : `${head}.${rest}`
}

/** How many digits after the point a value needs; infinitely many for 1/3. */
export function decimalsOf(value: Fraction): number {
  let denominator = value.d
  let digits = 0
  for (; denominator % 10n === 0n; digits++) denominator /= 10n
  for (; denominator % 5n === 0n; digits++) denominator /= 5n
  for (; denominator % 2n === 0n; digits++) denominator /= 2n
  return denominator === 1n ? digits : Number.POSITIVE_INFINITY
}

/** Exact digits of a value that needs at most `decimals` of them. */
function decimalText(value: Fraction, decimals: number): string {
  const scaled = (value.n * 10n ** BigInt(decimals)) / value.d
  const digits = scaled.toString().padStart(decimals + 1, '0')
  const sign = value.s < 0n ? '-' : ''
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
