import { listExclusions } from '../exclusions.js'
import type { ChoiceItem } from '../multiple-choice/choice-item.js'
import { readChoices } from '../multiple-choice/read-choices.js'
import type { MadeRow } from '../types.js'
import type { Builder, BuildRequest } from './builder.js'
import { type ChoiceVariant, drawVariant } from './choice-variant.js'
import { Distractors } from './distractors.js'
import { type OptionOrder, optionOrderOf, rightIsFirst } from './option-order.js'

export interface ChoiceOptions {
  /** What numbers that name the right option count from, where the rows leave it open. */
  readonly answerBase?: 0 | 1 | undefined
}

/** Redraws before an item is taken to have no further form: three options have six orders. */
const MOST_DRAWS = 20

/**
 * Multiple choice: a wrong option exchanged for one of another item of the same subject, and the options in another
 * order, with the key kept right. Any layout of choice-layouts.ts; English, Chinese and whatever else, since nothing
 * is reworded.
 *
 * Limits: the question stays, so a model that knows the parent knows most of the item. Whether an exchanged option
 * happens to be right as well is not known, so the items measure familiarity and not ability.
 */
export function choices({ answerBase }: ChoiceOptions = {}): Builder {
  return {
    name: 'choices',
    summary: 'multiple choice: options in another order, one wrong option from another item',
    accepts(rows) {
      const read = readChoices(rows, answerBase)
      if (read.fault !== undefined) return read.fault
      const items = read.rows.filter(row => typeof row !== 'string')
      if (items.length * 2 > rows.length) return true
      const reason = read.rows.find(row => typeof row === 'string') ?? 'there are no rows'
      return `It needs a list of options and a key; ${items.length} of ${rows.length} rows have them (the first without: ${reason})`
    },
    build: request => buildChoices(request, answerBase),
  }
}

interface Parent {
  readonly item: ChoiceItem
  readonly order: OptionOrder
  readonly made: MadeRow[]
  done: boolean
}

async function buildChoices({ rows, count, perRow, random, pace }: BuildRequest, base: 0 | 1 | undefined) {
  const left: [reason: string, id: string][] = []
  const read = readChoices(rows, base).rows
  const items = read.filter(row => typeof row !== 'string')
  const rightStays = rightIsFirst(items)
  const parents = read.flatMap((item, r): Parent[] => {
    const order = typeof item === 'string' ? item : optionOrderOf(item, rightStays)
    if (typeof item !== 'string' && typeof order !== 'string') return [{ item, order, made: [], done: false }]
    left.push([String(order), rows[r]!.id])
    return []
  })
  const distractors = new Distractors(items)
  const known = new Set(items.map(({ question, options }) => keyOf(question, options)))
  const queue = [...parents]
  random.stream('choices: rows').shuffle(queue)
  const draws = random.stream('choices: options')
  let made = 0
  let exchanged = 0
  const most = queue.length * perRow
  for (let round = 1; round <= perRow && made < count; round++)
    for (const [p, parent] of queue.entries()) {
      if (made >= count || parent.done) continue
      await pace?.({ what: 'making', done: (round - 1) * queue.length + p, of: most, made, most })
      const { item, order } = parent
      const variant = firstNew(item, () => drawVariant(item, order, distractors, draws), known)
      if (variant === undefined) {
        parent.done = true
        if (round === 1) left.push(['no other order, and no option to exchange', item.row.id])
        continue
      }
      parent.made.push(rowOf(item, variant, round))
      made++
      if (variant.exchanged.size > 0) exchanged++
    }
  return {
    rows: parents.flatMap(parent => parent.made),
    exclusions: listExclusions(left),
    notes: notesOf(parents, made, exchanged, rightStays),
  }
}

/** The first draw that is no item of the source and none made before; undefined after too many that are. */
function firstNew(
  item: ChoiceItem,
  draw: () => ChoiceVariant,
  known: Set<string>,
): ChoiceVariant | undefined {
  for (let d = 0; d < MOST_DRAWS; d++) {
    const variant = draw()
    const key = keyOf(item.question, variant.options)
    if (known.has(key)) continue
    known.add(key)
    return variant
  }
  return undefined
}

const keyOf = (question: string, options: readonly unknown[]) => JSON.stringify([question, options])

/** `/` and a number behind the last one: two parents never give the same id. */
function rowOf(
  { row, write }: ChoiceItem,
  { options, right, exchanged }: ChoiceVariant,
  number: number,
): MadeRow {
  const fields = write(options, right, exchanged)
  return { id: `${row.id}/${number}`, parent: row.id, cluster: row.cluster, fields }
}

function notesOf(parents: readonly Parent[], made: number, exchanged: number, rightStays: boolean): string[] {
  const subjects = new Set(parents.map(({ item }) => item.subject)).size
  const sorted = parents.filter(({ order, made }) => order.sorted !== undefined && made.length > 0).length
  return [
    `${exchanged} of ${made} items have a wrong option from another item of ${subjects > 1 ? `the same of ${subjects} subjects` : 'the set'}; the others have a new order only`,
    ...(sorted > 0 ? [`${sorted} parents list numbers by size; so do the items made from them`] : []),
    ...(rightStays ? ['The right options stand first in every row, so they stay there'] : []),
    'The questions are those of the parents, and an exchanged option may happen to be right too: use the items to compare losses, not to measure ability',
  ]
}
