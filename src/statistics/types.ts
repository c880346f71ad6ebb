/** The values that the statistics take and return. */

/** One number per item. */
export type Values = ArrayLike<number>

/** The values of one set, one per item, with the items' clusters in the same order. */
export interface Sample {
  readonly values: Values
  /** Cluster of each item; without it every item is its own cluster. */
  readonly clusters?: readonly string[] | undefined
}

/** An interval with its two-sided coverage, for example 0.95. */
export interface Interval {
  readonly lower: number
  readonly upper: number
  readonly level: number
}

/**
 * P-values of the three alternatives for a statistic "first minus second".
 * `less` is the alternative of a leak when the first set is the benchmark and the values are losses.
 * All are in (0, 1]: one that underflows is reported as the smallest positive double.
 */
export interface PValues {
  readonly less: number
  readonly greater: number
  readonly twoSided: number
}

/** An estimate that a t distribution describes. `df` is Infinity where the normal one does. */
export interface Estimate {
  readonly estimate: number
  readonly standardError: number
  readonly df: number
}
