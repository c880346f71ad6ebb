import { Fraction } from 'fraction.js'

/** A word, a number in digits or another visible character, of a text with numbers in it. */
export interface EnglishToken {
  /** Lower case. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** Of a number in digits. */
  readonly value?: Fraction
  readonly kind?: 'cardinal' | 'fraction' | 'ordinal'
  /** Whether no space stands before it. */
  readonly joined: boolean
}

const VULGAR = '½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞'

/**
 * In this order: dates and versions (read part by part, so only the first part here), mixed numbers, fractions,
 * thousands with commas, decimals, whole numbers; any other character by itself. Words come first for speed only.
 * "24/7" means always.
 */
const TOKEN = new RegExp(
  [
    '[a-z]+',
    String.raw`(?<part>\d+(?=[/.-]\d+[/.-]\d)|(?<=\d[/.-])\d+(?=[/.-]\d)|(?<=\d[/.-]\d+[/.-])\d+|24(?=\/7\b)|(?<=\b24\/)7\b)`,
    String.raw`(?<whole>\d+)(?: |-)(?<top>\d+)\/(?<bottom>0*[1-9]\d*)(?![\d/.])`,
    String.raw`(?<wholeVulgar>\d+) ?(?<partVulgar>[${VULGAR}])`,
    `(?<vulgar>[${VULGAR}])`,
    String.raw`(?<numerator>\d+)[/\u2044](?<denominator>0*[1-9]\d*)(?![\d/.])`,
    String.raw`(?<ordinal>\d[\d,]*)(?:st|nd|rd|th)(?![\p{L}\d])`,
    String.raw`(?<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+\.\d+|(?<![\d.])\.\d+|\d+)`,
    String.raw`\S`,
  ].join('|'),
  'giu',
)

/** Words, numbers and signs of a text; spaces only part them. */
export function englishTokens(text: string): EnglishToken[] {
  let before = -1
  return [...text.matchAll(TOKEN)].map(match => {
    const start = match.index
    const end = start + match[0].length
    const joined = start === before
    before = end
    return { text: match[0].toLowerCase(), start, end, joined, ...readValue(match.groups ?? {}, text, start) }
  })
}

function readValue(
  groups: Record<string, string | undefined>,
  text: string,
  start: number,
): Pick<EnglishToken, 'value' | 'kind'> {
  const {
    part,
    whole,
    top,
    bottom,
    wholeVulgar,
    partVulgar,
    vulgar,
    numerator,
    denominator,
    ordinal,
    number,
  } = groups
  if (top !== undefined) return { kind: 'fraction', value: ratio(top, bottom!).add(new Fraction(whole!)) }
  if (partVulgar !== undefined)
    return { kind: 'fraction', value: vulgarValue(partVulgar).add(new Fraction(wholeVulgar!)) }
  if (vulgar !== undefined) return { kind: 'fraction', value: vulgarValue(vulgar) }
  if (numerator !== undefined) return { kind: 'fraction', value: ratio(numerator, denominator!) }
  if (ordinal !== undefined) return { kind: 'ordinal', value: decimal(ordinal) }
  if (part !== undefined) return { kind: 'cardinal', value: decimal(part) }
  if (number === undefined) return {}
  const value = decimal(number)
  return { kind: 'cardinal', value: isNegative(text, start) ? value.neg() : value }
}

const ratio = (top: string, bottom: string) => new Fraction(BigInt(top), BigInt(bottom))

/** NFKC writes ½ as 1⁄2, with a slash of its own. */
function vulgarValue(character: string): Fraction {
  const [top = '1', bottom = '1'] = character.normalize('NFKC').split('\u2044')
  return ratio(top, bottom)
}

/** The exact value of digits with commas and a point. */
export function decimal(digits: string): Fraction {
  const [whole = '', rest = ''] = digits.replaceAll(',', '').split('.')
  return new Fraction(BigInt(`0${whole}${rest}`), 10n ** BigInt(rest.length))
}

/** A minus stands at the number (or its currency) with a space, bracket or the start before it; "5 -3" is a difference. */
function isNegative(text: string, start: number): boolean {
  return (
    /(?:^|[\s([:=,])[-\u2212]\$?$/.test(text.slice(Math.max(0, start - 3), start)) &&
    !/\d\s*[-\u2212]\$?$/.test(text.slice(Math.max(0, start - 6), start))
  )
}
