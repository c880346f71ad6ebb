import type { ChoiceItem, Option } from '../multiple-choice/choice-item.js'
import { readChoices, readLayout } from '../multiple-choice/read-choices.js'
import { numeralChange, numeralsOf } from '../text/numerals.js'
import { contentRecall, textUnits } from '../text/words.js'
import type { SourceRow } from '../types.js'
import { sameAnswer } from './final-answer.js'
import { negationChange } from './negations.js'
import { oppositesChanged } from './opposites.js'
import type { PairReason } from './pair-reason.js'

/** Least share of an option's content words that its rewording keeps: options are short, and those of one item alike. */
const LEAST_RECALL = 0.6

/** The multiple-choice items among the rows, where options and key were read. */
export type ChoiceRows = ReadonlyMap<SourceRow, ChoiceItem>

/** Reads source and set together: a key's form shows over many rows. `base` is what numbers of options count from. */
export function choiceRows(rows: readonly SourceRow[], base?: 0 | 1): ChoiceRows {
  const read = readChoices(rows, base).rows
  return new Map(rows.flatMap((row, r) => (typeof read[r] === 'object' ? [[row, read[r]]] : [])))
}

/** Whether a row lists options: then its answer is one of them, whatever letter or number the key is. */
export const isChoice = (row: SourceRow) => typeof readLayout(row) === 'object'

/**
 * What a multiple-choice item says otherwise than its source: another set of options, or another one as right. Options
 * may stand in another order; the text behind the key counts, never its letter.
 */
export function choiceReasons(source: SourceRow, copy: SourceRow, items: ChoiceRows): PairReason[] {
  const [from, to] = [readLayout(source), readLayout(copy)]
  if (typeof from === 'string') return []
  if (typeof to === 'string') return [{ code: 'answer_missing', text: `the options are missing: ${to}` }]
  const placed = placesOf(from.options.map(String), to.options.map(String))
  const lost = from.options.filter((_, o) => placed[o] === undefined)
  const gained = to.options.filter((_, o) => !placed.includes(o))
  return [...optionReasons(lost, gained), ...keyReasons(items.get(source), items.get(copy), placed)]
}

function optionReasons(lost: readonly Option[], gained: readonly Option[]): PairReason[] {
  const parts = [
    ...(lost.length > 0 ? [`lacks the option ${quoted(lost)}`] : []),
    ...(gained.length > 0 ? [`adds the option ${quoted(gained)}`] : []),
  ]
  return parts.length === 0 ? [] : [{ code: 'options_changed', text: parts.join('; ') }]
}

function keyReasons(
  source: ChoiceItem | undefined,
  copy: ChoiceItem | undefined,
  placed: readonly (number | undefined)[],
): PairReason[] {
  if (source === undefined) return []
  const before = source.right.map(o => source.options[o]!)
  if (copy === undefined)
    return [
      { code: 'answer_missing', text: `no option is named as right; in the source it is ${quoted(before)}` },
    ]
  const wanted = new Set(source.right.map(o => placed[o]))
  if (wanted.size === copy.right.length && copy.right.every(o => wanted.has(o))) return []
  const after = copy.right.map(o => copy.options[o]!)
  return [
    { code: 'answer_changed', text: `the right option is ${quoted(after)} instead of ${quoted(before)}` },
  ]
}

const quoted = (options: readonly Option[]) => options.map(option => `"${option}"`).join(', ')

/** Where each option of the source stands in the copy: the same text anywhere, else a rewording, best in its own place. */
function placesOf(from: readonly string[], to: readonly string[]): (number | undefined)[] {
  const placed: (number | undefined)[] = from.map(() => undefined)
  for (const same of [sameAnswer, reworded])
    from.forEach((option, o) => {
      if (placed[o] !== undefined) return
      const free = (place: number) => !placed.includes(place) && same(option, to[place]!)
      const places = to.map((_, place) => place)
      placed[o] = o < to.length && free(o) ? o : places.find(free)
    })
  return placed
}

function reworded(option: string, copy: string): boolean {
  const { lost, gained } = numeralChange(numeralsOf(option), numeralsOf(copy))
  return (
    lost.length + gained.length === 0 &&
    negationChange(option, copy) === 0 &&
    oppositesChanged(option, copy).length === 0 &&
    (contentRecall(textUnits(option), textUnits(copy)) ?? 0) >= LEAST_RECALL
  )
}
