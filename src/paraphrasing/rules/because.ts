import { isOrdinary, lowerFirst, upperFirst } from './first-word.js'
import { pick, type Rule } from './rule.js'

const BEHIND = /^(?<result>[^,;:]+?),? because (?<reason>[^,;:?]+?)(?<end>\.?)$/
const BEFORE = /^(?:Because|Since) (?<reason>[^,]+), (?<result>[^,]+?)(?<end>\.?)$/
const PRONOUN = /\b(?:he|she|they|it|him|her|his|their|them|its)\b/i
/** "Since Monday" is a time. */
const TIME =
  /^(?:\w+day|last|then|the (?:start|beginning)|\d|yesterday|January|February|March|April|May|June|July)\b/

/** "B because A" ↔ "Because A, B". */
export const because: Rule = {
  name: 'because',
  rewrite(sentence) {
    const behind = BEHIND.exec(sentence.text)?.groups
    if (behind !== undefined) {
      const result = lowerFirst(behind.result!)
      if (result === undefined || forward(behind.reason!, behind.result!)) return sentence.text
      return `${pick(['Because', 'Since'], sentence)} ${behind.reason}, ${result}${behind.end}`
    }
    const before = BEFORE.exec(sentence.text)?.groups
    if (before === undefined || TIME.test(before.reason!)) return sentence.text
    if (/^(?:then|how|what|so)\b/.test(before.result!) || forward(before.result!, before.reason!))
      return sentence.text
    return `${upperFirst(before.result!)} because ${before.reason}${before.end}`
  },
}

/** Whether a pronoun of the part that comes first now stood behind its name. */
function forward(nowFirst: string, nowSecond: string): boolean {
  return PRONOUN.test(nowFirst) && (nowSecond.match(/\b[A-Z][a-z]+/g) ?? []).some(word => !isOrdinary(word))
}
