import { addTransposed, type SparseRows } from './sparse-rows.js'

/**
 * Σ_i ln(1 + e^{m_i}) − y_i·m_i + λ/2·|w|². Here and below `theta` holds the weights w and, last, the intercept,
 * which is not penalised, and `margins` the m_i = b + w·x_i.
 */
export function penalisedLoss(
  margins: Float64Array,
  labels: ArrayLike<number>,
  theta: Float64Array,
  lambda: number,
): number {
  let loss = 0
  for (let i = 0; i < margins.length; i++) {
    const margin = margins[i]!
    // ln(1 + e^m) without overflow.
    loss += Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin))) - labels[i]! * margin
  }
  let squares = 0
  for (let j = 0; j < theta.length - 1; j++) squares += theta[j]! ** 2
  return loss + (lambda / 2) * squares
}

/** Gradient in theta: Σ_i (expit(m_i) − y_i)·(x_i, 1) + λ·(w, 0). */
export function gradientOf(
  rows: SparseRows,
  margins: Float64Array,
  labels: ArrayLike<number>,
  theta: Float64Array,
  lambda: number,
): Float64Array {
  const gradient = theta.map(value => lambda * value)
  const residuals = margins.map((margin, i) => expit(margin) - labels[i]!)
  gradient[theta.length - 1] = residuals.reduce((sum, residual) => sum + residual, 0)
  addTransposed(rows, residuals, gradient)
  return gradient
}

/** 1/(1 + e^{−x}), the probability that belongs to the linear score x. */
export function expit(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
