import type Fraction from 'fraction.js'
import type { Random } from '../../statistics/random.js'
import { type Assignment, assign, parentAssignment } from './assignment.js'
import type { Candidate, NumberPool } from './number-pool.js'
import type { Template } from './template.js'

/** Moves tried for each free number; most are refused, since results must stay whole and positive. */
const MOVES = 100

/** One move in three changes two numbers at once: a dividend with its divisor. */
const PAIRS = 3

/**
 * New numbers for a template, by a random walk that starts at the parent's and goes only where every step is
 * plausible: it ends at a valid assignment. A move draws a number from its class as often as the rows have it and is
 * taken with probability min(1, √(w′/w)), w the product of the frequencies of the results (Metropolis): results are
 * as round and as usual as the benchmark's. Of what it passed, the assignment with the most changed numbers is taken, the
 * latest of these.
 */
export function drawNumbers(template: Template, pool: NumberPool, random: Random): Assignment {
  let now = parentAssignment(template)
  let weight = weightOf(now, pool)
  let best = now
  let most = 0
  for (let move = 0; move < MOVES * template.free.length; move++) {
    const proposed = propose(template, now, pool, random)
    const next = assign(template, proposed)
    if (next === undefined) continue
    const nextWeight = weightOf(next, pool)
    if (random.uniform() >= Math.exp(nextWeight - weight)) continue
    now = next
    weight = nextWeight
    const changed = changedNumbers(template, now)
    if (changed >= most) {
      most = changed
      best = now
    }
  }
  return best
}

/** How many numbers of the question differ from the parent's. */
export function changedNumbers({ numbers }: Template, assignment: Assignment): number {
  return numbers.filter(({ value }, i) => !value.equals(assignment.numbers[i]!)).length
}

function propose(template: Template, now: Assignment, pool: NumberPool, random: Random): Fraction[] {
  const numbers = [...now.numbers]
  const { free } = template
  const changes = free.length > 1 && random.integer(PAIRS) === 0 ? 2 : 1
  for (let i = 0; i < changes; i++) {
    const index = free[random.integer(free.length)]!
    const number = template.numbers[index]!
    const candidates = pool.candidates(number)
    if (candidates.length > 0) numbers[index] = pick(candidates, random)
  }
  return numbers
}

function pick(candidates: readonly Candidate[], random: Random): Fraction {
  let left = random.uniform() * candidates.reduce((sum, { weight }) => sum + weight, 0)
  const found = candidates.find(({ weight }) => {
    left -= weight
    return left < 0
  })
  return (found ?? candidates.at(-1)!).value
}

function weightOf({ results }: Assignment, pool: NumberPool): number {
  return results.reduce((sum, value) => sum + Math.log(pool.resultWeight(value)) / 2, 0)
}
