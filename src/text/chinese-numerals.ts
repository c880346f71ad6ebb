import { Fraction } from 'fraction.js'
import { GUESS, MEASURE, NOT_NUMBERS, VAGUE } from './chinese-words.js'
import { decimal } from './english-tokens.js'
import { HAN_DIGIT, HAN_NUMBER, HAN_UNIT, hanInteger, scaleOf } from './han-number.js'
import type { Numeral, NumeralKind } from './numeral.js'

/** Numerals in digits with an optional unit (1.5万), or in Chinese signs with an optional point (三点五). */
const N = String.raw`(?:(?<![\d.,])\d[\d,]*(?:\.\d+)?${HAN_UNIT}*|(?:${HAN_NUMBER})(?:点${HAN_DIGIT}+(?![十分刻半]))?)`

interface Rule {
  readonly pattern: string
  readonly read: (
    parts: readonly string[],
    all: string,
  ) => readonly [NumeralKind, Fraction | undefined] | undefined
}

/** The first rule that fits at a place reads it. What is read as nothing is passed over. */
const RULES: readonly Rule[] = [
  { pattern: NOT_NUMBERS, read: () => undefined },
  { pattern: VAGUE, read: () => undefined },
  {
    // 周三 is Wednesday, while in 每周三次 the three counts.
    pattern: '(?:星期|礼拜|周)([一二三四五六])(?![次天个回遍小节场本十百])',
    read: ([day]) => ['ordinal', number(day)],
  },
  {
    pattern: `(${N})又(${N})分之(${N})`,
    read: ([whole, bottom, top]) => ['fraction', sum(number(whole), share(bottom, top))],
  },
  {
    pattern: `(${N})分之(${N})`,
    read: ([bottom, top]) => [number(bottom)?.equals(100) ? 'percent' : 'fraction', share(bottom, top)],
  },
  { pattern: `第(${N})`, read: ([at]) => ['ordinal', number(at)] },
  {
    pattern: `(${N})${MEASURE}(?:零|又)?半(?![径球岛])`,
    read: ([whole], all) => [
      all.includes('倍') ? 'multiple' : 'fraction',
      sum(number(whole), new Fraction(1, 2)),
    ],
  },
  { pattern: `(${N})倍`, read: ([times]) => ['multiple', number(times)] },
  { pattern: '翻[倍番]|翻了?一[倍番]|加倍|双倍', read: () => ['multiple', new Fraction(2)] },
  // 八折 and 85折: the price that is left, in tenths or hundredths.
  {
    pattern: `(\\d+(?:\\.\\d+)?|${HAN_DIGIT}+)折`,
    read: ([rest]) => ['percent', number(rest)?.div(rest!.replace(/\..*/, '').length > 1 ? 100 : 10)],
  },
  {
    pattern: `([一二两三四五六七八九])成(?![为了功员年本立长绩熟果])`,
    read: ([tenths]) => ['percent', number(tenths)?.div(10)],
  },
  { pattern: `(${N})打(?![折败算开])`, read: ([dozens]) => ['cardinal', number(dozens)?.mul(12)] },
  { pattern: '一?半', read: () => ['fraction', new Fraction(1, 2)] },
  {
    // In 5千克 and 三千米 the 千 belongs to the measure; in 三两 the 两 is one.
    pattern: `(${N})(?=[克米卡焦瓦])`,
    read: ([text]) => ['cardinal', number(text!.length > 1 ? text!.replace(/[千仟]$/, '') : text)],
  },
  { pattern: `(${GUESS})`, read: ([text]) => ['cardinal', number(text)] },
  // Digits without Chinese signs are left to the rules of digits.
  {
    pattern: `(${N})`,
    read: ([text]) =>
      /^(?:[\d,.]+|[百佰千仟万萬亿億])$/.test(text!) ? undefined : ['cardinal', number(text)],
  },
]

const PATTERN = new RegExp(RULES.map(({ pattern }, r) => `(?<rule${r}>${pattern})`).join('|'), 'gu')

/** Quantities in Chinese signs, and in digits with Chinese units. Rules and limits: `numeralsOf`. */
export function chineseNumerals(text: string): Numeral[] {
  if (!/\p{Script=Han}|〇/u.test(text)) return []
  return [...text.matchAll(PATTERN)].flatMap(match => {
    const rule = RULES.findIndex((_, r) => match.groups?.[`rule${r}`] !== undefined)
    // Of all groups only those of the rule that fits are filled; the first of them is the whole match.
    const [all = '', ...parts] = match.slice(1).filter(part => part !== undefined)
    const [kind, value] = RULES[rule]?.read(parts, all) ?? []
    if (kind === undefined || value === undefined) return []
    return [{ kind, value, start: match.index, end: match.index + all.length }]
  })
}

/** A number in digits or signs, with its units; undefined when the signs make none. */
function number(text: string | undefined): Fraction | undefined {
  if (text === undefined) return undefined
  const [, digits, units = ''] = /^([\d,.]+)(.*)$/u.exec(text) ?? []
  if (digits !== undefined) return decimal(digits).mul(scaleOf(units))
  const [whole = '', rest] = text.split('点')
  const places = rest === undefined ? new Fraction(0) : hanInteger(rest)
  return sum(hanInteger(whole), places?.div(10n ** BigInt(rest?.length ?? 0)))
}

function share(bottom: string | undefined, top: string | undefined): Fraction | undefined {
  const divisor = number(bottom)
  return divisor === undefined || divisor.equals(0) ? undefined : number(top)?.div(divisor)
}

function sum(a: Fraction | undefined, b: Fraction | undefined): Fraction | undefined {
  return b === undefined ? undefined : a?.add(b)
}
