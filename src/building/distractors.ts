import type { ChoiceItem, Option } from '../multiple-choice/choice-item.js'
import type { Random } from '../statistics/random.js'
import { isOfClosedList, quantityOf, referenceOf, shapeOf } from './option-text.js'

/** Lengths of two options that may stand for each other, longer over shorter: beyond it the odd one shows. */
const MOST_LENGTH_RATIO = 2

/** Donors that are looked at before an option is taken to have none: large subjects have thousands. */
const MOST_TRIES = 200

interface Donor {
  readonly option: Option
  readonly item: ChoiceItem
}

/** The wrong options of a set by subject and shape, from which others may be exchanged. */
export class Distractors {
  readonly #donors = new Map<string, Donor[]>()

  constructor(items: readonly ChoiceItem[]) {
    for (const item of items)
      item.options.forEach((option, o) => {
        const text = String(option)
        if (item.right.includes(o) || referenceOf(text) !== 'none' || isOfClosedList(text)) return
        const key = keyOf(item.subject, option)
        const donors = this.#donors.get(key)
        if (donors === undefined) this.#donors.set(key, [{ option, item }])
        else donors.push({ option, item })
      })
  }

  /**
   * A wrong option of another item of the same subject that can stand in this one's place: of the same shape and a
   * similar length or size, no option of the item already, and neither holding nor held by a right answer.
   */
  forOption(item: ChoiceItem, position: number, random: Random): Option | undefined {
    const old = item.options[position]!
    const donors = this.#donors.get(keyOf(item.subject, old)) ?? []
    const tries = Math.min(donors.length, MOST_TRIES)
    for (let t = 0; t < tries; t++) {
      // Drawn with replacement: which of many fits is a matter of chance, and no list need be shuffled.
      const { option, item: from } = donors[random.integer(donors.length)]!
      if (from.question !== item.question && fits(option, old, item)) return option
    }
    return undefined
  }
}

const keyOf = (subject: string, option: Option) => `${subject}\n${typeof option} ${shapeOf(String(option))}`

function fits(option: Option, old: Option, item: ChoiceItem): boolean {
  const [a, b] = [String(option).trim().length, String(old).trim().length]
  const quantity = quantityOf(String(option))
  if (quantity !== undefined && !isInRange(quantity, item.options)) return false
  if (quantity === undefined && Math.max(a, b) > MOST_LENGTH_RATIO * Math.min(a, b)) return false
  const rights = [...item.right.map(position => item.options[position]!), ...item.alsoRight]
  return (
    item.options.every(other => !saysTheSame(option, other)) &&
    rights.every(right => !holds(option, right) && !holds(right, option))
  )
}

/**
 * Whether a value is one that the item's own numbers might have: at most one step below the least or above the greatest,
 * a step being their mean distance. Among 4, 5, 6 and 7 that is 3 to 8, so 22 would show. Whole numbers only among whole ones.
 */
function isInRange(value: number, options: readonly Option[]): boolean {
  const own = options.flatMap(option => quantityOf(String(option)) ?? [])
  const [least, most] = [Math.min(...own), Math.max(...own)]
  const step = own.length > 1 ? (most - least) / (own.length - 1) : 0
  return (
    value >= least - step &&
    value <= most + step &&
    own.every(Number.isInteger) === Number.isInteger(value) &&
    (least < 0 || value >= 0)
  )
}

function saysTheSame(a: Option, b: Option): boolean {
  const [x, y] = [quantityOf(String(a)), quantityOf(String(b))]
  if (x !== undefined && y !== undefined) return Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y))
  return words(a) === words(b)
}

/**
 * Whether one option contains the other: as a run of whole words, or of characters where Chinese has no spaces.
 * Quantities contain nothing: 15 m does not hold 5 m.
 */
export function holds(outer: Option, inner: Option): boolean {
  if (saysTheSame(outer, inner)) return true
  if (quantityOf(String(outer)) !== undefined && quantityOf(String(inner)) !== undefined) return false
  return words(outer).includes(words(inner))
}

/** Words with a space on each side, so that only whole ones are found; Han characters are words of their own. */
function words(option: Option): string {
  const found = String(option)
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}|[^\s\p{P}\p{Script=Han}]+/gu)
  return found === null ? ` ${option} ` : ` ${found.join(' ')} `
}
