import type { Random } from '../../statistics/random.js'
import { type RowShape, surfaceOdds, wordOdds } from './likeness.js'

/** Parts of equal size of all rows: finer ones would run out of items. */
const WORD_PARTS = 8
const SURFACE_PARTS = 8

/**
 * Of the items that were made, the places of `count` that together read like all rows: rows with many numbers vary less
 * often, with them go their words, and numbers with many divisors fit more often than others. Each stratum (eighth of
 * the odds by words × eighth of the odds by surface and numbers, of being an item rather than a row) gives its share of
 * the rows in random order; strata that run out are skipped.
 *
 * Source: Rosenbaum & Rubin (1984), J. Am. Stat. Assoc. 79, 516–524 (subclassification on the propensity score).
 */
export function chooseRows(
  rows: readonly RowShape[],
  made: readonly RowShape[],
  count: number,
  random: Random,
): Set<number> {
  if (count >= made.length) return new Set(made.map(({ place }) => place))
  const all = [...rows, ...made]
  const labels = all.map((_, i) => (i < rows.length ? 0 : 1))
  const byWords = parts(wordOdds(all, labels), rows.length, WORD_PARTS)
  const bySurface = parts(surfaceOdds(all, labels), rows.length, SURFACE_PARTS)
  const strata = new Map<string, Stratum>()
  const stratumOf = (i: number) => {
    const name = `${byWords[i]} ${bySurface[i]}`
    const stratum = strata.get(name) ?? { want: 0, given: 0, places: [] }
    strata.set(name, stratum)
    return stratum
  }
  for (const i of rows.keys()) stratumOf(i).want++
  const shuffled = [...made.keys()]
  random.shuffle(shuffled)
  for (const i of shuffled) stratumOf(rows.length + i).places.push(made[i]!.place)

  const chosen = new Set<number>()
  while (chosen.size < Math.min(count, made.length)) {
    let next: Stratum | undefined
    // The stratum that is furthest behind its share; one without rows comes last.
    for (const stratum of strata.values()) {
      if (stratum.given === stratum.places.length) continue
      if (next === undefined || lagOf(stratum) < lagOf(next)) next = stratum
    }
    chosen.add(next!.places[next!.given++]!)
  }
  return chosen
}

const lagOf = ({ given, want }: Stratum) => (given + 1) / want

interface Stratum {
  /** Rows in it. */
  want: number
  given: number
  readonly places: number[]
}

/** For each value, in which of `count` ranges it lies that are equally frequent among the first `first` values. */
function parts(values: Float64Array, first: number, count: number): number[] {
  const sorted = values.slice(0, first).sort()
  const ends = Array.from({ length: count - 1 }, (_, i) => sorted[Math.floor(((i + 1) * first) / count)]!)
  return Array.from(values, value => ends.filter(end => value >= end).length)
}
