import type { SourceRow } from '../types.js'
import { type AnswerPlace, answerPlace } from './answer-place.js'
import { type ItemChecks, LISTED } from './item-checks.js'
import { type Status, worst } from './report.js'
import { workedSteps } from './worked-steps.js'

/** Above this share of items with wrong arithmetic, or with steps that cannot be read, the set was not computed. */
const MOST_WRONG = 0.02

/**
 * Computes all worked steps again and holds each final answer to them. Items with a wrong step, or an answer that stands
 * nowhere in the solution, are named; unreadable steps are proof of nothing, so they are no pass either.
 */
export function arithmeticCheck(rows: readonly SourceRow[]): ItemChecks {
  const reasons = new Map<string, string[]>()
  const answers: Record<AnswerPlace, number> = { 'last step': 0, elsewhere: 0, nowhere: 0 }
  const count = { steps: 0, unreadable: 0, wrong: 0, unread: 0 }
  for (const row of rows) {
    const { right, wrong, unreadable } = workedSteps(row.text)
    const place = answerPlace(row)
    count.steps += right + wrong.length
    count.unreadable += unreadable.length
    if (unreadable.length > 0) count.unread++
    if (wrong.length > 0) count.wrong++
    if (place !== undefined) answers[place]++
    const found = [
      ...(wrong.length > 0 ? [`wrong arithmetic: ${wrong.join('; ')}`] : []),
      ...(place === 'nowhere' ? ['the final answer is the result of no step'] : []),
    ]
    if (found.length > 0) reasons.set(row.id, found)
  }
  if (count.steps + count.unreadable === 0) return { checks: [], reasons }
  const limit = (items: number): Status =>
    items === 0 ? 'pass' : items > MOST_WRONG * rows.length ? 'fail' : 'warn'
  const check = {
    name: 'arithmetic',
    status: worst([limit(reasons.size), limit(count.unread)]),
    code:
      count.wrong > 0
        ? 'arithmetic_wrong'
        : answers.nowhere > 0
          ? 'answer_of_no_step'
          : count.unread > 0
            ? 'steps_unreadable'
            : 'arithmetic_right',
    text: [
      `${count.steps} worked steps computed again; ${count.wrong} of ${rows.length} items have a wrong one`,
      ...answersText(answers),
      ...(count.unread > 0 ? [`${count.unreadable} steps of ${count.unread} items could not be read`] : []),
    ].join('; '),
    values: {
      ...{ steps: count.steps, unreadable: count.unreadable, unreadableItems: count.unread },
      ...{ answersOfLastStep: answers['last step'], answersElsewhere: answers.elsewhere },
      ...{ answersNowhere: answers.nowhere, items: reasons.size, ids: [...reasons.keys()].slice(0, LISTED) },
    },
  }
  return { checks: [check], reasons }
}

function answersText(answers: Record<AnswerPlace, number>): string[] {
  const { 'last step': last, elsewhere, nowhere } = answers
  const all = last + elsewhere + nowhere
  if (all === 0) return []
  return [
    `of ${all} final answers ${last} are the result of the last step, ${elsewhere} stand elsewhere in the solution, ${nowhere} nowhere`,
  ]
}
