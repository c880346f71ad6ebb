import { numeralsOf } from '../text/numerals.js'
import type { SourceRow } from '../types.js'
import { answerValue } from './final-answer.js'
import { stepResults, withoutAnswer, withoutSteps } from './worked-steps.js'

/** Where a worked solution has its final answer from: its last step, somewhere else in it, or nowhere. */
export type AnswerPlace = 'last step' | 'elsewhere' | 'nowhere'

/** Shares are worked out and percentages asked for, dollars and cents, thousands and "$2k". */
const SCALES = [1, 100, 1 / 100, 1000, 1 / 1000]

/**
 * Holds "#### N" to the worked steps. A solution may end in prose ("so 25 - 2 = 23 are left"), as 7 % of GSM8K's do, or
 * name a number that an earlier step gave; so an answer counts as found where any step gives it, up to scale and to
 * rounding to a whole, or any number behind the first step is it. Undefined where there is no readable step or no answer
 * that is a number. Of GSM8K's 1,319 test rows none has its answer from nowhere, of 7,473 train rows 12 (0.2 %), 11 of
 * them in error.
 */
export function answerPlace(row: SourceRow): AnswerPlace | undefined {
  const { text } = row
  const results = stepResults(text).map(Number)
  const answer = text.includes('####') ? answerValue(row) : undefined
  if (results.length === 0 || answer === undefined) return undefined
  if (near(results.at(-1)!, answer)) return 'last step'
  const prose = withoutSteps(withoutAnswer(text.slice(text.indexOf('<<'))))
  const named = [...results, ...numeralsOf(prose).map(({ value }) => Number(value))]
  return named.some(value => isAnswer(value, answer)) || results.some(value => roundsTo(value, answer))
    ? 'elsewhere'
    : 'nowhere'
}

const isAnswer = (value: number, answer: number) => SCALES.some(scale => near(value * scale, answer))
const roundsTo = (value: number, answer: number) =>
  !Number.isInteger(value) && [Math.floor(value), Math.ceil(value)].includes(answer)

/** Signs aside: "12 less" is written as −12 and as 12. */
const near = (a: number, b: number) => Math.abs(Math.abs(a) - Math.abs(b)) <= 1e-9 * Math.max(1, Math.abs(b))
