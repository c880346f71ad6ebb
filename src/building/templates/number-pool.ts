import type Fraction from 'fraction.js'
import { classOf } from './number-class.js'
import type { NumberKind, QuestionNumber } from './question-numbers.js'

/** A value that may take a number's place, with how often the rows have it. */
export interface Candidate {
  readonly value: Fraction
  readonly weight: number
}

/** How often which numbers stand in the rows, so that new ones are drawn as the benchmark draws its own. */
export interface NumberPool {
  /**
   * Values of the same kind, magnitude and roundness. These classes part all numbers, so drawing within them leaves
   * their distribution over the rows as it was.
   */
  candidates(number: QuestionNumber): readonly Candidate[]
  /** How often the steps' results have this value, smoothed. */
  resultWeight(value: Fraction): number
}

/** Also what the rows do not have can be drawn, rarely: a small set of rows would else give few values. */
const UNSEEN = 0.1

export function createNumberPool(
  questions: readonly (readonly QuestionNumber[])[],
  results: readonly Fraction[],
): NumberPool {
  const counts = new Map<string, number>()
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const numbers of questions) {
    for (const { kind, value, tokens } of numbers) for (const _ of tokens) count(keyOf(kind, value))
  }
  for (const value of results) count(keyOf('result', value))
  const known = new Map<string, Candidate[]>()

  function candidates({ kind, value }: QuestionNumber): readonly Candidate[] {
    const { name, members } = classOf(value)
    const key = `${kind} ${name}`
    const found =
      known.get(key) ??
      members.map(one => ({ value: one, weight: (counts.get(keyOf(kind, one)) ?? 0) + UNSEEN }))
    known.set(key, found)
    return found
  }
  const resultWeight = (value: Fraction) => (counts.get(keyOf('result', value)) ?? 0) + 0.5

  return { candidates, resultWeight }
}

const keyOf = (kind: NumberKind | 'result', value: Fraction) => `${kind} ${value.toFraction()}`
