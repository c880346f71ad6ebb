import { type Assignment, sourceValue } from './assignment.js'
import { writeLike } from './number-token.js'
import { proseRelations } from './prose-relations.js'
import type { Slot, Template } from './template.js'
import { readAnswer } from './worked-answer.js'

export interface FilledTexts {
  readonly question: string
  readonly answer: string
}

/**
 * The texts with the numbers of an assignment, each in the form of the one that it replaces; undefined where none fits
 * or where a sum in the prose, which no step repeats, does not hold any more.
 */
export function fillTemplate(template: Template, assignment: Assignment): FilledTexts | undefined {
  const question = fill(template.question, 'question', template.slots, assignment)
  const answer = fill(template.answer, 'answer', template.slots, assignment)
  if (question === undefined || answer === undefined) return undefined
  if (sumsOf(answer) !== sumsOf(template.answer)) return undefined
  return keepsRelations(template.answer, answer) ? { question, answer } : undefined
}

/** How many sums hold, annotated or not; none where one does not that must. */
function sumsOf(answer: string): number | undefined {
  const worked = readAnswer(answer)
  return typeof worked === 'string' ? undefined : worked.steps.length + worked.echoes.length
}

/** Whether every relation that the prose of the parent states truly is also true of its variant. */
function keepsRelations(parent: string, made: string): boolean {
  const old = proseRelations(parent)
  const now = proseRelations(made)
  return old.length === now.length && old.every(({ holds }, i) => !holds || now[i]!.holds)
}

function fill(
  text: string,
  field: Slot['field'],
  slots: readonly Slot[],
  assignment: Assignment,
): string | undefined {
  let made = ''
  let end = 0
  for (const { token, source } of slots.filter(slot => slot.field === field)) {
    const written = writeLike(token, sourceValue(source, assignment))
    if (written === undefined) return undefined
    made += withArticle(text.slice(end, token.start), token.text, written) + written
    end = token.end
  }
  return made + text.slice(end)
}

/** `a 7-page letter`, `an 8-page letter`: the article follows the number where it was right before. */
function withArticle(before: string, old: string, written: string): string {
  const article = /\b([Aa])(n?)( \$?)$/.exec(before)
  if (article === null || (article[2] === 'n') !== takesAn(old)) return before
  return before.slice(0, article.index) + article[1] + (takesAn(written) ? 'n' : '') + article[3]
}

/** Eight, eleven, eighteen and their tens, hundreds and thousands. */
function takesAn(number: string): boolean {
  return /^(?:8|1[18](?:,\d{3})*(?:\D|$)|eight|eleven)/i.test(number)
}
