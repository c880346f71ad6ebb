import { ordersOf } from './amounts.js'
import { upperFirst } from './first-word.js'
import { takesAnOrder } from './questions.js'
import { pick, type Rule } from './rule.js'

const ASKS =
  /^(?<lead>.*?[,.] )?[Ww]hat(?: is| was| are| were|['’]s) (?<rest>(?:the|his|her|their|its|my|each|[A-Z][a-z]+['’]s) [^?]+)\?$/

/** "What is the total cost?" → "Find the total cost."; "What is the capital?" → "State the capital." */
export const whatIs: Rule = {
  name: 'what-is',
  rewrite(sentence) {
    const found = ASKS.exec(sentence.text)?.groups
    if (found === undefined) return sentence.text
    const order = `${pick(ordersOf(found.rest!), sentence)} ${found.rest}.`
    const lead = found.lead ?? ''
    if (!takesAnOrder(lead)) return sentence.text
    return lead === '' || lead.endsWith('. ') ? lead + upperFirst(order) : lead + order
  },
}
