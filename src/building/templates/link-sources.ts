import Fraction from 'fraction.js'
import { hiddenNumbers } from './hidden-numbers.js'
import type { QuestionNumber } from './question-numbers.js'
import type { PercentForm, Source } from './template.js'

/** Finds where the numbers of an answer come from, and keeps what it could not tell apart. */
export interface Linker {
  /** The source of a value that may use the results of the first `steps` steps; undefined where there is none. */
  find(value: Fraction, steps: number): Source | undefined
  /** Makes a step's result known. */
  add(value: Fraction): void
  readonly ties: (readonly [Source, Source])[]
  /** Numbers of the question that must stay, since something may depend on them unseen. */
  readonly stay: Set<number>
  readonly used: Set<number>
}

/** Whole numbers up to this may count what the text lists (three friends, four sides) without saying so. */
const LARGEST_COUNT = 12

export function createLinker(numbers: readonly QuestionNumber[], question: string, answer: string): Linker {
  const hidden = hiddenNumbers(question, answer)
  const results: Fraction[] = []
  const ties: (readonly [Source, Source])[] = []
  const stay = new Set<number>()
  const used = new Set<number>()
  numbers.forEach(({ value, free }, i) => {
    if (!free || hidden.has(value.valueOf())) stay.add(i)
  })

  function find(value: Fraction, steps: number): Source | undefined {
    const found: Source[] = []
    numbers.forEach((number, index) => {
      if (number.value.equals(value)) found.push({ from: 'question', index, form: 'same' })
    })
    // From the latest back: a result is mostly used right after it was found.
    for (let index = Math.min(steps, results.length) - 1; index >= 0; index--) {
      if (results[index]!.equals(value)) found.push({ from: 'step', index })
    }
    if (found.length === 0) {
      const percent = ofPercent(value)
      if (percent !== undefined) found.push(percent)
    }
    if (found.length === 0) return constant(value)
    for (const source of found) if (source.from === 'question') used.add(source.index)
    // Sixty minutes found by a step and the sixty of an hour look alike.
    const others = hidden.has(value.valueOf())
      ? [...found.slice(1), { from: 'constant' as const, value }]
      : found.slice(1)
    for (const other of others) ties.push([found[0]!, other])
    return found[0]
  }

  function ofPercent(value: Fraction): Source | undefined {
    for (const form of Object.keys(PERCENT) as PercentForm[]) {
      const index = numbers.findIndex(
        number => number.kind === 'percent' && percentForm(form, number.value).equals(value),
      )
      if (index >= 0 && !hidden.has(value.valueOf())) return { from: 'question', index, form }
    }
    return undefined
  }

  function constant(value: Fraction): Source | undefined {
    if (hidden.has(value.valueOf())) return { from: 'constant', value }
    const origins = possibleOrigins(value, numbers)
    for (const index of origins) stay.add(index)
    const counted = value.d === 1n && value.valueOf() <= LARGEST_COUNT
    const known = counted || STANDARD.has(value.valueOf())
    return known || origins.length > 0 ? { from: 'constant', value } : undefined
  }

  return { find, add: value => results.push(value), ties, stay, used }
}

/** Constants of money, time and percentages that a step may use whatever the text says. */
const STANDARD = new Set([100, 0.01, 60, 24, 52, 365, 1000, 0.5, 0.1])

const PERCENT: Readonly<Record<PercentForm, (value: Fraction) => Fraction>> = {
  share: value => value.div(100),
  'rest share': value => new Fraction(1).sub(value.div(100)),
  'grown share': value => value.div(100).add(1),
  rest: value => new Fraction(100).sub(value),
  grown: value => value.add(100),
}

/** A percentage as a step may use it. */
export function percentForm(form: PercentForm, value: Fraction): Fraction {
  return PERCENT[form](value)
}

/** Numbers of which `value` may have been made in the head: it stays only if they do. */
function possibleOrigins(value: Fraction, numbers: readonly QuestionNumber[]): number[] {
  const origins = new Set<number>()
  const one = (a: Fraction) => [
    a.add(1),
    a.sub(1),
    a.mul(2),
    a.div(2),
    a.div(100),
    ...shares(a),
    a.mul(7),
    a.mul(12),
    a.mul(60),
    a.div(60),
  ]
  const two = (a: Fraction, b: Fraction) => [a.add(b), a.sub(b), a.mul(b), ...(b.n === 0n ? [] : [a.div(b)])]
  numbers.forEach((a, i) => {
    if (one(a.value).some(made => made.equals(value))) origins.add(i)
    numbers.forEach((b, j) => {
      if (i !== j && two(a.value, b.value).some(made => made.equals(value))) origins.add(i).add(j)
    })
  })
  return [...origins]
}

/** What is left of 100 and of 1, and how often a number goes into an hour. */
function shares(a: Fraction): Fraction[] {
  const parts = [new Fraction(100).sub(a), new Fraction(1).sub(a), new Fraction(1).sub(a.div(100))]
  return a.n === 0n
    ? parts
    : [...parts, new Fraction(60).div(a), new Fraction(1).div(a), new Fraction(100).div(a)]
}
