import type { Fraction } from 'fraction.js'
import type { EnglishToken } from './english-tokens.js'
import type { NumeralKind } from './numeral.js'

/** A quantity that begins at a token, and the token behind it. */
export interface Reading {
  readonly kind: NumeralKind
  readonly value: Fraction
  readonly next: number
}

/** The text of a token; empty outside of the list. */
export function wordAt(tokens: readonly EnglishToken[], i: number): string {
  return tokens[i]?.text ?? ''
}

/** Where the next word stands: a hyphen between two words joins them. */
export function afterHyphen(tokens: readonly EnglishToken[], i: number): number {
  const hyphen = ['-', '\u2010', '\u2011'].includes(wordAt(tokens, i))
  return hyphen && tokens[i]!.joined && tokens[i + 1]?.joined === true ? i + 1 : i
}

/** Thirds as third, thousands as thousand. */
export function singular(word: string): string {
  return word.endsWith('s') ? word.slice(0, -1) : word
}
