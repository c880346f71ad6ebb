import { lowerFirst } from './first-word.js'
import { pick, type Rule } from './rule.js'

/** What a clause may start with for a connective to stand before it. */
const CLAUSE = String.raw`(?=(?:the|a|an|he|she|they|it|we|I|you|there|his|her|their|each|every|in|on|for|after|if|this|that|[A-Z\uE000-\uF8FF]|\d)\b|[\uE000-\uF8FF$\d])`
const THEREFORE = ['Therefore,', 'Thus,', 'Hence,', 'This means that', 'As a result,']
const STORY = ['Therefore,', 'As a result,']

/** Sentence openings and the wordings that may stand for them. */
const OPENINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [new RegExp(`^(?:So|Thus|Hence|Therefore|Consequently),? ${CLAUSE}`), THEREFORE],
  [/^(?:That|This) means(?: that)? (?=\S)/, ['It follows that', 'From this it follows that', 'Therefore,']],
  [
    /^Then,? (?=(?:find|multiply|add|subtract|divide|calculate|compute|take|convert|determine)\b)/,
    ['Next,', 'After that,'],
  ],
  [
    /^First,? (?=(?:find|multiply|add|subtract|divide|calculate|compute|figure|determine|convert)\b)/,
    ['As a first step,'],
  ],
  [
    /^(?:Next|Now),? (?=(?:find|multiply|add|subtract|divide|calculate|compute|figure|determine|convert)\b)/,
    ['Then', 'After that,'],
  ],
  [/^Finally, /, ['Lastly,']],
  [
    /^(?:In total|Altogether|All together|In all),? (?=(?:he|she|they|there|it|[A-Z])\b)/,
    ['In sum,', 'All told,'],
  ],
  [/^(?:Also|Additionally|In addition), /, ['Besides,', 'Moreover,']],
  [/^However, /, ['Nevertheless,']],
  [/^But (?=(?:he|she|they|it|there)\b)/, ['However,']],
  [/^After that, (?=(?:he|she|they|it)\b)/, ['Afterwards,']],
  [/^Then,? (?=(?:he|she|they|it)\b)/, ['After that,', 'Afterwards,']],
]
const ALSO = /^(He|She|They|It|The [a-z]+|[A-Z][a-z]+) also (?=[a-z])/

/** "So he runs" → "Therefore, he runs"; "She also sells" → "In addition, she sells". */
export const connectives: Rule = {
  name: 'connectives',
  rewrite(sentence) {
    for (const [opening, wordings] of OPENINGS) {
      const found = opening.exec(sentence.text)?.[0]
      if (found === undefined) continue
      // In a story "so" says what somebody therefore does, and nothing follows from it by computing.
      const fitting = wordings === THEREFORE && !sentence.worked ? STORY : wordings
      const others = fitting.filter(wording => wording.replace(',', '') !== found.trim().replace(',', ''))
      return `${pick(others, sentence)} ${sentence.text.slice(found.length)}`
    }
    const also = ALSO.exec(sentence.text)
    const subject = also === null ? undefined : (lowerFirst(also[1]!) ?? also[1]!)
    return also === null ? sentence.text : `In addition, ${subject} ${sentence.text.slice(also[0].length)}`
  },
}
