import { languageOf } from '../text/language.js'

/**
 * What an option says of the other options. `letters`: it names some by letter ("A and B"), so none may move.
 * `all`: it speaks of all others ("all of the above"), so it must stay behind them.
 */
export type Reference = 'letters' | 'all' | 'none'

const LETTERS_ENGLISH =
  /^\W*(?:both|either|neither|only|options?|answers?|choices?)?\W*\(?[A-J]\)?(?:(?:\s*(?:,|&|\/|and|or|nor))+\s*\(?[A-J]\)?)+(?:\s+(?:only|are|is|both)\b.*)?\W*$/i
const LETTERS_CHINESE =
  /^[只仅]?(?:选项)?[A-J](?:(?:选项)?[、和与或及,，]?(?:选项)?[A-J])+[项都皆均也]?.{0,6}$/
const ALL_ENGLISH =
  /\b(?:all|none|both|neither|any|each|either|two|three|one|some|most|more than one)\s+(?:(?:of|the|these|those|two|three|other|others)\s+)*(?:above|these|those|preceding|foregoing|previous|following|(?:other\s+)?(?:options|choices|answers|alternatives|statements))\b|\b(?:all|none)\s+(?:are|is)\s+(?:correct|true|right|wrong|false)\b|^\W*(?:all|none|both|neither)\W*$|\b(?:not|no)\s+(?:enough|sufficient)\s+information\b|\bno\s+(?:correct|right)\s+answer\b/i
const ALL_CHINESE =
  // "18 岁以上" speaks of an age.
  /^以上|以上(?:都|均|皆|全|各|说|选|答|两|二|三|四|几|所|任|情|没|无|内容|观点)|上述|前述|前面(?:都|所|两|三|几)|其[他它余]选项|(?:都|均|皆|全)(?:不?正确|不?对|是|不是|非|错误?)$|没有正确|无正确/

/** Whether an option refers to others of its item, in English or Chinese. */
export function referenceOf(option: string): Reference {
  const text = option.trim().normalize('NFKC')
  // "II only" speaks of the question's statements, not of an option I.
  if (ROMANS.test(text)) return 'none'
  if (LETTERS_ENGLISH.test(text) || LETTERS_CHINESE.test(text)) return 'letters'
  return ALL_ENGLISH.test(text) || ALL_CHINESE.test(text) ? 'all' : 'none'
}

/** "the answer is B", "option C", "故选D": a text that moving options would make wrong. */
export function namesOptions(text: string): boolean {
  return /\b(?:options?|choices?|answers?(?:\s+(?:is|are|choice))?)\s*[:：]?\s*\(?[A-J]\b(?!\w|\s+[a-z])|(?:选项?|答案[是为]?|故选?)\s*[:：]?\s*[A-J](?![A-Za-z])/.test(
    text,
  )
}

/** A numeral, with thousands separators, decimals, a fraction or an exponent. */
const NUMERAL = /[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\/\d+)?(?:\s?[×x]\s?10\^?[-−]?\d+|e[-+]?\d+)?/gi

/** The value of an option that is one numeral with or without a unit; undefined for any other text. */
export function quantityOf(option: string): number | undefined {
  const text = option.trim().normalize('NFKC')
  const found = text.match(NUMERAL)
  // A unit is short; a sentence with a number in it is no quantity.
  if (found?.length !== 1 || text.replace(found[0], '').trim().length > 12) return undefined
  const plain = found[0].replaceAll(',', '').replace('−', '-')
  const power = /^(.*?)\s?[×x]\s?10\^?([-−]?\d+)$/i.exec(plain)
  if (power) return Number(power[1]) * 10 ** Number(power[2]!.replace('−', '-'))
  const [over, under] = plain.split('/')
  const value = under === undefined ? Number(over) : Number(over) / Number(under)
  return Number.isFinite(value) ? value : undefined
}

const ROMAN = '(?:I{1,3}|IV|VI{0,3}|IX|X)'
/** "I and III only", "II, III": which of the question's own statements hold. */
const ROMANS = new RegExp(
  `^(?:(?:only|both|all|neither|either|none)\\s+)?${ROMAN}(?:(?:\\s*(?:,|&|\\/|and|or|nor))+\\s*${ROMAN})*(?:\\s+only)?[^\\p{L}\\p{N}]*$`,
  'u',
)
const TRUTH =
  '(?:not\\s+)?(?:true|false|yes|no|wrong|right|correct|incorrect|valid|invalid|permissible|对|错|正确|错误|是|否)'
/** "True, False", "Yes", "Wrong, Not wrong": judgements, of which there are only so many. */
const TRUTHS = new RegExp(`^${TRUTH}(?:(?:\\s*(?:[,;、，/&]|and|but))+\\s*${TRUTH})*[^\\p{L}\\p{N}]*$`, 'iu')

/**
 * Whether an option is a judgement or a choice of the question's own statements: one of a closed list, in which an option
 * of another question is a stranger.
 */
export function isOfClosedList(option: string): boolean {
  const text = option.trim().normalize('NFKC')
  return ROMANS.test(text) || TRUTHS.test(text)
}

/**
 * What must agree for one option to stand in another's place: its script, first letter's case, end and unit, and whether
 * it has digits, is an enumeration or a formula.
 */
export function shapeOf(option: string): string {
  const text = option.trim()
  if (quantityOf(text) !== undefined) return `number ${text.normalize('NFKC').replace(NUMERAL, '#')}`
  const first = /\p{L}/u.exec(text)?.[0] ?? ''
  const cased = first !== first.toLowerCase() ? 'capital' : 'small'
  return [
    languageOf(text),
    cased,
    /[.。!！?？]$/.exec(text)?.[0] ?? '',
    /\d/.test(text) ? 'digits' : '',
    /[,;，；、]/.test(text) ? 'enumeration' : '',
    /[=<>≤≥^√∫∑→]|\w\s*[+*/×÷]\s*\w/.test(text) ? 'formula' : '',
  ].join(' ')
}
