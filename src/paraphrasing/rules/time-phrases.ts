import { lowerFirst, upperFirst } from './first-word.js'
import { FORMULA } from './formulas.js'
import type { Rule } from './rule.js'

const WHEN =
  '(?:[Oo]n|[Ee]very|[Ll]ast|[Oo]n the (?:first|second|third|fourth|next|last)) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?' +
  '|[Ii]n the (?:morning|afternoon|evening|first|second|third|fourth)(?: (?:hour|day|week|month|year))?|[Aa]t (?:night|noon)' +
  '|[Oo]n the (?:first|second|third|fourth|fifth|next|last|following) (?:day|night|trip)' +
  '|(?:[Ee]very|[Ee]ach|[Ll]ast|[Tt]his) (?:day|morning|afternoon|evening|night|week|month|year|weekend)|[Yy]esterday|[Tt]oday'
const FRONT = new RegExp(String.raw`^(?<when>${WHEN}),? (?<main>[^,;:?]+?)(?<end>\.?)$`)
const BACK = new RegExp(String.raw`^(?<main>[^,;:?]+?) (?<when>${WHEN})(?<end>\.?)$`)
/** More than one clause: the phrase would come to belong to another verb. */
const SECOND_CLAUSE =
  /\b(?:and|but|or|who|which|that|because|if|when|while|so|than|to|as|before|after|what|how)\b/

/** "On Monday, he buys 3 pens." ↔ "He buys 3 pens on Monday." */
export const timePhrases: Rule = {
  name: 'time-phrases',
  rewrite({ text, worked }) {
    const front = FRONT.exec(text)?.groups
    if (
      front !== undefined &&
      !SECOND_CLAUSE.test(front.main!) &&
      starts(front.main!) &&
      !(worked && holdsFormula(front.main!))
    )
      return `${upperFirst(front.main!)} ${front.when![0]!.toLowerCase()}${front.when!.slice(1)}${front.end}`
    const back = BACK.exec(text)?.groups
    if (
      back === undefined ||
      SECOND_CLAUSE.test(back.main!) ||
      /\b(?:of|for|from|per|until|by|since)$/.test(back.main!)
    )
      return text
    const main = lowerFirst(back.main!)
    if (main === undefined || !starts(main)) return text
    return `${upperFirst(back.when!)}, ${main}${back.end}`
  },
}

/** A plain clause: a subject that needs no inversion, and a verb somewhere behind it. */
function starts(main: string): boolean {
  return /^(?:he|she|they|it|we|I|his|her|their|the|a|an|there|[A-Z][a-z]+) \w+ \S/.test(main)
}

/** "On Monday he sold 3 * 4 = 12 pens": behind the formula the phrase would hang on its result. */
function holdsFormula(main: string): boolean {
  return new RegExp(FORMULA).test(main)
}
