import { ordersOf } from './amounts.js'
import { upperFirst } from './first-word.js'
import { straighten } from './inversion.js'
import { pick, type Rule } from './rule.js'

const AUXILIARY = 'does|do|did|will|would|can|could|should|must|has|have|had|is|are|was|were'
const ASKS = new RegExp(
  `^(?<lead>.*?[,.] )?(?<wh>[Hh]ow (?:many|much)|[Hh]ow (?:old|far|long|tall|fast|heavy|often)|[Ww]hat)` +
    String.raw`(?<noun>(?: (?!(?:${AUXILIARY}|if|when|that|who|which)\b)[\w'’-]+){0,7}?) (?<auxiliary>${AUXILIARY}) (?<rest>[^?]+)\?$`,
)
/** Nouns that are counted or measured with more, fewer and the like have no plain "number of". */
const NO_NUMBER =
  /^(?:more|fewer|less|additional|other|times?|extra|further|of|percent|in)\b|\b(?:more|fewer|less)\b/
const MASS =
  /^(?:total )?(?:money|water|profit|milk|food|flour|sugar|paint|juice|rice|fabric|change|weight|time)$/

/** "How many eggs does he need?" → "Find how many eggs he needs." or "What is the number of eggs that he needs?" */
export const questions: Rule = {
  name: 'questions',
  rewrite(sentence) {
    const found = ASKS.exec(sentence.text)?.groups
    if (found === undefined) return sentence.text
    const [lead, wh, noun] = [found.lead ?? '', found.wh!.toLowerCase(), found.noun!.trim()]
    const clause = clauseOf(wh, noun, found.auxiliary!, found.rest!)
    if (clause === undefined) return sentence.text
    const asked = numberOf(wh, noun, clause)
    const asksFor = wh === 'what' ? noun || clause : 'number'
    const wordings = [`${pick(ordersOf(asksFor), sentence)} ${wh}${noun && ` ${noun}`} ${clause}.`]
    if (asked !== undefined) wordings.push(`what is ${asked}?`, `what is ${asked}?`)
    // "After two days, find how many he has" would ask for the finding to wait two days.
    const fitting = takesAnOrder(lead) ? wordings : wordings.slice(1)
    if (fitting.length === 0) return sentence.text
    const wording = pick(fitting, sentence)
    return lead === '' || lead.endsWith('. ') ? lead + upperFirst(wording) : lead + wording
  },
}

/** Whether what stands before a question, if anything, may stand before "find" as well: a condition or a sentence. */
export function takesAnOrder(lead: string): boolean {
  return (
    lead === '' ||
    /[.?!] $/.test(lead) ||
    /(?:^|[.?!] )(?:If|Given|Assuming|Supposing|Suppose|Since|Because|As)\b[^.?!]*, $/.test(lead)
  )
}

/** What follows the asked noun, in the order of a statement. */
function clauseOf(wh: string, noun: string, auxiliary: string, rest: string): string | undefined {
  const isBe = /^(?:is|are|was|were)$/.test(auxiliary)
  if (isBe && /^there\b/.test(rest)) return rest.replace(/^there/, `there ${auxiliary}`)
  const straight = straighten(auxiliary, rest)
  if (straight !== undefined) return straight
  if (!isBe || wh === 'what' || noun === '') {
    // "How old is X" with nothing behind X.
    const whole =
      /^(?:\p{Lu}[\p{L}]*(?:['’]s [a-z]+)?|(?:the|his|her|their|its|each) [a-z]+(?: of (?:the |his |her )?[a-z]+)?)$/u
    return isBe && wh.startsWith('how') && noun === '' && whole.test(rest)
      ? `${rest} ${auxiliary}`
      : undefined
  }
  // The asked noun is the subject: "how many eggs are left" is a statement's order already.
  return /^(?:left|still|now|needed|required|in|on|at|not|being|\w+ed|sold|made|taken|eaten|given|going|able)\b/.test(
    rest,
  )
    ? `${auxiliary} ${rest}`
    : undefined
}

/** "the number of eggs that …", where the noun allows it. */
function numberOf(wh: string, noun: string, clause: string): string | undefined {
  if (noun === '' || NO_NUMBER.test(noun)) return undefined
  const total = /^total | in total$/.test(noun) || /,? (?:in total|altogether|in all|total)$/.test(clause)
  const [plain, said] = [
    noun.replace(/^total | in total$/, ''),
    clause.replace(/,? (?:in total|altogether|in all|total)$/, ''),
  ]
  const adjective = total ? 'total ' : ''
  // "the number of eggs that there are in the box" says no more than without "that there are".
  const relative = /^there (?:is|are|was|were)\b/.test(said)
    ? said.replace(/^there \w+ ?/, '')
    : `that ${said}`
  if (wh === 'how many') return `the ${adjective}number of ${plain} ${relative}`.trim()
  return wh === 'how much' && MASS.test(plain)
    ? `the ${adjective}amount of ${plain} ${relative}`.trim()
    : undefined
}
