import { lowerFirst } from './first-word.js'
import { pick, type Rule } from './rule.js'

/** A whole statement: a subject with its verb right behind it, and a formula later. */
const STATEMENT =
  /^(?:(?:He|She|They|It|[A-Z][a-z]+[a-rt-z]) (?:is|was|were|has|had|have|will|would|can|could|needs?|makes?|made|sells?|sold|buys?|bought|spends?|spent|earns?|earned|eats?|ate|pays?|paid|gets?|got|takes?|took|runs?|ran|drives?|drove|uses?|used|costs?|saves?|saved|works?|worked|gave|gives|received?s?|reads?|scored|collected|produces?|weighs?)\b|There (?:is|are|was|were)\b|(?:The|Each|Every|His|Her|Their)(?: [a-z'’-]+){1,6}? (?:is|are|was|were|has|have|had|costs?|weighs?|needs?|makes?|takes?|will|would|can|earns?|sold|bought)\b)[^?:]*[\uE000-\uF8FF]/

/** "There are 3 * 4 = 12 pens." → "We find that there are 3 * 4 = 12 pens." */
export const findings: Rule = {
  name: 'findings',
  rewrite(sentence) {
    const { text, worked } = sentence
    if (!worked || !STATEMENT.test(text)) return text
    const said =
      lowerFirst(text) ?? (/^[A-Z][a-z]+ (?:is|has|was|had|[a-z]+s) /.test(text) ? text : undefined)
    return said === undefined ? text : `${pick(['We find that', 'We see that', 'Here,'], sentence)} ${said}`
  },
}
