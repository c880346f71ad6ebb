import { DIGITS } from './number-token.js'

/** An equation, a comparison or a conversion that an answer states in words, and whether it is true. */
export interface ProseRelation {
  readonly text: string
  readonly holds: boolean
}

const AMOUNT = `\\$?(${DIGITS})[^\\d<>=.;]{0,40}?`
const WORDS: readonly (readonly [words: string, sign: '<' | '>'])[] = [
  [
    '<|(?:is|are|was|were|being|only)\\s(?:\\w+\\s)?(?:less|fewer|smaller|lower|cheaper|shorter|younger)\\sthan',
    '<',
  ],
  [
    '>|(?:is|are|was|were|being)\\s(?:\\w+\\s)?(?:more|greater|larger|higher|bigger|longer|older|faster)\\sthan|exceeds?',
    '>',
  ],
]

/** What a line says of two amounts: `48 < 60`, `$12 is less than $15`. */
export function comparisonsOf(line: string): ProseRelation[] {
  return WORDS.flatMap(([words, sign]) =>
    [...line.matchAll(new RegExp(`${AMOUNT}(?:${words})\\s*(?:the\\s)?\\$?(${DIGITS})`, 'gi'))].map(
      ([text, left = '', right = '']) => {
        const [a, b] = [left, right].map(digits => Number(digits.replaceAll(',', ''))) as [number, number]
        return { text, holds: sign === '<' ? a < b : a > b }
      },
    ),
  )
}
