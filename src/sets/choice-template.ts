import { KEYS, MARKED_LISTS, OPTION_LETTERS, OPTION_LISTS, QUESTIONS } from '../choice-fields.js'
import type { Fields } from './row-format.js'

/**
 * The template of a multiple-choice row: question, options a line each, and the letter of the right one. It is the form
 * of the MMLU harness (Hendrycks et al. 2021, and lm-evaluation-harness), there also with 答案 for Chinese sets, and is
 * used for every layout: a text without the options would be the same whatever a set changes in them. The key is left
 * out where the row's is empty, as in test splits whose answers are not published. Undefined for any other row.
 */
export function choiceTemplate(fields: Fields): string | undefined {
  const question = QUESTIONS.find(name => typeof fields[name] === 'string')
  const options = optionsPart(fields)
  if (question === undefined || options === undefined) return undefined
  const start = `{${question}} {${options}|lettered}`
  const key = keyPart(fields)
  if (key === undefined) return start
  return `${start} ${/\p{Script=Han}/u.test(String(fields[question])) ? '答案：' : 'Answer: '}{${key}|letter}`
}

/** Where the options are, in the words of a template. */
function optionsPart(fields: Fields): string | undefined {
  const marked = markedList(fields)
  if (marked !== undefined) return `${marked}.choices`
  const list = OPTION_LISTS.find(name => isOptionList(fields[name]))
  if (list !== undefined) return list
  for (const letters of [OPTION_LETTERS, OPTION_LETTERS.map(letter => letter.toLowerCase())]) {
    const count = lettersOf(fields, letters)
    if (count >= 2) return `${letters[0]}..${letters[count - 1]}`
  }
  return undefined
}

function keyPart(fields: Fields): string | undefined {
  const marked = markedList(fields)
  if (marked !== undefined) return `${marked}.labels`
  return KEYS.find(name => !['', undefined, null].includes(fields[name] as string | null | undefined))
}

function markedList(fields: Fields): string | undefined {
  const name = MARKED_LISTS[0]
  const value = fields[name]
  return isObject(value) && Array.isArray(value.choices) && Array.isArray(value.labels) ? name : undefined
}

/** A list of two or more; one with labels beside it, as in ARC; or an object with A, B, … as in MedQA. */
function isOptionList(value: unknown): boolean {
  if (Array.isArray(value)) return value.length >= 2
  if (!isObject(value)) return false
  return (Array.isArray(value.text) && value.text.length >= 2) || lettersOf(value, OPTION_LETTERS) >= 2
}

/** How many of the letters, from the first on, the fields have values for. */
function lettersOf(fields: Fields, letters: readonly string[]): number {
  const end = letters.findIndex(letter => ['', undefined, null].includes(fields[letter] as string | null))
  return end < 0 ? letters.length : end
}

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
