import type { ChoiceItem, Option } from '../multiple-choice/choice-item.js'
import type { Random } from '../statistics/random.js'
import type { Distractors } from './distractors.js'
import type { OptionOrder } from './option-order.js'
import { quantityOf } from './option-text.js'

export interface ChoiceVariant {
  readonly options: readonly Option[]
  readonly right: readonly number[]
  /** The new option for the old one; empty where only the order is new. */
  readonly exchanged: ReadonlyMap<Option, Option>
}

/**
 * Another form of an item: one wrong option exchanged for one of another item where there is a fitting one, and the
 * options in another order. One only: with every wrong option from elsewhere the right one would stand out. Numbers
 * that were listed by size are so again. May be the item as it was, where nothing could be exchanged.
 */
export function drawVariant(
  item: ChoiceItem,
  order: OptionOrder,
  distractors: Distractors,
  random: Random,
): ChoiceVariant {
  const exchanged = new Map<Option, Option>()
  const options = [...item.options]
  const positions = [...order.exchangeable]
  random.shuffle(positions)
  for (const position of positions) {
    const option = distractors.forOption(item, position, random)
    if (option === undefined) continue
    exchanged.set(options[position]!, option)
    options[position] = option
    break
  }
  const places = order.sorted === undefined ? [...order.movable] : options.map((_, o) => o)
  const from = [...places]
  if (order.sorted === undefined) random.shuffle(from)
  else {
    const sign = order.sorted === 'up' ? 1 : -1
    // Options that speak of the others have no value and stand last already.
    const valueAt = (o: number) => sign * (quantityOf(String(options[o])) ?? Number.POSITIVE_INFINITY * sign)
    from.sort((a, b) => (valueAt(a) === valueAt(b) ? a - b : valueAt(a) - valueAt(b)))
  }
  const origin = options.map((_, o) => o)
  places.forEach((place, p) => {
    origin[place] = from[p]!
  })
  return {
    options: origin.map(o => options[o]!),
    right: origin.flatMap((o, place) => (item.right.includes(o) ? [place] : [])),
    exchanged,
  }
}
