import { languageOf } from './language.js'

/** What the length of a text is counted in. */
export type LengthUnit = 'words' | 'characters'

/** Running text with fewer gaps than one in this many characters has no spaces between its words. */
const CHARACTERS_PER_GAP = 20

/** Words; characters for Chinese, and for other texts that put no space between words. */
export function unitOf(text: string): LengthUnit {
  if (languageOf(text) === 'chinese') return 'characters'
  const gaps = text.trim().match(/\s+/g)?.length ?? 0
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters > CHARACTERS_PER_GAP * (gaps + 1) ? 'characters' : 'words'
}

/** Length without white space, in the unit. */
export function lengthIn(unit: LengthUnit, text: string): number {
  if (unit === 'words') return text.match(/\S+/g)?.length ?? 0
  return [...text.replace(/\s+/g, '')].length
}

/**
 * Longest text that rules rework, in characters. They hold each number and sentence of a text against all others, so
 * their time grows with its square or faster: five seconds at 20,000 characters and minutes at 100,000, in which no
 * Ctrl-C is heard. Items of benchmarks have a tenth of it.
 */
export const LONGEST_FOR_RULES = 20_000

/** Why a text is left out for its length; undefined where rules can rework it. */
export function tooLongForRules(...texts: readonly string[]): string | undefined {
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  return length > LONGEST_FOR_RULES
    ? `longer than ${LONGEST_FOR_RULES.toLocaleString('en-US')} characters, which rules would take minutes for`
    : undefined
}
