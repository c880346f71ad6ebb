import { LossgapError } from '../errors.js'
import type { Values } from './types.js'

export interface KolmogorovSmirnovResult {
  /** Largest distance of the two empirical distribution functions, 0 to 1. */
  readonly d: number
  /** Two-sided. */
  readonly pValue: number
  readonly method: 'exact' | 'limit'
}

/** Up to this product of the sizes all orders are counted, in about 10 ms; beyond, the limit is off by less than 0.01. */
const MOST_CELLS = 1_000_000

/**
 * Kolmogorov–Smirnov test of two samples: D = sup |F_a − F_b|. p is exact for n·m up to 10^6, otherwise
 * 2 Σ_{k≥1} (−1)^(k−1) exp(−2k²·nm/(n+m)·D²).
 *
 * Validity: independent items; with ties (counts of words) the true p is smaller than the one given.
 * Source: Hodges (1958), Ark. Mat. 3, for the count of lattice paths; Smirnov (1948) for the limit.
 *
 * @throws LossgapError SET_EMPTY when a sample has no values. @throws RangeError when a value is not finite.
 */
export function kolmogorovSmirnov(a: Values, b: Values): KolmogorovSmirnovResult {
  const n = a.length
  const m = b.length
  if (n === 0 || m === 0)
    throw new LossgapError(
      'SET_EMPTY',
      'A comparison of two distributions got a set without items',
      'Give both sets items',
    )
  const d = distance(sorted(a), sorted(b))
  if (n * m <= MOST_CELLS) return { d, pValue: exactP(d, n, m), method: 'exact' }
  return { d, pValue: limitP(((n * m) / (n + m)) * d * d), method: 'limit' }
}

function sorted(values: Values): Float64Array {
  const copy = Float64Array.from(values)
  if (!copy.every(Number.isFinite)) throw new RangeError('A sample holds a value that is not finite')
  return copy.sort()
}

function distance(a: Float64Array, b: Float64Array): number {
  let i = 0
  let j = 0
  let largest = 0
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!)
    while (i < a.length && a[i] === value) i++
    while (j < b.length && b[j] === value) j++
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length))
  }
  return largest
}

/**
 * One minus the chance that a random order of the n + m values keeps |i/n − j/m| below D throughout. A random path
 * through (i, j) comes from (i − 1, j) with chance i/(i + j).
 */
function exactP(d: number, n: number, m: number): number {
  // Distances are multiples of 1/(n·m): half of one tells ties from rounding.
  const limit = d - 0.5 / (n * m)
  const inside = new Float64Array(m + 1)
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const before = i === 0 && j === 0 ? 1 : (inside[j]! * i + (j > 0 ? inside[j - 1]! * j : 0)) / (i + j)
      inside[j] = Math.abs(i / n - j / m) > limit ? 0 : before
    }
  }
  return Math.min(1, Math.max(Number.MIN_VALUE, 1 - inside[m]!))
}

function limitP(square: number): number {
  let p = 0
  for (let k = 1; k <= 100; k++) p += 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * square)
  return square < 0.04 ? 1 : Math.min(1, Math.max(Number.MIN_VALUE, p))
}
