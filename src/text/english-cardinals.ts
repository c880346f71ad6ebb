import { Fraction } from 'fraction.js'
import { afterHyphen, type Reading, singular, wordAt } from './english-reading.js'
import type { EnglishToken } from './english-tokens.js'
import { SCALES, TENS, UNITS } from './english-words.js'

/** Digits with k, or with the words of scale behind them: 1.5k, $3M, 2 million, 3 dozen. */
export function readDigits(tokens: readonly EnglishToken[], i: number): Reading {
  const { value = new Fraction(0), kind = 'cardinal' } = tokens[i]!
  const suffix = tokens[i + 1]
  const money = wordAt(tokens, i - 1) === '$'
  const factor = suffix?.joined
    ? suffix.text === 'k'
      ? 1e3
      : money
        ? { m: 1e6, mn: 1e6, b: 1e9, bn: 1e9 }[suffix.text]
        : undefined
    : undefined
  if (factor !== undefined) return { kind, value: value.mul(factor), next: i + 2 }
  return readScale(tokens, { kind, value, next: i + 1 })
}

export function readScale(tokens: readonly EnglishToken[], reading: Reading): Reading {
  let { value, next } = reading
  for (;;) {
    const scale = SCALES.get(singular(wordAt(tokens, afterHyphen(tokens, next))))
    if (scale === undefined) return { ...reading, value, next }
    value = value.mul(scale)
    next = afterHyphen(tokens, next) + 1
  }
}

/** Two hundred and five thousand: smaller numbers add up until a scale multiplies them. */
export function readCardinal(tokens: readonly EnglishToken[], i: number): Reading | undefined {
  if (!UNITS.has(wordAt(tokens, i)) && !TENS.has(wordAt(tokens, i))) return undefined
  let total = 0
  let group = 0
  let next = i
  for (;;) {
    const at = next === i ? i : afterHyphen(tokens, next)
    // "and" joins only what follows a hundred or more: one hundred and five.
    const here = group + total >= 100 && wordAt(tokens, at) === 'and' ? at + 1 : at
    const word = wordAt(tokens, here)
    const small = smallNumber(tokens, here)
    const scale = SCALES.get(singular(word))
    if (
      small !== undefined &&
      group % 100 === 0 &&
      (next === i || SCALES.has(singular(wordAt(tokens, next - 1))))
    ) {
      group += small.value
      next = small.next
    } else if (scale !== undefined && here === at && next > i) {
      if (scale <= 100) group *= scale
      else {
        total += group * scale
        group = 0
      }
      next = at + 1
    } else break
  }
  const point = readPoint(tokens, next)
  const value = new Fraction(total + group)
  return point === undefined
    ? { kind: 'cardinal', value, next }
    : readScale(tokens, { kind: 'cardinal', value: value.add(point.value), next: point.next })
}

/** Below 100: seven, fifteen, sixty, sixty-four. */
function smallNumber(
  tokens: readonly EnglishToken[],
  i: number,
): { value: number; next: number } | undefined {
  const unit = UNITS.get(wordAt(tokens, i))
  if (unit !== undefined) return { value: unit, next: i + 1 }
  const tens = TENS.get(wordAt(tokens, i))
  if (tens === undefined) return undefined
  const at = afterHyphen(tokens, i + 1)
  const rest = UNITS.get(wordAt(tokens, at)) ?? 0
  return rest > 0 && rest < 10 ? { value: tens + rest, next: at + 1 } : { value: tens, next: i + 1 }
}

/** "point five" behind a number: each word is a digit. */
function readPoint(
  tokens: readonly EnglishToken[],
  i: number,
): { value: Fraction; next: number } | undefined {
  if (wordAt(tokens, i) !== 'point') return undefined
  let digits = ''
  let next = i + 1
  for (let unit = UNITS.get(wordAt(tokens, next)); unit !== undefined && unit < 10; ) {
    digits += unit
    unit = UNITS.get(wordAt(tokens, ++next))
  }
  if (digits === '') return undefined
  return { value: new Fraction(BigInt(digits), 10n ** BigInt(digits.length)), next }
}

/** A hundred, a dozen, a couple of, a pair; and the same without "a" (per dozen), unless it is what a number counts. */
export function readArticle(tokens: readonly EnglishToken[], i: number): Reading | undefined {
  const article = ['a', 'an'].includes(wordAt(tokens, i))
  const at = article ? i + 1 : i
  const word = wordAt(tokens, at)
  if (SCALES.has(word)) return readScale(tokens, { kind: 'cardinal', value: new Fraction(1), next: at })
  if (!article) return undefined
  const two = word === 'pair' || (word === 'couple' && ['of', 'more'].includes(wordAt(tokens, at + 1)))
  return two ? { kind: 'cardinal', value: new Fraction(2), next: at + 1 } : undefined
}
