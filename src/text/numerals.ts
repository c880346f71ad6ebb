import { chineseNumerals } from './chinese-numerals.js'
import { englishNumerals } from './english-numerals.js'
import type { Numeral } from './numeral.js'

export { type Numeral, type NumeralChange, type NumeralKind, numeralChange, numeralKey } from './numeral.js'

/**
 * Every quantity that a text names, in order of mention: digits with thousands commas, decimals, %, fractions,
 * English number words, Chinese numerals and their units, full-width digits.
 *
 * Not quantities: "one" as a pronoun ("one of them", "the other one"), "second" as a time or after "a", adverbs
 * ("first, …", "once she left"), vague plurals ("hundreds of", 几百), number words inside other words (三明治, 一起).
 * 7:30, 2024-05-01 and version numbers are their parts in turn, no fraction and no ratio. "May" is a month. 1.5k and
 * 1.5万 are 1500 and 15000. 一个 counts as 1, as "one" does; "a" and "an" do not.
 * Not understood: "half past seven" as 7:30, quarters as coins worth 25, Roman numerals, "nineteen ninety" as a year.
 */
export function numeralsOf(text: string): Numeral[] {
  const folded = foldWidth(text)
  const chinese = chineseNumerals(folded)
  // Taken out, so that the digits of 3倍 are not read twice; a bar keeps its neighbours apart.
  const characters = [...chinese]
    .reverse()
    .reduce(
      (left, { start, end }) => left.slice(0, start) + '|'.repeat(end - start) + left.slice(end),
      folded,
    )
  return [...chinese, ...englishNumerals(characters)].sort((a, b) => a.start - b.start)
}

/** Full-width forms of ASCII (１２％．) as ASCII, one unit for one: offsets stay those of the text. */
export function foldWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
}
