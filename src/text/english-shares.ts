import { Fraction } from 'fraction.js'
import { afterHyphen, type Reading, singular, wordAt } from './english-reading.js'
import type { EnglishToken } from './english-tokens.js'
import { AFTER_SHARE, ORDINALS, SCALES, UNITS } from './english-words.js'

const HALF = new Fraction(1, 2)
const QUARTER = new Fraction(1, 4)

/** Two thirds, one-fifth, three quarters of: a cardinal and a denominator in words. */
export function readDenominator(
  tokens: readonly EnglishToken[],
  top: Fraction,
  i: number,
): Reading | undefined {
  const at = afterHyphen(tokens, i)
  const word = wordAt(tokens, at)
  const plural = word.endsWith('s') || word === 'halves'
  if (plural === top.equals(1) || top.d !== 1n || top.lte(0)) return undefined
  const base = word === 'halves' ? 'half' : singular(word)
  const isShare = at > i || AFTER_SHARE.has(wordAt(tokens, at + 1))
  const bottom =
    base === 'half'
      ? 2
      : base === 'quarter'
        ? isShare
          ? 4
          : undefined
        : base !== 'first' && base !== 'second' && (plural || isShare || base === 'third')
          ? ORDINALS.get(base)
          : undefined
  return bottom === undefined ? undefined : { kind: 'fraction', value: top.div(bottom), next: at + 1 }
}

/** "and a half" behind a number. */
export function readAndPart(tokens: readonly EnglishToken[], i: number): Reading | undefined {
  const at = afterHyphen(tokens, i)
  if (wordAt(tokens, at) !== 'and') return undefined
  const behind = afterHyphen(tokens, at + 1)
  const vulgar = tokens[behind]
  if (vulgar?.kind === 'fraction') return { kind: 'fraction', value: vulgar.value!, next: behind + 1 }
  const article = afterHyphen(tokens, behind + 1)
  if (['a', 'one'].includes(wordAt(tokens, behind))) {
    const part = { half: HALF, quarter: QUARTER, third: new Fraction(1, 3) }[wordAt(tokens, article)]
    if (part !== undefined) return { kind: 'fraction', value: part, next: article + 1 }
  }
  const top = UNITS.get(wordAt(tokens, behind))
  return top === undefined || top < 2 ? undefined : readDenominator(tokens, new Fraction(top), behind + 1)
}

/** Half, half a dozen, half a million, a third of, a quarter of. */
export function readShare(tokens: readonly EnglishToken[], i: number): Reading | undefined {
  const word = wordAt(tokens, i)
  if (word === 'half') return readHalf(tokens, i)
  if (word !== 'a' && word !== 'quarter') return undefined
  const at = word === 'a' ? i + 1 : i
  const base = wordAt(tokens, at)
  if (!AFTER_SHARE.has(wordAt(tokens, afterHyphen(tokens, at + 1)))) return undefined
  const bottom = base === 'quarter' ? 4 : base === 'second' ? undefined : ORDINALS.get(base)
  return bottom === undefined || bottom < 3
    ? undefined
    : { kind: 'fraction', value: new Fraction(1, bottom), next: at + 1 }
}

function readHalf(tokens: readonly EnglishToken[], i: number): Reading {
  const at = afterHyphen(tokens, i + 1)
  const counted = ['a', 'an'].includes(wordAt(tokens, at)) ? at + 1 : at
  const scale = SCALES.get(wordAt(tokens, counted))
  return scale === undefined
    ? { kind: 'fraction', value: HALF, next: i + 1 }
    : { kind: 'cardinal', value: HALF.mul(scale), next: counted + 1 }
}
