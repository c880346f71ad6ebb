import { upperFirst } from './first-word.js'
import type { Rule } from './rule.js'

const PLACED =
  /^There (?<be>is|are|was|were) (?<what>(?:[\d,]+|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty)(?: [a-z-]+){1,3}?) (?<where>(?:in|on|at) (?:the|a|an|his|her|their|each|every|[A-Z][a-z]+['’]s) [a-z]+(?: [a-z]+)?)(?<end>\.?)$/

/** "There are 20 pens in the box." → "In the box, there are 20 pens." */
export const thereIs: Rule = {
  name: 'there-is',
  rewrite({ text }) {
    const found = PLACED.exec(text)?.groups
    if (
      found === undefined ||
      / (?:of|that|who|with|and|total|together)\b/.test(`${found.what} ${found.where}`)
    )
      return text
    return `${upperFirst(found.where!)}, there ${found.be} ${found.what}${found.end}`
  },
}
