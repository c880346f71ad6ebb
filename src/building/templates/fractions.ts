import type { NumberToken } from './number-token.js'

/** `1/6` without spaces: one number, though it is written with two. */
export interface WrittenFraction {
  readonly above: NumberToken
  readonly below: NumberToken
}

const NAMES: Readonly<Record<number, string>> = {
  2: 'hal(?:f|ves|ved|ving)|twice|doubl\\w+',
  3: 'thirds?|thrice|tripl\\w+|three times',
  4: 'quarters?|quarterly|fourths?|four times|quadrupl\\w+',
  5: 'fifths?|five times',
  6: 'sixths?|six times',
  7: 'sevenths?|seven times',
  8: 'eighths?|eight times',
  9: 'ninths?|nine times',
  10: 'tenths?|ten times',
}

/** The proper fractions among the numbers of a text; `42/2` is a division. */
export function writtenFractions(text: string, tokens: readonly NumberToken[]): WrittenFraction[] {
  return tokens.flatMap((above, i) => {
    const below = tokens[i + 1]
    if (below === undefined || text.slice(above.end, below.start) !== '/' || above.word !== 'none') return []
    const isProper = above.value.compare(below.value) < 0
    return isProper && above.value.d === 1n && below.value.d === 1n ? [{ above, below }] : []
  })
}

/** Whether a question names parts of this kind: `3/4`, `a quarter`; what is left of them counts as named. */
export function namesParts(question: string, parts: number): boolean {
  const names = NAMES[parts]
  if (new RegExp(`\\d\\s?/\\s?${parts}(?!\\d)`).test(question)) return true
  return names !== undefined && new RegExp(`\\b(?:${names}|${parts} times)\\b`, 'i').test(question)
}

/** A word of the answer for a part or a multiple that the question does not name: who solved the problem found it. */
export function foundParts(question: string, prose: string): string | undefined {
  for (const [parts, names] of Object.entries(NAMES)) {
    const found = new RegExp(`\\b(?:${names})\\b`, 'i').exec(prose)
    if (found !== null && !namesParts(question, Number(parts))) return found[0]
  }
  return undefined
}
