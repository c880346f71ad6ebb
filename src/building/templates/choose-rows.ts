import type { Random } from '../../statistics/random.js'

/** What the length and the size of a row's solution show in. */
export interface RowShape {
  readonly place: number
  /** Lines of its answer: one a step, whether annotated or not. */
  readonly lines: number
  readonly length: number
  /** Its final answer. */
  readonly final: number
}

/** More lines than this are rare and count as one. */
const MOST_LINES = 9
const LENGTHS = 5
const FINALS = 4

/** Gives rows one after another, and hears which of them came to nothing. */
export interface RowChooser {
  next(): number | undefined
  /** The row given last made no item: its stratum still owes one. */
  refuse(): void
}

/**
 * Chooses rows so that those that make items have the lines and the lengths of `all` at any time: the rows that can be
 * used are shorter than those that cannot, and their numbers larger, since small ones are equal by chance more often.
 * Each stratum (lines × fifth of the lengths × quarter of the answers) gives its share of `all` in random order; strata
 * that run out are skipped.
 */
export function chooseRows(
  all: readonly RowShape[],
  usable: readonly RowShape[],
  random: Random,
): RowChooser {
  const lengthOf = partition(
    all.map(({ length }) => length),
    LENGTHS,
  )
  const finalOf = partition(
    all.map(({ final }) => final),
    FINALS,
  )
  const stratumOf = ({ lines, length, final }: RowShape) =>
    `${Math.min(lines, MOST_LINES)} ${lengthOf(length)} ${finalOf(final)}`
  const strata = new Map<string, Stratum>()
  for (const candidate of all) {
    const name = stratumOf(candidate)
    const stratum = strata.get(name)
    strata.set(name, { want: (stratum?.want ?? 0) + 1, given: 0, places: [] })
  }
  const shuffled = [...usable]
  random.shuffle(shuffled)
  for (const candidate of shuffled) strata.get(stratumOf(candidate))!.places.push(candidate.place)

  let last: Stratum | undefined
  return {
    next() {
      last = undefined
      // The stratum that is furthest behind its share.
      for (const stratum of strata.values()) {
        if (stratum.places.length === 0) continue
        if (last === undefined || (stratum.given + 1) / stratum.want < (last.given + 1) / last.want) {
          last = stratum
        }
      }
      if (last === undefined) return undefined
      last.given++
      return last.places.shift()
    },
    refuse() {
      if (last !== undefined) last.given--
    },
  }
}

interface Stratum {
  readonly want: number
  given: number
  readonly places: number[]
}

/** Tells in which of `parts` equally frequent ranges a value lies. */
function partition(values: readonly number[], parts: number): (value: number) => number {
  const sorted = [...values].sort((a, b) => a - b)
  const ends = Array.from(
    { length: parts - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / parts)]!,
  )
  return value => ends.filter(end => value >= end).length
}
