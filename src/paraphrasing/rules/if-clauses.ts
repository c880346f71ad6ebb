import { isOrdinary, lowerFirst, upperFirst } from './first-word.js'
import { pick, type Rule } from './rule.js'

const FIRST = /^If (?<given>.+), (?:then )?(?<asked>(?:how|what)\b[^?]+\?)$/
const LAST = /^(?<asked>(?:How|What) [^?,]+?),? if (?<given>[^?]+)\?$/
const STATED = /^If (?<given>[^,]+), (?:then )?(?<rest>[^,]+)$/
const PRONOUN = /\b(?:he|she|they|it|him|her|his|their|them|its)\b/
const PRONOUN_FIRST = /^(?:he|she|they|we|I|you)\b/
/** "Tell him if", "as if", "even if" are no conditions. */
const NO_CONDITION = /\b(?:as|even|only|what|see|ask|know|tell|and|or)$/

/**
 * "If A, how many B?" → "How many B if A?", or "Suppose that A. How many B?" where a pronoun of B is a name of A; "How many
 * B if she A?" → "If she A, how many B?"; in a solution "If A, B" → "Assuming that A, B". "That" is left out before "one": "that one cup" points at a cup.
 */
export const ifClauses: Rule = {
  name: 'if-clauses',
  rewrite(sentence) {
    const { text } = sentence
    const first = FIRST.exec(text)?.groups
    if (first !== undefined) {
      if (!refersForward(first.asked!, first.given!))
        return `${upperFirst(first.asked!.slice(0, -1))} if ${first.given}?`
      // "Suppose that she hires him" makes a choice of hers one of ours.
      if (PRONOUN_FIRST.test(first.given!)) return text
      const lead = pick(/^one\b/.test(first.given!) ? ['Suppose'] : ['Suppose that', 'Suppose'], sentence)
      return `${lead} ${first.given}. ${upperFirst(first.asked!)}`
    }
    const last = LAST.exec(text)?.groups
    if (last !== undefined && !NO_CONDITION.test(last.asked!) && !/\bif\b/.test(last.given!)) {
      const given = lowerFirst(last.given!)
      if (given !== undefined && PRONOUN_FIRST.test(given) && !refersBack(given, last.asked!))
        return `If ${given}, ${last.asked![0]!.toLowerCase()}${last.asked!.slice(1)}?`
      if (given !== undefined && !refersBack(given, last.asked!))
        return `Suppose that ${given}. ${last.asked}?`
    }
    const stated = STATED.exec(text)?.groups
    return sentence.worked && stated !== undefined
      ? `${pick(/^one\b/.test(stated.given!) ? ['Assuming'] : ['Assuming', 'Assuming that'], sentence)} ${stated.given}, ${stated.rest}`
      : text
  },
}

/** A pronoun of the question would come to stand before the name that it is for, or the question has an end of its own. */
function refersForward(asked: string, given: string): boolean {
  if (/\b(?:if|when|after|before|by|this|that|these|those|than|so|total)\b/.test(asked) || /,/.test(given))
    return true
  if (!PRONOUN.test(asked)) return false
  return (
    (given.match(/\b[A-Z][a-z]+/g) ?? []).some(word => !isOrdinary(word)) ||
    /^(?:the|a|an|his|her|their|each|every|all) /.test(given)
  )
}

/** A pronoun that stood behind its name would come to stand before it. */
function refersBack(given: string, asked: string): boolean {
  const names = asked.slice(4).match(/\b[A-Z][a-z]+/g) ?? []
  return names.length > 0 && /\b(?:he|she|they|it|him|her|his|their|them|its)\b/.test(given)
}
