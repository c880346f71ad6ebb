import type { Fraction } from 'fraction.js'
import { surplus } from './surplus.js'

/**
 * What a text counts with. `multiple`: twice, triple, 3 times, 三倍. `fraction`: half, 3/4, 2 ½, 三分之一. `ordinal`:
 * third as in "the third day", 第三. A percentage is the fraction that it stands for: 50 % has the value 1/2.
 */
export type NumeralKind = 'cardinal' | 'percent' | 'fraction' | 'ordinal' | 'multiple'

/** A quantity that a text names, with its exact value and where it stands. */
export interface Numeral {
  readonly kind: NumeralKind
  readonly value: Fraction
  /** Offsets in UTF-16 units, [start, end). */
  readonly start: number
  readonly end: number
}

/**
 * What is equal about equal quantities: the value, whatever words carry it. "50 %", "half", "0.5" and "1/2" say the
 * same, as do "twice", "2 times" and "200 %"; "20 %" and "20" do not. An ordinal equals only ordinals: the third day
 * is not three days. And 100 % equals only itself: no text says "one" for it.
 */
export function numeralKey({ kind, value }: Numeral): string {
  if (kind === 'percent' && value.equals(1)) return '100%'
  return kind === 'ordinal' ? `no. ${value.toFraction()}` : value.toFraction()
}

/** Keys of quantities that one text has and the other lacks, each as often as it is lacking, in order of mention. */
export interface NumeralChange {
  readonly lost: readonly string[]
  readonly gained: readonly string[]
}

/** Compares two texts' quantities as multisets, by `numeralKey`. */
export function numeralChange(before: readonly Numeral[], after: readonly Numeral[]): NumeralChange {
  const first = before.map(numeralKey)
  const second = after.map(numeralKey)
  return { lost: surplus(first, second), gained: surplus(second, first) }
}
