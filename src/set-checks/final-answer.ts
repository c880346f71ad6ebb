import { numeralKey, numeralsOf } from '../text/numerals.js'
import type { SourceRow } from '../types.js'

/** An `answer` field longer than this, in characters, is a solution and no answer that could be compared as a whole. */
const LONGEST_ANSWER = 60

/**
 * The final answer of an item, as it is written: what follows the last "####" of its text or `answer` field, or stands
 * in the last \boxed{}; else the whole `answer` field where that is short. Undefined when there is none.
 */
export function finalAnswer({ text, fields }: SourceRow): string | undefined {
  const { answer } = fields
  const field = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
  return marked(text) ?? marked(field) ?? whole(field)
}

function marked(text: string): string | undefined {
  const found = /.*(?:####[ \t]*([^\n]+)|\\boxed\{([^{}]*)\})/s.exec(text)
  return (found?.[1] ?? found?.[2])?.trim() || undefined
}

function whole(field: string): string | undefined {
  const answer = field.trim()
  return answer !== '' && answer.length <= LONGEST_ANSWER && !answer.includes('\n') ? answer : undefined
}

/** Equal in value: "1,000" and "一千", "50%" and "1/2"; answers without a number as texts, case and spaces aside. */
export function sameAnswer(a: string, b: string): boolean {
  return answerKey(a) === answerKey(b)
}

function answerKey(answer: string): string {
  const numerals = numeralsOf(answer)
  if (numerals.length > 0) return numerals.map(numeralKey).join(' ')
  return answer
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.。]+/g, ' ')
    .trim()
}

/** The answer as a number; undefined when it is none, or several. */
export function answerValue(row: SourceRow): number | undefined {
  const numerals = numeralsOf(finalAnswer(row) ?? '')
  return numerals.length === 1 ? numerals[0]!.value.valueOf() : undefined
}
