import type Fraction from 'fraction.js'
import type { Tree } from './expression.js'
import type { NumberToken } from './number-token.js'
import type { QuestionNumber } from './question-numbers.js'

/** Where a number comes from: the question, a step's result, a percentage said otherwise, or nowhere: it stays. */
export type Source =
  | { readonly from: 'constant'; readonly value: Fraction }
  | { readonly from: 'question'; readonly index: number; readonly form: PercentForm | 'same' }
  | { readonly from: 'step'; readonly index: number }

/** How a step may use `20%`: 0.2, 1 − 0.2, 1 + 0.2, 100 − 20, 100 + 20. */
export type PercentForm = 'share' | 'rest share' | 'grown share' | 'rest' | 'grown'

export interface TemplateStep {
  readonly tree: Tree
  readonly leaves: readonly Source[]
  readonly value: Fraction
}

/** Values of the question's numbers and of the steps' results as floating point, which is fast: they are compared often. */
export interface PlainValues {
  readonly numbers: readonly number[]
  readonly results: readonly number[]
}

/** Whether something holds for these values. */
export type Condition = (now: PlainValues) => boolean

/** A place of the text that holds a number. */
export interface Slot {
  readonly field: 'question' | 'answer'
  readonly token: NumberToken
  readonly source: Source
}

/** The steps with the sources of their numbers, and the places of both. */
export interface LinkedSteps {
  readonly steps: readonly TemplateStep[]
  readonly slots: readonly Slot[]
}

/** A word problem with what its numbers depend on. */
export interface Template {
  readonly question: string
  readonly answer: string
  readonly numbers: readonly QuestionNumber[]
  readonly steps: readonly TemplateStep[]
  /** Numbers that may change: places in `numbers`. */
  readonly free: readonly number[]
  /** Sources of one value that the text does not tell apart: they stay equal. */
  readonly ties: readonly (readonly [Source, Source])[]
  /** What held between the numbers without any step that says so, and must go on holding. */
  readonly conditions: readonly Condition[]
  /** In the order of the text, field by field. */
  readonly slots: readonly Slot[]
}
