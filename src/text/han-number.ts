import { Fraction } from 'fraction.js'

const DIGITS: ReadonlyMap<string, number> = new Map(
  ['零〇', '一壹', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((signs, value) =>
    [...signs].map((sign): [string, number] => [sign, value]),
  ),
)

const UNITS: ReadonlyMap<string, number> = new Map([
  ...[...'十拾'].map((sign): [string, number] => [sign, 10]),
  ...[...'百佰'].map((sign): [string, number] => [sign, 100]),
  ...[...'千仟'].map((sign): [string, number] => [sign, 1000]),
])

/** Units that multiply all that stands before them. */
const LARGE: ReadonlyMap<string, number> = new Map([
  ['万', 1e4],
  ['萬', 1e4],
  ['亿', 1e8],
  ['億', 1e8],
])

/** 两 is apart: it begins a number or a higher place of one (两百, 一万两千), elsewhere it is a weight (三两). */
export const HAN_DIGIT = `[${[...DIGITS.keys()].filter(sign => sign !== '两').join('')}]`
export const HAN_UNIT = `[${[...UNITS.keys(), ...LARGE.keys()].join('')}]`
export const HAN_NUMBER = `(?:(?<!${HAN_DIGIT}|[半两])两|${HAN_DIGIT}|${HAN_UNIT})(?:${HAN_DIGIT}|${HAN_UNIT}|(?<=${HAN_UNIT})两(?=${HAN_UNIT}))*`

/**
 * The value of a whole number in Chinese numerals: 一百零五, 两万三千, 十二; digit by digit without units (二〇二四);
 * a last digit right behind 百, 千 or 万 counts the next lower unit (一百五 = 150). Undefined when it is none.
 */
export function hanInteger(signs: string): Fraction | undefined {
  const characters = [...signs]
  if (characters.length > 0 && characters.every(sign => DIGITS.has(sign)))
    return new Fraction(BigInt(characters.map(sign => DIGITS.get(sign)!).join('')))
  let total = 0
  let section = 0
  let digit: number | undefined
  let lastUnit = 1
  let zero = false
  for (const sign of characters) {
    const value = DIGITS.get(sign)
    const unit = UNITS.get(sign)
    const large = LARGE.get(sign)
    if (value === 0) zero = true
    else if (value !== undefined) {
      if (digit !== undefined) return undefined
      digit = value
    } else if (unit !== undefined) {
      section += (digit ?? 1) * unit
      lastUnit = unit
      digit = undefined
      zero = false
    } else if (large !== undefined) {
      const group = section + (digit ?? 0)
      // 一万亿: a larger unit multiplies the smaller ones before it as well.
      if (large > 1e4) total = (total + group || 1) * large
      else total += (group || 1) * large
      section = 0
      lastUnit = large
      digit = undefined
      zero = false
    }
  }
  const last = digit === undefined ? 0 : zero || lastUnit <= 10 ? digit : (digit * lastUnit) / 10
  return new Fraction(total + section + last)
}

/** Digits and Chinese units behind them: 1.5 with 万. */
export function scaleOf(signs: string): number {
  return [...signs].reduce((factor, sign) => factor * (UNITS.get(sign) ?? LARGE.get(sign) ?? 1), 1)
}
