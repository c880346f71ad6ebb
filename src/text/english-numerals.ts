import { Fraction } from 'fraction.js'
import { readArticle, readCardinal, readDigits, readScale } from './english-cardinals.js'
import { afterHyphen, type Reading, wordAt } from './english-reading.js'
import { readAndPart, readDenominator, readShare } from './english-shares.js'
import { type EnglishToken, englishTokens } from './english-tokens.js'
import { AFTER_PRONOUN, BEFORE_ORDINAL, BEFORE_PRONOUN, MULTIPLES, ORDINALS, TENS } from './english-words.js'
import type { Numeral } from './numeral.js'

/** Quantities in digits and English words. Rules and limits: `numeralsOf`. */
export function englishNumerals(text: string): Numeral[] {
  const tokens = englishTokens(text)
  const found: Numeral[] = []
  for (let i = 0; i < tokens.length; ) {
    const reading = readNumber(tokens, i) ?? readShare(tokens, i) ?? readWord(tokens, i)
    if (reading === undefined) {
      i++
      continue
    }
    const { kind, value, next } = reading
    if (!isPronoun(tokens, i, next))
      found.push({ kind, value, start: tokens[i]!.start, end: tokens[next - 1]!.end })
    i = next
  }
  return found
}

/** A number in digits or words, with what makes it a fraction, a percentage, a multiple or an ordinal. */
function readNumber(tokens: readonly EnglishToken[], i: number): Reading | undefined {
  const token = tokens[i]!
  if (token.kind === 'ordinal') return { kind: 'ordinal', value: token.value!, next: i + 1 }
  const number =
    token.value !== undefined ? readDigits(tokens, i) : (readCardinal(tokens, i) ?? readArticle(tokens, i))
  if (number === undefined) return undefined
  const { value, next } = number
  const at = afterHyphen(tokens, next)
  const ordinal = ORDINALS.get(wordAt(tokens, at))
  // Twenty-first: the ordinal is the last part of the number.
  if (ordinal !== undefined && ordinal < 10 && TENS.has(wordAt(tokens, next - 1)))
    return { kind: 'ordinal', value: value.add(ordinal), next: at + 1 }
  const share = readDenominator(tokens, value, next)
  if (share !== undefined) return share
  const mixed = readAndPart(tokens, next)
  if (mixed !== undefined) return readScale(tokens, { ...mixed, value: value.add(mixed.value) })
  const word = wordAt(tokens, at)
  if (word === '%' || word === 'percent' || word === 'pct')
    return { kind: 'percent', value: value.div(100), next: at + 1 }
  if (word === 'per' && wordAt(tokens, at + 1) === 'cent')
    return { kind: 'percent', value: value.div(100), next: at + 2 }
  if (word === 'times' || word === 'fold') return { kind: 'multiple', value, next: at + 1 }
  return number
}

/** Words that are a quantity by themselves: twice, doubled, once a week, the third. */
function readWord(tokens: readonly EnglishToken[], i: number): Reading | undefined {
  const word = wordAt(tokens, i)
  const before = wordAt(tokens, i - 1)
  const multiple = MULTIPLES.get(word)
  if (multiple !== undefined) return { kind: 'multiple', value: new Fraction(...multiple), next: i + 1 }
  if (word === 'once' && ['a', 'an', 'per', 'every', 'each'].includes(wordAt(tokens, i + 1)))
    return { kind: 'multiple', value: new Fraction(1), next: i + 1 }
  const ordinal = ORDINALS.get(word)
  if (ordinal === undefined) return undefined
  // Every second day is an ordinal, every second is a time: what stands behind is not known here, so neither counts.
  if (ordinal <= 2 && !BEFORE_ORDINAL.has(before)) return undefined
  return { kind: 'ordinal', value: new Fraction(ordinal), next: i + 1 }
}

/** Whether the number is the bare word "one" where it stands for a thing and not for how many. */
function isPronoun(tokens: readonly EnglishToken[], i: number, next: number): boolean {
  if (next > i + 1 || wordAt(tokens, i) !== 'one') return false
  return BEFORE_PRONOUN.has(wordAt(tokens, i - 1)) || AFTER_PRONOUN.has(wordAt(tokens, next))
}
