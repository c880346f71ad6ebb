import { isPlainVerb, isVerb, past, thirdPerson } from './verbs.js'

const PRONOUN = /^(?:he|she|it|they|we|you|I)$/
const ADVERB = /^(?:still|now|also|actually|already|then|usually|currently|really|originally|initially|each)$/
const DETERMINER =
  /^(?:the|a|an|his|her|their|its|my|our|your|each|every|all|both|this|these|those|\w+['’]s?)$/
const NAME = /^\p{Lu}[\p{L}-]*$/u
/** A participle, an adjective or a place behind "is SUBJECT", so that a bare name is the whole subject. */
const AFTER_BE = /^(?:\w+(?:ed|ing|en)|left|able|old|away|from|at|in|short|going|sold|made|paid|owed)$/

/**
 * Puts the subject of a question before its verb: ("does", "he need to buy?") → "he needs to buy".
 * @returns undefined where the subject's end is not plain to see or the verb's form is not known.
 */
export function straighten(auxiliary: string, rest: string): string | undefined {
  const words = rest.split(' ')
  const subject = subjectLength(words, auxiliary)
  if (subject === undefined) return undefined
  let verb = subject
  while (ADVERB.test(words[verb] ?? '')) verb++
  const said = words.slice(0, verb).join(' ')
  const tail = words.slice(verb + 1)
  const base = bare(words[verb] ?? '')
  // "does he work and sleep": the second verb would have to change as well.
  const conjoined = tail.some((word, t) => /^(?:and|or)$/.test(word) && isVerb(bare(tail[t + 1] ?? '')))
  if (!/^(?:does|do|did)$/.test(auxiliary)) {
    if (base === '') return undefined
    return [...words.slice(0, subject), auxiliary, ...words.slice(subject)].join(' ')
  }
  if (conjoined || base === '') return undefined
  const form = auxiliary === 'does' ? thirdPerson(base) : auxiliary === 'do' ? base : past(base)
  if (form === undefined) return undefined
  return [said, words[verb]!.replace(base, form), ...tail].join(' ')
}

/** Number of words of the subject, or undefined. */
function subjectLength(words: readonly string[], auxiliary: string): number | undefined {
  const first = words[0] ?? ''
  const ends = (at: number) => {
    let verb = at
    while (ADVERB.test(words[verb] ?? '')) verb++
    const next = bare(words[verb] ?? '')
    if (/^(?:is|are|was|were)$/.test(auxiliary)) return AFTER_BE.test(next)
    if (/^(?:has|have|had)$/.test(auxiliary))
      return /(?:ed|en|made|sold|spent|had|left|paid|read|run)$/.test(next)
    return isVerb(next)
  }
  if (PRONOUN.test(first)) return ends(1) ? 1 : undefined
  if (NAME.test(first.replace(/,$/, ''))) {
    let at = 1
    while (
      NAME.test((words[at] ?? '').replace(/,$/, '')) ||
      (words[at] === 'and' && NAME.test(words[at + 1] ?? ''))
    )
      at++
    return ends(at) ? at : undefined
  }
  if (!DETERMINER.test(first) || /^(?:is|are|was|were|has|have|had)$/.test(auxiliary)) return undefined
  for (let at = 2; at < Math.min(words.length, 7); at++) {
    if (/[,.?!]$/.test(words[at - 1]!) || /^(?:if|when|after|than|that|who|which|to)$/.test(words[at - 1]!))
      return undefined
    if (isPlainVerb(bare(words[at]!)) && !DETERMINER.test(words[at - 1]!)) return at
  }
  return undefined
}

const bare = (word: string) => /^[a-z]+/.exec(word)?.[0] ?? ''
