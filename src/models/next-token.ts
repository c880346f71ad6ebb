/** How a token is drawn. */
export interface Sampling {
  /** Divides the logits: below 1 the likely tokens become likelier. Above 0. */
  readonly temperature: number
  /** Least probability that the likeliest tokens, which alone may be drawn, have together; in (0, 1]. */
  readonly topP: number
  /** Uniform in [0, 1): one draw a token. */
  readonly uniform: () => number
}

/**
 * Id of the next token: the one with the largest logit (of equal ones the first) or, with `sampling`, one drawn from
 * softmax(logits / temperature) cut to its nucleus, the fewest likeliest tokens whose probabilities reach `topP`.
 * Source: Holtzman et al. (2020), The Curious Case of Neural Text Degeneration, section 3.1.
 *
 * @returns undefined when the logits order nothing: one is NaN or +∞, or all are −∞.
 */
export function nextToken(logits: ArrayLike<number>, sampling?: Sampling): number | undefined {
  const best = largest(logits)
  if (best === undefined || sampling === undefined) return best
  const { temperature, topP, uniform } = sampling
  if (!(temperature > 0 && topP > 0 && topP <= 1))
    throw new RangeError(`temperature must be above 0 and topP in (0, 1], got ${temperature} and ${topP}`)
  const weights = Float64Array.from(logits, logit => Math.exp((logit - logits[best]!) / temperature))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const order = Uint32Array.from(weights.keys()).sort((a, b) => weights[b]! - weights[a]! || a - b)
  let inside = 0
  let mass = 0
  while (inside < order.length && mass < topP * total) mass += weights[order[inside++]!]!
  let left = uniform() * mass
  for (const token of order.subarray(0, inside)) {
    left -= weights[token]!
    if (left < 0) return token
  }
  // Rounding may leave the last token a little short of its share.
  return order[inside - 1]
}

function largest(logits: ArrayLike<number>): number | undefined {
  let best = 0
  for (let token = 0; token < logits.length; token++) {
    if (Number.isNaN(logits[token]!)) return undefined
    if (logits[token]! > logits[best]!) best = token
  }
  return Number.isFinite(logits[best]) ? best : undefined
}
