import { QUESTIONS } from '../choice-fields.js'
import { normaliseText, overlapPairs } from '../sets/overlap.js'
import type { Item, SourceRow } from '../types.js'
import { type ItemChecks, LISTED, sharedStatus } from './item-checks.js'
import { type IsDeclared, LEAST_JACCARD, nearDuplicatesAcross } from './near-duplicates.js'
import { MOST_HOLDERS } from './run-overlap.js'

/** Fields that hold a question and nothing else. */
const FIELDS = QUESTIONS.filter(name => name !== 'text')

/** An item whose text is its question alone, and the row that it is of. */
interface Asked extends Item {
  readonly row: SourceRow
  /** Its question by itself. */
  readonly key: string
}

/**
 * Questions that a set shares with the test set, equal or near: an item with a test question and another answer, other
 * options or a longer solution is no new item, and its whole text may still be far from the test item's. A question
 * that more than `MOST_HOLDERS` test items ask ("Which of the following is true?") says nothing and is passed over.
 * No check where either set has no field of a question, or where texts are questions alone: those are compared already.
 */
export function questionCheck(
  rows: readonly SourceRow[],
  test: readonly SourceRow[],
  isDeclared: IsDeclared,
): ItemChecks {
  const [asked, known] = [rows, test].map(askedOf) as [Asked[], Asked[]]
  const whole = [...asked, ...known].every(({ row, key }) => normaliseText(row.text) === key)
  if (asked.length === 0 || known.length === 0 || whole) return { checks: [], reasons: new Map() }
  const holders = new Map<string, number>()
  for (const { key } of known) holders.set(key, (holders.get(key) ?? 0) + 1)
  const own = known.filter(({ key }) => holders.get(key)! <= MOST_HOLDERS)
  const declared = (item: Item, other: Item) => isDeclared((item as Asked).row, (other as Asked).row)
  const reasons = new Map<string, string[]>()
  const add = (id: string, how: string, of: string) => reasons.set(id, [`has ${how} ${of} of test`])
  for (const { id, of } of nearDuplicatesAcross(asked, own, declared).found)
    add(id, 'nearly the question of', of)
  for (const { a, b } of overlapPairs(own, asked, declared)) add(b, 'the question of', a)
  const ids = asked.flatMap(({ id }) => (reasons.has(id) ? [id] : []))
  // The check of equal items names those that are test items as a whole.
  const texts = new Set(test.map(({ text }) => normaliseText(text)))
  for (const { id, row } of asked) if (texts.has(normaliseText(row.text))) reasons.delete(id)
  return {
    reasons,
    checks: [
      {
        name: 'questions, test',
        status: sharedStatus(ids.length, rows.length),
        code: ids.length === 0 ? 'no_shared_questions' : 'shared_questions',
        text: `${ids.length} of ${rows.length} items have the question of an item of test, or nearly (Jaccard ${LEAST_JACCARD}), whatever their answer`,
        values: { items: ids.length, ids: ids.slice(0, LISTED) },
      },
    ],
  }
}

function askedOf(rows: readonly SourceRow[]): Asked[] {
  return rows.flatMap(row => {
    const text = FIELDS.map(name => row.fields[name]).find(value => typeof value === 'string')
    return typeof text !== 'string' || text.trim() === ''
      ? []
      : [{ ...row, text, row, key: normaliseText(text) }]
  })
}
