import type { Random } from '../../statistics/random.js'

/** What the length of a row's solution shows in. */
export interface RowShape {
  readonly place: number
  /** Lines of its answer: one a step, whether annotated or not. */
  readonly lines: number
  readonly length: number
}

/** More lines than this are rare and count as one. */
const MOST_LINES = 9
const LENGTHS = 5

/**
 * The order in which to try rows, so that any beginning of it has the lines and the lengths of `all`: the rows that can
 * be used are shorter than those that cannot. Each stratum (lines × fifth of the lengths) gives its share of `all` in
 * random order; strata that run out are skipped.
 */
export function balancedOrder(
  all: readonly RowShape[],
  usable: readonly RowShape[],
  random: Random,
): number[] {
  const lengths = all.map(({ length }) => length).sort((a, b) => a - b)
  const ends = Array.from(
    { length: LENGTHS - 1 },
    (_, i) => lengths[Math.floor(((i + 1) * lengths.length) / LENGTHS)]!,
  )
  const stratumOf = ({ lines, length }: RowShape) =>
    `${Math.min(lines, MOST_LINES)} ${ends.filter(end => length >= end).length}`
  const strata = new Map<string, { want: number; given: number; places: number[] }>()
  for (const candidate of all) {
    const name = stratumOf(candidate)
    const stratum = strata.get(name) ?? { want: 0, given: 0, places: [] }
    stratum.want++
    strata.set(name, stratum)
  }
  const shuffled = [...usable]
  random.shuffle(shuffled)
  for (const candidate of shuffled) strata.get(stratumOf(candidate))!.places.push(candidate.place)

  const order: number[] = []
  while (order.length < usable.length) {
    // The stratum that is furthest behind its share.
    let next: { want: number; given: number; places: number[] } | undefined
    for (const stratum of strata.values()) {
      if (stratum.given >= stratum.places.length) continue
      if (next === undefined || (stratum.given + 1) / stratum.want < (next.given + 1) / next.want)
        next = stratum
    }
    order.push(next!.places[next!.given++]!)
  }
  return order
}
