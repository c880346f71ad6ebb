import { isOrdinary } from './first-word.js'
import type { Rule } from './rule.js'

const PAIR = /(?<![\w'’,-] |[A-Z][\w'’-]* |, )\b([A-Z][a-z]+) and ([A-Z][a-z]+)(?= [a-z]|[.,?!])/g
/** Words by which a text leans on the order of two names. */
const ORDERED = /\b(?:respectively|former|latter|first|second|each other|in (?:that|this) order)\b/

/** "Ann and Ben have" → "Ben and Ann have", at the start of a clause. */
export const namesOrder: Rule = {
  name: 'names-order',
  rewrite({ text, item }) {
    if (ORDERED.test(text) || /\b(?:respectively|former|latter)\b/.test(item)) return text
    return text.replace(PAIR, (whole, one: string, other: string) =>
      isOrdinary(one) || isOrdinary(other) || one === 'I' || other === 'I' ? whole : `${other} and ${one}`,
    )
  },
}
