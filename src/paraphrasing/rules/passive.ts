import { lowerFirst, upperFirst } from './first-word.js'
import type { Rule } from './rule.js'

/** Past tenses whose participle is the same and whose object takes no harm from standing first. */
const VERBS =
  'bought|sold|made|collected|baked|ordered|picked|caught|planted|packed|delivered|built|found|read|painted|purchased|used'
const ACTIVE = new RegExp(
  String.raw`^(?<who>[A-Z][a-z]+|[Hh]e|[Ss]he|[Tt]hey) (?<verb>${VERBS}) (?<what>(?:[\d,]+|two|three|four|five|six|seven|eight|nine|ten)(?: (?!on|in|at|for|from|to|and|of|with|more|each|every|per|last|this|that|by)[a-z-]+){0,2} [a-z]+s)(?<rest> (?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|last (?:week|month|year)|in the (?:morning|afternoon|evening)))?(?<end>\.?)$`,
)
const OBJECT: Readonly<Record<string, string>> = { he: 'him', she: 'her', they: 'them' }

/** "Tom bought 12 pens." → "12 pens were bought by Tom." Only in the past, with a plural object that ends the sentence. */
export const passive: Rule = {
  name: 'passive',
  rewrite({ text }) {
    const found = ACTIVE.exec(text)?.groups
    if (found === undefined || /^(?:1|one)\b/.test(found.what!)) return text
    const who = OBJECT[found.who!.toLowerCase()] ?? found.who!
    if (lowerFirst(found.who!) !== found.who! && OBJECT[found.who!.toLowerCase()] === undefined) {
      // "These bought", "Then sold": no subject that can be named after "by".
      if (lowerFirst(found.who!) !== undefined) return text
    }
    return `${upperFirst(found.what!)} were ${found.verb} by ${who}${found.rest ?? ''}${found.end}`
  },
}
