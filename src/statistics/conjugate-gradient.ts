/**
 * Solves A·x = b for a symmetric positive definite A known only through products A·v, by conjugate gradients
 * with the diagonal as preconditioner. Stops when the residual is `tolerance` of |b|, or after dim(b) + 10
 * steps, by which exact arithmetic would be done.
 *
 * Shapes: `diagonal` and the result as long as b. Source: Nocedal & Wright (2006), algorithm 5.3.
 */
export function solveSymmetric(
  product: (vector: Float64Array) => Float64Array,
  b: Float64Array,
  diagonal: Float64Array,
  tolerance: number,
): Float64Array {
  const x = new Float64Array(b.length)
  const residual = Float64Array.from(b)
  const direction = residual.map((value, j) => value / diagonal[j]!)
  let scaled = Float64Array.from(direction)
  let size = dot(residual, scaled)
  const goal = tolerance ** 2 * dot(b, b)
  for (let step = 0; step < b.length + 10 && dot(residual, residual) > goal; step++) {
    const image = product(direction)
    const length = size / dot(direction, image)
    for (let j = 0; j < x.length; j++) {
      x[j]! += length * direction[j]!
      residual[j]! -= length * image[j]!
    }
    scaled = residual.map((value, j) => value / diagonal[j]!)
    const next = dot(residual, scaled)
    for (let j = 0; j < x.length; j++) direction[j] = scaled[j]! + (next / size) * direction[j]!
    size = next
  }
  return x
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
