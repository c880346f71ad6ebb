import Fraction from 'fraction.js'
import { percentForm } from './percent-forms.js'
import type { Condition, PlainValues, Source } from './template.js'

/** A number of a text with its source: of the question, or a step's result. */
export interface Known {
  readonly value: Fraction
  readonly source: Source
}

type Derivation = (a: number, b: number) => number

/** Relative; the numbers of a text are decimals of a few digits, so that different ones differ by far more. */
const TOLERANCE = 1e-9

const isSame = (a: number, b: number) => Math.abs(a - b) <= TOLERANCE * Math.abs(b)

/**
 * A value may have been found in the head: 180 minutes are 3 hours, 3.5 rows are 4, and the 3 or the 4 also stands in
 * the question. Each way in which the known numbers give `value` without a step becomes a condition: it must go on
 * giving what stands in that place. Ways are a factor that the words say, both as multiple and as part, what is left of
 * such a part, and rounding; where words do not explain the value (the thing that a number counts, named beside it, or a
 * word that says a constant) also one more or less (`he and his 3 friends`) and one operation on two numbers.
 */
export function unseenSteps(
  value: Fraction,
  source: Source,
  known: readonly Known[],
  { factors, isExplained }: { readonly factors: ReadonlySet<number>; readonly isExplained: boolean },
): Condition[] {
  const target = value.valueOf()
  const conditions: Condition[] = []
  const keep = (a: Known, b: Known, derive: Derivation) => {
    if (!isSame(derive(a.value.valueOf(), b.value.valueOf()), target)) return
    conditions.push(now =>
      isSame(derive(plainValue(a.source, now), plainValue(b.source, now)), plainValue(source, now)),
    )
  }
  const ways = [...factors].filter(factor => factor > 1).flatMap(waysOf)
  const others = known.filter(one => !one.value.equals(value))
  for (const one of others) {
    for (const way of one.value.d === 1n ? ways : [...ways, Math.floor, Math.ceil]) keep(one, one, way)
  }
  // A step's result is explained by its step.
  if (source.from === 'step' || isExplained) return conditions
  for (const one of others) for (const way of NEIGHBOURS) keep(one, one, way)
  const several = others.filter(one => one.value.compare(1) !== 0)
  several.forEach((a, i) => {
    for (const b of several.slice(i + 1)) for (const way of PAIRS) keep(a, b, way)
  })
  return conditions
}

function plainValue(source: Source, { numbers, results }: PlainValues): number {
  if (source.from === 'constant') return source.value.valueOf()
  if (source.from === 'step') return results[source.index]!
  const value = numbers[source.index]!
  return source.form === 'same' ? value : percentForm(source.form, new Fraction(value)).valueOf()
}

function waysOf(factor: number): Derivation[] {
  return [a => a * factor, a => a / factor, a => a - a / factor]
}

const NEIGHBOURS: readonly Derivation[] = [a => a + 1, a => a - 1]

const PAIRS: readonly Derivation[] = [
  (a, b) => a + b,
  (a, b) => Math.abs(a - b),
  (a, b) => a * b,
  (a, b) => a / b,
  (a, b) => b / a,
]
