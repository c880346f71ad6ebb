import type Fraction from 'fraction.js'
import type { QuestionNumber } from './question-numbers.js'
import type { Condition } from './template.js'

/** More places than this have too many sums to look through: all of them stay. */
const MOST_NUMBERS = 14

/** The numbers of a question have a few decimals: floating point is off by far less. */
const TOLERANCE = 1e-6

/**
 * Numbers of the question that stay since they make up one that stays: of `in 5 days … for 2 days and then another 3
 * days` the 5 is in no step, but the 2 and the 3 are its parts. Sums of any of the places where numbers stand, and
 * products of two. `stays` is what stays for other reasons; the answer is what stays with it.
 */
export function numbersThatStay(numbers: readonly QuestionNumber[], stays: ReadonlySet<number>): Set<number> {
  const all = new Set(stays)
  const places = numbers.flatMap(({ tokens }, index) => tokens.map(() => index))
  for (const whole of stays) {
    const target = numbers[whole]!.value
    for (const parts of sumsTo(
      target,
      places.filter(index => index !== whole),
      numbers,
    )) {
      for (const index of parts) all.add(index)
    }
    numbers.forEach((a, i) => {
      numbers.forEach((b, j) => {
        if (i === whole || j === whole || i === j) return
        // What stays as a part or a factor of a sum or a product, and as a product.
        if (target.add(a.value).equals(b.value) || (i < j && a.value.mul(b.value).equals(target))) {
          all.add(i).add(j)
        }
        if (target.compare(1) > 0 && target.mul(a.value).equals(b.value)) {
          all.add(i).add(j)
        }
      })
    })
  }
  return all
}

/** Words that tell some of several things from the rest. */
const PART_OF_THEM =
  /\b(?:of (?:them|these|those|the)|others?|another|rest|last|remaining|except|besides|each other|\w+(?:fth|[xnv]th|enth|eth|ird|ourth)|\d+(?:st|nd|rd|th))\b/i

/** Up to this, numbers are neighbours by chance. */
const LARGEST_BY_CHANCE = 12

/** All selections of at least two places whose numbers sum to `target`. */
function sumsTo(target: Fraction, places: readonly number[], numbers: readonly QuestionNumber[]): number[][] {
  if (places.length > MOST_NUMBERS) return [[...places]]
  const found: number[][] = []
  const visit = (from: number, left: Fraction, taken: readonly number[]) => {
    if (left.n === 0n) {
      if (taken.length > 1) found.push([...taken])
      return
    }
    for (let i = from; i < places.length; i++) {
      const rest = left.sub(numbers[places[i]!]!.value)
      if (rest.s >= 0n) visit(i + 1, rest, [...taken, places[i]!])
    }
  }
  visit(0, target, [])
  return found
}

/**
 * What must go on holding between the numbers of the question: a sum of two that is a third, percentages that make up
 * the whole, percentages that leave something of it, and all but one of `20 fishermen, 19 of them`.
 */
export function questionConditions(numbers: readonly QuestionNumber[], question: string): Condition[] {
  const conditions: Condition[] = []
  numbers.forEach((a, i) => {
    numbers.forEach((b, j) => {
      const k = numbers.findIndex(c => c.value.equals(a.value.add(b.value)))
      if (i >= j || k < 0 || a.kind !== b.kind || numbers[k]!.kind !== a.kind) return
      conditions.push(({ numbers: now }) => Math.abs(now[i]! + now[j]! - now[k]!) < TOLERANCE)
    })
  })
  const parts = PART_OF_THEM.test(question)
  numbers.forEach((a, i) => {
    numbers.forEach((b, j) => {
      if (!b.value.sub(a.value).equals(1) || (!parts && a.value.valueOf() <= LARGEST_BY_CHANCE)) return
      conditions.push(({ numbers: now }) => Math.abs(now[j]! - now[i]! - 1) < TOLERANCE)
    })
  })
  const shares = numbers.flatMap(({ kind }, i) => (kind === 'percent' ? [i] : []))
  const missing = (values: readonly number[]) => {
    const left = 100 - shares.reduce((total, i) => total + values[i]!, 0)
    return Math.abs(left) < TOLERANCE ? 0 : Math.sign(left)
  }
  const old = missing(numbers.map(({ value }) => value.valueOf()))
  if (shares.length > 1 && old >= 0) conditions.push(({ numbers: now }) => missing(now) === old)
  return conditions
}
