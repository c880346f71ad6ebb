import type { ChoiceItem } from '../multiple-choice/choice-item.js'
import { isOfClosedList, namesOptions, quantityOf, referenceOf, shapeOf } from './option-text.js'

/** What may be done with the options of an item. */
export interface OptionOrder {
  /** Positions whose options may move; the others stay, since they speak of those before them. */
  readonly movable: readonly number[]
  /** Positions whose option may be exchanged for one of another item. */
  readonly exchangeable: readonly number[]
  /** Numbers that a benchmark lists by size stay listed by size. */
  readonly sorted: 'up' | 'down' | undefined
}

/** Reads off an item what may move, or says why nothing may. */
export function optionOrderOf(item: ChoiceItem, rightStays: boolean): OptionOrder | string {
  const { options, right, row } = item
  const texts = options.map(String)
  const references = texts.map(referenceOf)
  if (references.includes('letters')) return 'options that name each other by letter'
  const others = Object.values(row.fields).filter(
    value => typeof value === 'string' && !texts.includes(value),
  )
  if (others.some(value => namesOptions(String(value))))
    return 'a text beside the options names them by letter'
  const last = references.lastIndexOf('none')
  if (references.slice(0, last).includes('all')) return 'an option that speaks of the others is not the last'
  const free = texts.map((_, o) => o).filter(o => references[o] === 'none')
  // "All of the above" is right only as long as all of the above are; "none of the above" as long as none is.
  const closed = right.some(o => references[o] === 'all') || texts.some(isOfClosedList)
  const exchangeable = closed ? [] : free.filter(o => !right.includes(o))
  const movable = rightStays ? free.filter(o => !right.includes(o)) : free
  if (movable.length < 2 && exchangeable.length === 0) return 'fewer than two options that may move'
  return { movable, exchangeable, sorted: rightStays ? undefined : sortedBy(free.map(o => texts[o]!)) }
}

/**
 * Whether quantities of one unit stand in order of size. Where a benchmark sorts its numbers, a list that is out of
 * order would be a form that it does not have.
 */
function sortedBy(texts: readonly string[]): 'up' | 'down' | undefined {
  const values = texts.map(quantityOf)
  if (values.includes(undefined) || new Set(texts.map(shapeOf)).size > 1) return undefined
  const steps = values.slice(1).map((value, v) => value! - values[v]!)
  if (steps.every(step => step > 0)) return 'up'
  return steps.every(step => step < 0) ? 'down' : undefined
}

/** With as many items as this, a right option that always stands first does so by rule: by chance 1 time in 4^8. */
const ITEMS_OF_A_RULE = 8

/** Whether a benchmark keeps its right options in front, as TruthfulQA does: then that is part of its form. */
export function rightIsFirst(items: readonly ChoiceItem[]): boolean {
  return items.length >= ITEMS_OF_A_RULE && items.every(({ right }) => right.every((o, r) => o === r))
}
