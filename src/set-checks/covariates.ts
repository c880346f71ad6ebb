import { numeralsOf } from '../text/numerals.js'
import { textUnits } from '../text/words.js'
import type { SourceRow } from '../types.js'
import { answerValue, finalAnswer } from './final-answer.js'
import { colemanLiau, wordsPerSentence } from './readability.js'
import { withoutSteps } from './worked-steps.js'

/** A number that a text has, which a loss may depend on; undefined where an item has none. */
export interface CovariateRule {
  readonly name: string
  readonly of: (row: SourceRow) => number | undefined
}

/** What the difficulty of an item may hang on besides its words. A new one is a line here. */
export const COVARIATES: readonly CovariateRule[] = [
  { name: 'log bytes', of: ({ text }) => Math.log(Math.max(1, utf8Length(text))) },
  { name: 'words', of: ({ text }) => textUnits(text).length },
  { name: 'words per sentence', of: ({ text }) => wordsPerSentence(withoutSteps(text)) },
  { name: 'readability', of: ({ text }) => colemanLiau(withoutSteps(text)) },
  { name: 'steps', of: ({ text }) => text.match(/<<[^<>]*>>/g)?.length ?? 0 },
  { name: 'numerals', of: ({ text }) => numeralsOf(withoutSteps(text)).length },
  { name: 'has an answer', of: row => (finalAnswer(row) === undefined ? 0 : 1) },
  {
    name: 'log answer',
    // 1 more, so that 0 has a logarithm; the sign is left aside.
    of: row => {
      const value = answerValue(row)
      return value === undefined ? undefined : Math.log1p(Math.abs(value))
    },
  },
]

/** Bytes of a text in UTF-8: one to four by code point. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
