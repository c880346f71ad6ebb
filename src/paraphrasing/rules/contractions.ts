import type { Rule } from './rule.js'

/** Contractions and what they stand for. "'s" and "'d" are left: they have several readings. */
const PAIRS: readonly (readonly [short: string, long: string])[] = [
  ...['does', 'do', 'did', 'is', 'are', 'was', 'were', 'has', 'have', 'had', 'would', 'could', 'should'].map(
    verb => [`${verb}n't`, `${verb} not`] as const,
  ),
  ["can't", 'cannot'],
  ["won't", 'will not'],
  ["they're", 'they are'],
  ["we're", 'we are'],
  ["you're", 'you are'],
  ["I'm", 'I am'],
  ["he'll", 'he will'],
  ["she'll", 'she will'],
  ["they'll", 'they will'],
  ["it'll", 'it will'],
  ["they've", 'they have'],
  ["we've", 'we have'],
  ["I've", 'I have'],
]
const LONG = new Map(PAIRS)
const SHORT = new Map(PAIRS.filter(([short]) => short.endsWith("n't")).map(([short, long]) => [long, short]))

/** "doesn't" → "does not" and back. */
export const contractions: Rule = {
  name: 'contractions',
  rewrite({ text }) {
    // "does he not" and "Don't you" have an order of their own.
    const long = text.replace(/\b[A-Za-z]+['’][a-z]+\b/g, word => {
      const found = LONG.get(word.replace('’', "'").replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase()))
      return found === undefined
        ? word
        : /^[A-Z]/.test(word)
          ? found[0]!.toUpperCase() + found.slice(1)
          : found
    })
    if (long !== text) return long
    return text.replace(
      /\b(?:does|do|did|is|are|was|were|has|have|had|would|could|should) not\b(?! only)|\bcannot\b/g,
      words => SHORT.get(words) ?? words,
    )
  },
}
