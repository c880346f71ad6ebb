import { normalCdf } from '../statistics/distributions.js'
import { SLACK } from './cusum.js'

/**
 * Cells into which the values of a CUSUM are divided. 200 give an average run length of 930.7 for h = 5 and k = ½, where
 * the exact one is 930.9.
 */
const CELLS = 200

export interface CusumDesign {
  /** h: the sum at which the alarm sounds. */
  readonly border: number
  readonly slack?: number
  /** Mean of the scores, in standard errors; 0 is a clean sequence. */
  readonly drift?: number
}

/**
 * P(no alarm up to checkpoint n), n = 1 … `checkpoints`, of a CUSUM that begins at 0: a Markov chain over cells of width
 * w = 2h/(2m − 1), the lowest of which is all that is at most w/2.
 *
 * Validity: independent scores of N(drift, 1). Source: Brook & Evans (1972), Biometrika 59.
 */
export function cusumSurvival(design: CusumDesign, checkpoints: number): Float64Array {
  const { border, slack = SLACK, drift = 0 } = design
  const chain = chainOf((2 * border) / (2 * CELLS - 1), CELLS, slack - drift)
  let mass = chain.start()
  return Float64Array.from({ length: checkpoints }, () => {
    mass = chain.next(mass)
    return sumOf(mass)
  })
}

/** Width of the cells in which rising borders are sought. One for all, so that they are the same however many follow. */
const RISING_WIDTH = 0.04

/**
 * Borders h_1, h_2 … with which a clean sequence sounds its first alarm at checkpoint n with probability at most alphas[n].
 * Each is the lowest edge of a cell above which no more is left of the sequences without an alarm so far. A border depends
 * on the alphas up to its own only: what is taken off as alarms of earlier checkpoints is what was applied there.
 */
export function bordersFor(alphas: readonly number[], slack = SLACK): number[] {
  // Above Wald's bound, P(S_n ≥ h) ≤ e^{−2kh}, for the least alpha: no border lies higher.
  const highest = Math.log(1 / Math.min(...alphas)) / (2 * slack) + 1
  const chain = chainOf(RISING_WIDTH, Math.ceil(highest / RISING_WIDTH), slack)
  let mass = chain.start()
  return alphas.map(alpha => {
    const before = sumOf(mass)
    mass = chain.next(mass)
    let above = before - sumOf(mass)
    let cell = mass.length
    while (cell > 1 && above + mass[cell - 1]! <= alpha) above += mass[--cell]!
    mass.fill(0, cell)
    return (cell - 0.5) * chain.width
  })
}

interface Chain {
  readonly width: number
  start(): Float64Array
  next(mass: Float64Array): Float64Array
}

/** Sums as a chain of cells; what climbs above the highest is gone. `slack` is taken off every score. */
function chainOf(width: number, cells: number, slack: number): Chain {
  // P(score − slack ≤ (d + ½)w) for the difference d of two cells, from −cells on.
  const below = Float64Array.from({ length: 2 * cells }, (_, i) =>
    normalCdf((i - cells + 0.5) * width + slack),
  )
  return {
    width,
    start() {
      const mass = new Float64Array(cells)
      mass[0] = 1
      return mass
    },
    next(mass) {
      const next = new Float64Array(cells)
      for (let from = 0; from < cells; from++) {
        const here = mass[from]!
        if (here === 0) continue
        next[0]! += here * below[cells - from]!
        for (let to = 1; to < cells; to++)
          next[to]! += here * (below[to - from + cells]! - below[to - from + cells - 1]!)
      }
      return next
    },
  }
}

const sumOf = (mass: Float64Array) => mass.reduce((sum, value) => sum + value, 0)

/** A border in hundredths says enough; rounding up keeps the error rate. */
const STEPS = 100

/**
 * The lowest border with which a clean sequence of so many checkpoints sounds any alarm with probability at most `alpha`.
 * Bisection below ln(checkpoints/α)/(2k), which Wald's bound makes high enough.
 */
export function borderForHorizon(alpha: number, checkpoints: number, slack = SLACK): number {
  const alarms = (border: number) => 1 - cusumSurvival({ border, slack }, checkpoints).at(-1)!
  let low = 0
  let high = Math.ceil((Math.log(checkpoints / alpha) / (2 * slack)) * STEPS)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (alarms(middle / STEPS) <= alpha) high = middle
    else low = middle
  }
  return high / STEPS
}
