import type { Random } from '../../statistics/random.js'

/** A row that could be used, with what its difficulty shows in. */
export interface Candidate {
  readonly place: number
  readonly steps: number
  readonly length: number
}

/** More steps than this are rare and count as one. */
const MOST_STEPS = 8
const LENGTHS = 5

/**
 * The order in which to try rows, so that any beginning of it has the steps and the lengths of `all`: the rows that can
 * be used are shorter than those that cannot. Each stratum (steps × fifth of the lengths) gives its share of `all` in
 * random order; strata that run out are skipped.
 */
export function balancedOrder(
  all: readonly Candidate[],
  usable: readonly Candidate[],
  random: Random,
): number[] {
  const lengths = all.map(({ length }) => length).sort((a, b) => a - b)
  const ends = Array.from(
    { length: LENGTHS - 1 },
    (_, i) => lengths[Math.floor(((i + 1) * lengths.length) / LENGTHS)]!,
  )
  const stratumOf = ({ steps, length }: Candidate) =>
    `${Math.min(steps, MOST_STEPS)} ${ends.filter(end => length >= end).length}`
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
