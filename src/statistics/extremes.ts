import type { PValues } from './types.js'

/** Differences that are equal on paper may differ in the last bits: such ties count as extreme. */
const TIE_SLACK = 1e-12

/** Counts relabellings of the data whose statistic is as extreme as the observed one. */
export interface Extremes {
  compare(statistic: number): void
  /**
   * p = #{as extreme}/compared where every relabelling was compared, the observed one among them; otherwise, beside
   * random ones, (1 + #{as extreme})/(1 + compared), never 0.
   */
  pValues(compared: number, exact: boolean): PValues
}

/** @param scale size of the values that the statistic is a sum of: the unit of its rounding errors. */
export function countExtremes(observed: number, scale: number): Extremes {
  const slack = TIE_SLACK * scale
  let [less, greater, twoSided] = [0, 0, 0]
  return {
    compare(statistic) {
      if (statistic <= observed + slack) less++
      if (statistic >= observed - slack) greater++
      if (Math.abs(statistic) >= Math.abs(observed) - slack) twoSided++
    },
    pValues(compared, exact) {
      const own = exact ? 0 : 1
      const share = (count: number) => (own + count) / (own + compared)
      return { less: share(less), greater: share(greater), twoSided: share(twoSided) }
    },
  }
}
