import Fraction from 'fraction.js'
import type { Tree } from './expression.js'
import { namesParts } from './fractions.js'
import { hiddenNumbers } from './hidden-numbers.js'
import { PERCENT_FORMS, percentForm } from './percent-forms.js'
import type { Naming } from './proven-uses.js'
import type { QuestionNumber } from './question-numbers.js'
import { addends, shownCounts } from './shown-counts.js'
import type { Condition, Source } from './template.js'
import { type Known, unseenSteps } from './unseen-steps.js'

/** Finds where the numbers of an answer come from, and keeps what it could not tell apart. */
export interface Linker {
  /**
   * The source of a value in a line of the answer that may use the results of the first `steps` steps; undefined where
   * there is none.
   */
  find(value: Fraction, steps: number, line: number): Source | undefined
  /**
   * The sources of a written fraction in which `above` and `below` were found. One of named parts stays as it is, as
   * does one with a constant above; undefined where it was made of what a reader cannot tell.
   */
  fraction(above: Link, below: Link, steps: number): readonly [Source, Source] | undefined
  /** Makes a step's result known. */
  add(value: Fraction): void
  readonly ties: (readonly [Source, Source])[]
  readonly conditions: Condition[]
  /** Numbers of the question that must stay, since something may depend on them unseen. */
  readonly stay: Set<number>
  readonly used: Set<number>
}

/** A number with where it comes from, if that was found. */
export interface Link {
  readonly value: Fraction
  readonly source: Source | undefined
}

/** What a linker knows of the problem beside its numbers. */
export interface Evidence {
  readonly question: string
  /** The answer without its annotations. */
  readonly told: string
  readonly naming: Naming
  readonly sums: readonly Tree[]
}

export function createLinker(
  numbers: readonly QuestionNumber[],
  { question, told, naming, sums }: Evidence,
): Linker {
  const said = hiddenNumbers(question, told)
  // Two things are compared, shared by or gone both ways in more words than a list could hold.
  const hidden = new Set([...said, 2, ...shownCounts(question, told), ...sums.flatMap(addends)])
  const results: Fraction[] = []
  const ties: (readonly [Source, Source])[] = []
  const conditions: Condition[] = []
  const stay = new Set<number>()
  const used = new Set<number>()
  numbers.forEach(({ value, free }, i) => {
    if (!free || hidden.has(value.valueOf())) stay.add(i)
  })

  function find(value: Fraction, steps: number, line: number): Source | undefined {
    const source = match(value, steps)
    if (source === undefined) return undefined
    const isNamed = source.from === 'question' && naming.named(source.index, line) > 0
    const isExplained = isNamed || (source.from === 'constant' && said.has(value.valueOf()))
    conditions.push(...unseenSteps(value, source, knownAt(steps), { factors: hidden, isExplained }))
    return source
  }

  /** What the reader knows before a step: the question, and the results so far. */
  function knownAt(steps: number): Known[] {
    return [
      ...numbers.map(
        ({ value }, index): Known => ({ value, source: { from: 'question', index, form: 'same' } }),
      ),
      ...results.slice(0, steps).map((value, index): Known => ({ value, source: { from: 'step', index } })),
    ]
  }

  function match(value: Fraction, steps: number): Source | undefined {
    const found: Source[] = []
    numbers.forEach((number, index) => {
      if (number.value.equals(value)) found.push({ from: 'question', index, form: 'same' })
    })
    // From the latest back: a result is mostly used right after it was found.
    for (let index = Math.min(steps, results.length) - 1; index >= 0; index--) {
      if (results[index]!.equals(value)) found.push({ from: 'step', index })
    }
    // At 50% off what is saved and what is left are one number: all forms that fit go on being equal.
    found.push(...percentForms(value))
    if (found.length === 0) return constant(value)
    for (const source of found) if (source.from === 'question') used.add(source.index)
    // Sixty minutes found by a step and the sixty of an hour look alike.
    const others = hidden.has(value.valueOf())
      ? [...found.slice(1), { from: 'constant' as const, value }]
      : found.slice(1)
    for (const other of others) ties.push([found[0]!, other])
    return found[0]
  }

  function fraction(above: Link, below: Link, steps: number): readonly [Source, Source] | undefined {
    const fixed: readonly [Source, Source] = [
      { from: 'constant', value: above.value },
      { from: 'constant', value: below.value },
    ]
    if (namesParts(question, below.value.valueOf())) return fixed
    const [a, b] = [above.source, below.source]
    if (a === undefined || b === undefined) return undefined
    if (a.from !== 'constant') return [a, b]
    if (b.from !== 'constant') ties.push([b, fixed[1]])
    const value = above.value.div(below.value)
    const none = { factors: new Set<number>(), isExplained: false }
    conditions.push(...unseenSteps(value, { from: 'constant', value }, knownAt(steps), none))
    return fixed
  }

  function percentForms(value: Fraction): Source[] {
    if (hidden.has(value.valueOf())) return []
    return PERCENT_FORMS.flatMap(form =>
      numbers.flatMap(({ kind, value: share }, index): Source[] =>
        kind === 'percent' && percentForm(form, share).equals(value)
          ? [{ from: 'question', index, form }]
          : [],
      ),
    )
  }

  function constant(value: Fraction): Source | undefined {
    if (hidden.has(value.valueOf())) return { from: 'constant', value }
    const origins = possibleOrigins(value, numbers)
    for (const index of origins) stay.add(index)
    const known = STANDARD.has(value.valueOf())
    return known || origins.length > 0 ? { from: 'constant', value } : undefined
  }

  return { find, fraction, add: value => results.push(value), ties, conditions, stay, used }
}

/** Constants of money, time and percentages that a step may use whatever the text says. */
const STANDARD = new Set([100, 0.01, 60, 24, 52, 365, 1000, 0.5, 0.1])

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
