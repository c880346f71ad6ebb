import type Fraction from 'fraction.js'
import { evaluate } from './expression.js'
import { decimalsOf } from './number-token.js'
import { percentForm } from './percent-forms.js'
import type { Source, Template } from './template.js'

/** Values for the numbers of a question and what the steps then give. */
export interface Assignment {
  readonly numbers: readonly Fraction[]
  readonly results: readonly Fraction[]
}

/** No number becomes less than a third of what it was, or more than three times as much. */
const LARGEST_SHARE = 3

/** Small results, such as a remainder, may move more: between 2 and this nothing becomes absurd. */
const SMALL_RESULT = 20

/** Numbers of four digits and more take commas: none crosses the border, so that each keeps its form. */
const COMMA_BORDER = 1000

export function parentAssignment({ numbers, steps }: Pick<Template, 'numbers' | 'steps'>): Assignment {
  return { numbers: numbers.map(({ value }) => value), results: steps.map(({ value }) => value) }
}

/** What the steps give for these numbers, or nothing where that is implausible or a tie breaks. */
export function assign(template: Template, proposed: readonly Fraction[]): Assignment | undefined {
  const numbers = [...proposed]
  const free = new Set(template.free)
  for (let round = 0; round < 2; round++) {
    const results = resultsOf(template, numbers)
    if (results === undefined) return undefined
    const assignment = { numbers, results }
    const broken = template.ties.filter(
      ([a, b]) => !sourceValue(a, assignment).equals(sourceValue(b, assignment)),
    )
    if (broken.length === 0) {
      const keeps = areLike(template, numbers) && keepsConditions(template, assignment)
      return keeps ? assignment : undefined
    }
    if (round > 0) return undefined
    // A number that was equal to a result follows it.
    for (const [a, b] of broken) {
      if (a.from !== 'question' || a.form !== 'same' || b.from !== 'step' || !free.has(a.index))
        return undefined
      numbers[a.index] = results[b.index]!
    }
  }
  return undefined
}

function keepsConditions({ conditions }: Template, { numbers, results }: Assignment): boolean {
  const now = { numbers: numbers.map(one => one.valueOf()), results: results.map(one => one.valueOf()) }
  return conditions.every(holds => holds(now))
}

export function sourceValue(source: Source, { numbers, results }: Assignment): Fraction {
  if (source.from === 'constant') return source.value
  if (source.from === 'step') return results[source.index]!
  const value = numbers[source.index]!
  return source.form === 'same' ? value : percentForm(source.form, value)
}

function resultsOf({ steps }: Template, numbers: readonly Fraction[]): Fraction[] | undefined {
  const results: Fraction[] = []
  for (const { tree, leaves, value } of steps) {
    const result = evaluate(
      tree,
      leaves.map(source => sourceValue(source, { numbers, results })),
    )
    if (result === undefined || !isLike(result, value)) return undefined
    results.push(result)
  }
  return results
}

/** Whether a result is of the kind of the parent's: sign, decimals, magnitude, and one thing or several. */
function isLike(result: Fraction, parent: Fraction): boolean {
  if (result.s !== parent.s) return false
  if (parent.n === 0n) return true
  if (decimalsOf(result) !== decimalsOf(parent)) return false
  const value = Math.abs(result.valueOf())
  const old = Math.abs(parent.valueOf())
  // One apple stays one, since its noun and verb say so; two never become one.
  if ((value === 1) !== (old === 1)) return false
  if (value >= COMMA_BORDER !== old >= COMMA_BORDER) return false
  if (value > 1 && old > 1 && Math.max(value, old) <= SMALL_RESULT) return true
  return isNear(value, old)
}

function isNear(value: number, old: number): boolean {
  return value <= old * LARGEST_SHARE && value * LARGEST_SHARE >= old
}

/** Numbers of one kind keep their order: a part never outgrows its whole, the cheaper thing stays cheaper. */
function areLike({ numbers }: Template, values: readonly Fraction[]): boolean {
  return numbers.every(
    (a, i) =>
      isNear(values[i]!.valueOf(), a.value.valueOf()) &&
      values[i]!.valueOf() <= a.most &&
      numbers.every(
        (b, j) => j <= i || a.kind !== b.kind || a.value.compare(b.value) === values[i]!.compare(values[j]!),
      ),
  )
}
