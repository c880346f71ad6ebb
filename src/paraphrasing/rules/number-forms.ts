import { isOrdinary, upperFirst } from './first-word.js'
import { hideFormulas, OPEN_FORMULA } from './formulas.js'
import { inWords, wordValue } from './numerals.js'
import type { Rule } from './rule.js'

/** A whole number that stands alone, with the words around it. */
const DIGITS =
  /(?<![\w.,$€£¥:/#+*=×÷-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w%$€£/:°+*=×÷)\]|]|[.,]\d|-\d|[’']| \|)/g
/** Before these and behind these a number is a name, a unit's figure or a part of a larger number. */
const LABEL = new RegExp(
  `^(?:${[
    'day|chapter|year|number|no|grade|page|room|size|level|week|month|part|step|class|route|version|figure|in|since|until|age|ages|between',
    'statement|question|quiz|problem|exercise|example|section|paragraph|table|line|row|column|equation|case|option|choice|item|list|sample|trial',
    'triangle|square|circle|rectangle|angle|side|point|node|vertex|team|player|group|round|lane|gate|floor|apartment|flight|channel|phase|stage|type',
  ].join('|')})[,.]? $`,
  'i',
)
/** An operand: its formula goes on within a few words. */
const OPERAND_BEFORE = new RegExp(`^(?: ?[^\\s.,;?]+){0,5} ?${OPEN_FORMULA}`)
const OPERAND_BEHIND = new RegExp(`${OPEN_FORMULA}(?: ?[^\\s.,;?\\uE000-\\uF8FF]+){0,4} ?$`)
const UNIT =
  /^ (?:[A-Z]{1,3}\b|(?:mph|kg|km|cm|mm|mg|ml|lbs?|oz|ft|in|mi|g|m|l|hrs?|min|sec|am|pm|a\.m|p\.m|x|°)\b(?!-)|[$\d]|hundred|thousand|million|billion|and \d\/|[-+*/=×÷]|[\uE000-\uF8FF]|\S+ [\uE000-\uF8FF])/
const WORDS =
  /(?<before>\S+ )(?<word>(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?))(?= (?!hundred|thousand|million|thirds?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|quarters?|halves|hundredths|[\uE000-\uF8FF]|of\b|and a\b)[a-z])/g
/** Behind 1: something that is counted. */
const ONE_THING =
  /^ (?!is\b|was\b|has\b|had\b|of\b|and\b|or\b|to\b|in\b|at\b|on\b|by\b|for\b|more\b|less\b|fewer\b|that\b|who\b)[a-z]{3,}/
/** "the two girls" reads better in words. */
const FIXED =
  /^(?:the|these|those|other|his|her|their|first|last|next|all|or|twenty|one|hundred|thousand|of|its|both) $/i

/**
 * 5 → five or five → 5, and 1000 ↔ 1,000. One item is written in one way: what most of its numbers are, they are no
 * longer, and the others stay as they are.
 */
export const numberForms: Rule = {
  name: 'number-forms',
  rewrite({ text, item }) {
    const spells = spellsOut(item)
    const reworded = text.replace(DIGITS, (digits, at: number) =>
      otherForm(digits, text.slice(0, at), text.slice(at + digits.length), spells),
    )
    return spells ? reworded : reworded.replace(WORDS, inDigits)
  },
}

/** The number in words, or with its separators the other way; as it is where it is a label, an operand or a figure. */
function otherForm(digits: string, left: string, right: string, spells: boolean): string {
  const before = /[\w'’.$]+[,;:]? $/.exec(left)?.[0] ?? ''
  const after = /^(?:-[a-z]+| \S+)?(?: \S+)?/.exec(right)![0]
  if (OPERAND_BEFORE.test(right) || OPERAND_BEHIND.test(left)) return digits
  if (isLabelled(before, right) || UNIT.test(after) || /^0/.test(digits)) return digits
  const value = Number(digits.replaceAll(',', ''))
  // "1 is bad" would become "one is bad", where one may be a pronoun.
  if (value === 1 && !ONE_THING.test(right)) return digits
  // "100 and 86" would become "one hundred and eighty-six".
  if (/(?:00|hundred|thousand),? and $/.test(left) || (value % 100 === 0 && namesNumber(right))) return digits
  const other = value >= 1000 ? regrouped(digits, value, before, spells) : spells ? inWords(value) : digits
  return left === '' ? upperFirst(other) : other
}

/**
 * "Statement 2 is", "triangle 7": behind a label a number is a name. So it is behind another capitalised word that is no
 * sentence's first, unless a plural follows ("Carmen 10 minutes"), and before a verb that goes with one thing.
 */
function isLabelled(before: string, right: string): boolean {
  if (LABEL.test(before) || /^ (?:is|was|has|does)\b/.test(right)) return true
  const [, word] = /^(\p{Lu}\p{L}+) $/u.exec(before) ?? []
  return word !== undefined && !isOrdinary(word) && !/^(?:-| [a-z-]+s\b)/.test(right)
}

/** Whether "and" joins another number. */
function namesNumber(right: string): boolean {
  const [, next = ''] = /^,? and ([\w-]+)/.exec(right) ?? []
  return /^\d/.test(next) || wordValue(next) !== undefined
}

function inDigits(...found: unknown[]): string {
  const { before, word } = found.at(-1) as { before: string; word: string }
  const left = (found.at(-2) as string).slice(0, found.at(-3) as number)
  const value = wordValue(word)
  // British "one hundred and three" is one number.
  const fixed = FIXED.test(before) || (/^and $/i.test(before) && /(?:hundred|thousand) $/.test(left))
  return value === undefined || fixed ? (found[0] as string) : `${before}${value}`
}

/** Whether an item is better spelled out: it has more numbers in digits than words that could become digits. */
function spellsOut(item: string): boolean {
  const prose = hideFormulas(item)?.text ?? item
  const words = [...prose.matchAll(WORDS)].filter(({ groups }) => !FIXED.test(groups!.before!))
  return (prose.match(/\d[\d,]*/g) ?? []).length >= words.length
}

/** Years have no thousands separator, and what may be one is left. */
function regrouped(digits: string, value: number, before: string, spells: boolean): string {
  if (spells && value % 1000 === 0 && value <= 20_000) return `${inWords(value / 1000)} thousand`
  if (digits.includes(',')) return String(value)
  if (value < 10_000 && value >= 1800 && value < 2100) return digits
  return before === '$' ? digits : value.toLocaleString('en-US')
}
