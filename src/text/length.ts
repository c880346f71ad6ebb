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
