import { type Language, languageOf } from '../text/language.js'
import { type LengthUnit, lengthIn, unitOf } from '../text/length.js'

/** What texts are compared within: a language, and what its lengths are counted in. */
export interface TextKind {
  readonly language: Language
  readonly unit: LengthUnit
  /** Both in words, to tell kinds apart. */
  readonly kind: string
}

/** The lengths that made texts of one kind should have. */
export interface TargetLengths extends TextKind {
  /** Of the texts to match, in ascending order. */
  readonly lengths: readonly number[]
}

export function kindOf(text: string): TextKind {
  const [language, unit] = [languageOf(text), unitOf(text)]
  return { language, unit, kind: `${language}, in ${unit}` }
}

/** The lengths of the given texts by kind, in a fixed order of kinds. */
export function targetLengths(texts: readonly string[]): TargetLengths[] {
  const kinds = new Map<string, TextKind & { lengths: number[] }>()
  for (const text of texts) {
    const kind = kindOf(text)
    const lengths = kinds.get(kind.kind)?.lengths ?? []
    lengths.push(lengthIn(kind.unit, text))
    kinds.set(kind.kind, { ...kind, lengths })
  }
  return [...kinds.values()]
    .map(one => ({ ...one, lengths: one.lengths.sort((a, b) => a - b) }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1))
}

/**
 * `count` lengths with the distribution of the given ones: their quantiles at (i + ½) / count, the longest first. So
 * the match is as good as whole sentences allow, and no draw can miss it.
 */
export function quantilesOf(lengths: readonly number[], count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => lengths[Math.floor(((count - i - 0.5) * lengths.length) / count)]!,
  )
}

/** `count` shared out in proportion to these weights; what rounding leaves goes to the largest remainders. */
export function shares(weights: readonly number[], count: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map(weight => (weight * count) / sum)
  const whole = exact.map(Math.floor)
  const order = exact
    .map((value, i) => ({ i, rest: value - whole[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  const left = count - whole.reduce((a, b) => a + b, 0)
  for (const { i } of order.slice(0, left)) whole[i]! += 1
  return whole
}

/** 5 %, 50 % and 95 % points as text: how well lengths match. */
export function spreadOf(lengths: readonly number[]): string {
  const sorted = [...lengths].sort((a, b) => a - b)
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
  return `median ${at(0.5)}, 5 to 95 % ${at(0.05)} to ${at(0.95)}`
}
