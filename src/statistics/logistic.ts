import { expit, gradientOf, penalisedLoss } from './logistic-loss.js'
import { newtonStep } from './newton-step.js'
import { multiply, type SparseRows } from './sparse-rows.js'

export interface LogisticModel {
  readonly intercept: number
  readonly coefficients: Float64Array
  /** Value that was minimised. */
  readonly objective: number
  /** Euclidean norm of its gradient where the fit stopped. */
  readonly gradientNorm: number
  readonly iterations: number
}

export interface LogisticOptions {
  /** Weight λ of the penalty; equals 1/C of scikit-learn. */
  readonly lambda: number
  /** The fit stops when the gradient's norm has fallen to this share of its starting value, or is rounding alone. */
  readonly tolerance?: number
}

/** Near the rounding error of a gradient summed in double precision; Newton's last step gets there at once. */
const TOLERANCE = 1e-12

/** Newton needs about ten; more means that something is wrong with the input. */
const MAX_ITERATIONS = 100

/** Usual Armijo constant (Nocedal & Wright, ch. 3): a step must gain this share of what the slope promises. */
const SUFFICIENT_DECREASE = 1e-4

/**
 * L2-penalised logistic regression: minimises Σ_i ln(1 + e^{m_i}) − y_i·m_i + λ/2·|w|² with
 * m_i = b + w·x_i. The intercept b is not penalised.
 * Newton's method; each step is solved by conjugate gradients from products with the matrix alone, so that
 * thousands of sparse columns cost no more than their entries.
 *
 * Shapes: one row per item, `labels` 0 or 1 per row. Units: λ acts on the columns as given, so scale them first.
 * Validity: λ > 0 and both labels present; then there is exactly one minimum.
 * Equals scikit-learn's LogisticRegression with C = 1/λ.
 *
 * @throws RangeError when the input is not as above.
 */
export function fitLogistic(
  rows: SparseRows,
  labels: ArrayLike<number>,
  options: LogisticOptions,
): LogisticModel {
  const { lambda, tolerance = TOLERANCE } = options
  const positives = validate(rows, labels, lambda)
  const n = rows.rowCount
  const p = rows.columnCount
  // Weights and, last, the intercept. It starts at the log odds, where its gradient is zero.
  const theta = new Float64Array(p + 1)
  theta[p] = Math.log(positives / (n - positives))
  let margins = new Float64Array(n).fill(theta[p]!)
  let objective = penalisedLoss(margins, labels, theta, lambda)
  let gradient = gradientOf(rows, margins, labels, theta, lambda)
  const start = norm(gradient)
  // Where nothing tells the labels apart the gradient vanishes at the start but for rounding, of which no share is left
  // to gain: each of its sums, the intercept's over n ones included, errs by a few units in the last place of what it adds up.
  const rounding = 4 * Number.EPSILON * rows.value.reduce((sum, value) => sum + Math.abs(value), n)
  const goal = Math.max(tolerance * start, rounding)
  let iterations = 0

  while (norm(gradient) > goal) {
    if (++iterations > MAX_ITERATIONS) throw new Error('The logistic fit did not converge')
    const curvature = margins.map(margin => expit(margin) * expit(-margin))
    // Solving loosely while far away and tightly when near keeps the convergence faster than linear.
    const looseness = Math.min(0.1, Math.sqrt(norm(gradient) / start))
    const step = newtonStep(rows, curvature, gradient, lambda, looseness)
    const moved = searchLine({ rows, labels, lambda, theta, margins, objective }, step, dot(gradient, step))
    if (moved === null) break
    theta.set(moved.theta)
    margins = moved.margins
    objective = moved.objective
    gradient = gradientOf(rows, margins, labels, theta, lambda)
  }
  return {
    intercept: theta[p]!,
    coefficients: theta.slice(0, p),
    objective,
    gradientNorm: norm(gradient),
    iterations,
  }
}

/** Linear score m = b + w·x of each row; above 0 where label 1 is likelier. */
export function linearScores(model: LogisticModel, rows: SparseRows): Float64Array {
  return multiply(rows, model.coefficients, model.intercept)
}

interface Point {
  readonly rows: SparseRows
  readonly labels: ArrayLike<number>
  readonly lambda: number
  readonly theta: Float64Array
  readonly margins: Float64Array
  readonly objective: number
}

/** Halves the step until it gains enough; null when no step gains, which is so at the minimum up to rounding. */
function searchLine(from: Point, step: Float64Array, slope: number) {
  const change = multiply(from.rows, step, step[step.length - 1]!)
  const rounding = 1e-15 * Math.abs(from.objective)
  for (let length = 1; length > 1e-10; length /= 2) {
    const theta = from.theta.map((value, j) => value + length * step[j]!)
    const margins = from.margins.map((value, i) => value + length * change[i]!)
    const objective = penalisedLoss(margins, from.labels, theta, from.lambda)
    if (objective <= from.objective + SUFFICIENT_DECREASE * length * slope + rounding) {
      return { theta, margins, objective }
    }
  }
  return null
}

function validate(rows: SparseRows, labels: ArrayLike<number>, lambda: number): number {
  if (!(lambda > 0)) throw new RangeError(`λ must be positive, got ${lambda}`)
  if (labels.length !== rows.rowCount)
    throw new RangeError(`${rows.rowCount} rows but ${labels.length} labels`)
  const positives = Array.from(labels).filter(label => label === 1).length
  const negatives = Array.from(labels).filter(label => label === 0).length
  if (positives + negatives !== labels.length) throw new RangeError('Labels must be 0 or 1')
  if (positives === 0 || negatives === 0) throw new RangeError('A classifier needs items with either label')
  return positives
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector))
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
