import { solveSymmetric } from './conjugate-gradient.js'
import { addTransposed, multiply, type SparseRows } from './sparse-rows.js'

/**
 * Solves H·step = −gradient for the Hessian H of the penalised loss, with `curvature` c_i = p_i·(1 − p_i) per row;
 * the last element belongs to the intercept.
 *
 * The intercept is eliminated: it always takes up the weighted mean μ of the columns, so conjugate gradients see
 * Σ_i c_i·(x_i − μ)(x_i − μ)ᵀ + λ. Columns that are far from 0 in nearly every row (a full stop, a space) would
 * otherwise pull along one direction with each other and the intercept and cost many more steps.
 * The tolerance is relative to the gradient without the intercept.
 */
export function newtonStep(
  rows: SparseRows,
  curvature: Float64Array,
  gradient: Float64Array,
  lambda: number,
  tolerance: number,
): Float64Array {
  const p = rows.columnCount
  const total = curvature.reduce((sum, weight) => sum + weight, 0)
  const mean = new Float64Array(p)
  addTransposed(rows, curvature, mean)
  for (let j = 0; j < p; j++) mean[j]! /= total

  const product = (vector: Float64Array) => {
    const weighted = multiply(rows, vector, -dot(mean, vector))
    let sum = 0
    for (let i = 0; i < weighted.length; i++) {
      weighted[i]! *= curvature[i]!
      sum += weighted[i]!
    }
    const image = new Float64Array(p)
    addTransposed(rows, weighted, image)
    for (let j = 0; j < p; j++) image[j]! += lambda * vector[j]! - sum * mean[j]!
    return image
  }
  const slope = gradient[p]!
  const target = Float64Array.from(mean, (value, j) => slope * value - gradient[j]!)
  const weights = solveSymmetric(product, target, diagonalOf(rows, curvature, mean, total, lambda), tolerance)
  const step = new Float64Array(p + 1)
  step.set(weights)
  step[p] = -slope / total - dot(mean, weights)
  return step
}

/** Diagonal of the matrix above: Σ_i c_i·x_ij² − μ_j²·Σ_i c_i + λ. */
function diagonalOf(
  { rowCount, rowStart, column, value }: SparseRows,
  curvature: Float64Array,
  mean: Float64Array,
  total: number,
  lambda: number,
): Float64Array {
  const squares = new Float64Array(mean.length)
  for (let i = 0; i < rowCount; i++) {
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++)
      squares[column[e]!]! += curvature[i]! * value[e]! ** 2
  }
  // Rounding may bring a constant column's variance just below zero.
  return squares.map((square, j) => Math.max(0, square - total * mean[j]! ** 2) + lambda)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!
  return sum
}
