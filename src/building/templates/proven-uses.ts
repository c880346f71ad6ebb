import type { NumberToken } from './number-token.js'
import type { QuestionNumber } from './question-numbers.js'
import type { LinkedSteps } from './template.js'
import { isSameThing, singular, type Thing, thingAt } from './things.js'
import type { WorkedAnswer } from './worked-answer.js'

/** Whole numbers up to this may count what a text lists (three friends, four sides) without saying so. */
const LARGEST_COUNT = 12

/** Before the thing of a number in the singular: the text goes through what it counts, one by one. */
const ONE_OF_THEM =
  'one|first|1st|second|2nd|third|3rd|another|other|next|last|final|remaining|youngest|oldest|smallest|largest'

/** What the numbers of a question count, as it says there and as the lines of the answer say. */
export interface Naming {
  /** How often a line of the answer names a number beside the thing that it counts in the question. */
  named(index: number, line: number): number
  /** Whether a line of the answer speaks of what this number counts. */
  speaksOf(index: number, line: number): boolean
  /** Whether the answer anywhere names an equal number beside another thing. */
  isOther(index: number): boolean
  /** Whether the question goes through what this number counts, one by one. */
  isEnumerated(index: number): boolean
}

export function readNaming(
  { question, answer }: { readonly question: string; readonly answer: string },
  numbers: readonly QuestionNumber[],
  worked: WorkedAnswer,
): Naming {
  const singles = new Set(
    [...question.toLowerCase().matchAll(ONE_BY_ONE)].map(([, word = '']) => singular(word)),
  )
  const lines = answer.split('\n').map(wordsOf)
  const places = numbers.map(({ value, tokens }) => {
    const things = tokens.map(({ start, end }) => thingAt(question, start, end))
    const mentions = worked.prose
      .filter(token => token.value.equals(value))
      .map(token => {
        const thing = thingOf(answer, token)
        const isNamed = things.some(one => isSameThing(one, thing))
        return { line: token.line, isNamed, isOther: thing.length > 0 && !isNamed }
      })
    return {
      mentions,
      heads: things.map(thing => thing.at(-1) ?? ''),
      isEnumerated: things.some(thing => singles.has(thing.at(-1) ?? '')),
    }
  })
  return {
    named: (index, line) =>
      places[index]!.mentions.filter(mention => mention.line === line && mention.isNamed).length,
    speaksOf: (index, line) => places[index]!.heads.some(head => lines[line]!.has(head)),
    isOther: index => places[index]!.mentions.some(({ isOther }) => isOther),
    isEnumerated: index => places[index]!.isEnumerated,
  }
}

const ONE_BY_ONE = new RegExp(`\\b(?:${ONE_OF_THEM})\\s(?:[a-z]+\\s)?([a-z]+)`, 'g')

/** The words of a line; a sign of money is one. */
function wordsOf(line: string): Set<string> {
  const words = new Set((line.toLowerCase().match(/[a-z]+(?:['’][a-z]+)?/g) ?? []).map(singular))
  return line.includes('$') ? words.add('dollar') : line.includes('%') ? words.add('percent') : words
}

const thingOf = (text: string, { start, end }: NumberToken): Thing => thingAt(text, start, end)

/**
 * Small numbers of the question that an answer may use in another sense than the question: equal values prove nothing
 * there. Each use is proved by the thing named beside it, as the question names it; for the only use of a number that
 * stands once it is enough that its line speaks of that thing and names no other beside the number. What the text goes through one by one stays too.
 */
export function unprovenNumbers(
  numbers: readonly QuestionNumber[],
  worked: WorkedAnswer,
  { steps }: LinkedSteps,
  naming: Naming,
): Set<number> {
  const unproven = new Set<number>()
  for (const [index, { value, tokens }] of numbers.entries()) {
    if (value.d !== 1n || value.valueOf() > LARGEST_COUNT) continue
    const uses = steps.flatMap(({ leaves }, s) => {
      const count = leaves.filter(
        source => source.from === 'question' && source.index === index && source.form === 'same',
      ).length
      return count === 0 ? [] : [{ line: worked.steps[s]!.line, count }]
    })
    const isOnly =
      tokens.length === 1 &&
      uses.length === 1 &&
      uses[0]!.count === 1 &&
      naming.speaksOf(index, uses[0]!.line)
    const isProven = uses.every(({ line, count }) => naming.named(index, line) >= count)
    if (naming.isOther(index) || naming.isEnumerated(index) || !(isOnly || isProven)) unproven.add(index)
  }
  return unproven
}
