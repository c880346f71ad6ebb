import type { Rule } from './rule.js'

/** What may follow an amount that is no adjective: "$5 each", but not "$5 bill". */
const FOLLOWS = String.raw`(?=[.,;?!)]*$|[.,;?!)]+ | (?:each|apiece|per|for|in|on|to|a|an|every|more|less|from|of|after|if|at|but|while|when|with|by|because|total|as|than|was|were|is|and (?!\$)|or (?!\$)|left|so|before|during|since|that|which|into|towards?)\b)`
const AMOUNT = new RegExp(String.raw`(?<before>[\w'’]+ )?\$(?<amount>\d{1,3}(?:,\d{3})+|\d+)${FOLLOWS}`, 'g')
/** Behind these an amount is an adjective or a part of a list of them. */
const ADJECTIVE =
  /^(?:a|an|the|this|that|his|her|their|its|another|each|every|one|two|three|four|five|\d+|to|and|or) $/i

/** "$5" → "5 dollars"; "$1.50" stays, since "1.50 dollars" is said by nobody. */
export const money: Rule = {
  name: 'money',
  rewrite({ text }) {
    return text.replace(AMOUNT, (...found) => {
      const { before = '', amount } = found.at(-1) as { before?: string; amount: string }
      if (ADJECTIVE.test(before) && !/^(?:to|and|or) $/.test(before)) return found[0] as string
      // "between $5 and $10 bills": an amount that shares its noun with the next.
      return `${before}${amount} ${Number(amount.replaceAll(',', '')) === 1 ? 'dollar' : 'dollars'}`
    })
  },
}
