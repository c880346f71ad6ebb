import { Fraction } from 'fraction.js'
import { evaluate } from './arithmetic.js'

/** Worked steps of a text, as they are written. */
export interface WorkedSteps {
  readonly right: number
  readonly wrong: readonly string[]
  /** Not arithmetic on numbers, or a division by 0. */
  readonly unreadable: readonly string[]
}

/**
 * Computes the steps <<a*b=c>> of a text again, exactly. A result with decimals may be rounded: 10/3=3.33 is right,
 * 10/3=3 is not. In a chain a=b=c every part is held to the one before it.
 */
export function workedSteps(text: string): WorkedSteps {
  const wrong: string[] = []
  const unreadable: string[] = []
  let right = 0
  for (const { step, parts, values } of stepsOf(text)) {
    if (values === undefined) unreadable.push(step)
    else if (parts.slice(1).every((part, p) => agree(values[p]!, values[p + 1]!, part))) right++
    else wrong.push(step)
  }
  return { right, wrong, unreadable }
}

/** What the readable steps of a text give as their results, in order, right or wrong. */
export function stepResults(text: string): Fraction[] {
  return stepsOf(text).flatMap(({ values }) => values?.at(-1) ?? [])
}

/** Steps with the values of their parts a=b=c; without, where one cannot be read or there is no =. */
function stepsOf(text: string) {
  return [...text.matchAll(/<<([^<>]*)>>/g)].map(([, step = '']) => {
    const parts = step.split('=')
    const values = parts.map(evaluate).filter(value => value !== undefined)
    return { step, parts, values: parts.length > 1 && values.length === parts.length ? values : undefined }
  })
}

/** Equal, or within half a unit of the last decimal that the result is written with. */
function agree(value: Fraction, result: Fraction, written: string): boolean {
  if (value.equals(result)) return true
  const decimals = /^\D*[\d,]*\.(\d+)\D*$/.exec(written)?.[1]?.length ?? 0
  if (decimals === 0) return false
  const percent = written.includes('%') ? 100n : 1n
  return value
    .sub(result)
    .abs()
    .lte(new Fraction(1n, 2n * percent * 10n ** BigInt(decimals)))
}

/** A text without its worked steps, which repeat the numbers around them. */
export function withoutSteps(text: string): string {
  return text.replace(/<<[^<>]*>>/g, '')
}

/** A text without its lines of final answers, "#### N". */
export function withoutAnswer(text: string): string {
  return text.replace(/####[^\n]*/g, '')
}
