import Fraction from 'fraction.js'
import { evaluate, parseExpression } from './expression.js'
import { DIGITS } from './number-token.js'
import { comparisonsOf, type ProseRelation } from './prose-comparisons.js'

const WORD = "(?![x×](?![A-Za-z]))[A-Za-z][A-Za-z'’]*(?![A-Za-z'’])(?:/[A-Za-z]+(?![A-Za-z]))*"
const TERM = `\\(*\\s?\\$?(?:${DIGITS})(?:\\s?%)?(?:[\\s-]?${WORD}){0,5}\\s?\\)*`
const SIGN = '\\s*[-–+*/x×÷]\\s*'
const SUM = `${TERM}(?:${SIGN}${TERM})*`
/** Left of a first sum stands no sign and no digit: it would go on there. */
const RELATION = new RegExp(`(?<![\\w.,%)/$]|[-–+*/x×÷=(]\\s?)(${SUM})\\s*=\\s*(?=(${SUM}))`, 'g')

/** Seconds, inches and so on in each unit; units of one family can be converted. */
const UNITS: readonly (readonly [family: string, name: RegExp, size: number])[] = [
  ['time', /^(?:seconds?|secs?)$/, 1],
  ['time', /^(?:minutes?|mins?)$/, 60],
  ['time', /^(?:hours?|hrs?)$/, 3600],
  ['time', /^days?$/, 86400],
  ['time', /^weeks?$/, 604800],
  ['year', /^months?$/, 1],
  ['year', /^years?$/, 12],
  ['decade', /^years?$/, 1],
  ['decade', /^decades?$/, 10],
  ['length', /^(?:inch|inches|in)$/, 1],
  ['length', /^(?:foot|feet|ft)$/, 12],
  ['length', /^yards?$/, 36],
  ['metre', /^(?:mm|millimeters?)$/, 1],
  ['metre', /^(?:cm|centimeters?)$/, 10],
  ['metre', /^(?:m|meters?)$/, 1000],
  ['metre', /^(?:km|kilometers?)$/, 1e6],
  ['weight', /^(?:ounces?|oz)$/, 1],
  ['weight', /^(?:pounds?|lbs?)$/, 16],
  ['weight', /^tons?$/, 32000],
  ['gram', /^(?:g|grams?)$/, 1],
  ['gram', /^(?:kg|kilos?|kilograms?)$/, 1000],
  ['volume', /^(?:ml|milliliters?)$/, 1],
  ['volume', /^(?:l|liters?)$/, 1000],
  ['cup', /^cups?$/, 1],
  ['cup', /^pints?$/, 2],
  ['cup', /^quarts?$/, 4],
  ['cup', /^gallons?$/, 16],
  ['money', /^(?:cents?|penn(?:y|ies))$/, 1],
  ['money', /^nickels?$/, 5],
  ['money', /^dimes?$/, 10],
  ['money', /^(?:dollars?|\$)$/, 100],
]

/** Stands for an annotation, whose result is written after it. */
const MARK = /<<.*?>>/g

/** The relations of an answer from left to right: equations without unknowns, comparisons, and amounts that are said in two units. */
export function proseRelations(answer: string): ProseRelation[] {
  return answer
    .replace(/\n####[^\n]*$/, '')
    .replace(MARK, '')
    .split('\n')
    .flatMap(line => [...equationsOf(line), ...comparisonsOf(line), ...conversionsOf(line)])
}

function equationsOf(line: string): ProseRelation[] {
  if (!line.includes('=')) return []
  return [...line.matchAll(RELATION)].flatMap(([, left = '', right = '']) => {
    const [a, b] = [sumValue(left), sumValue(right)]
    return a === undefined || b === undefined ? [] : [{ text: `${left} = ${right}`, holds: a.equals(b) }]
  })
}

/** The value of a sum with its words left out; `20% of 50` is a product. */
function sumValue(sum: string): Fraction | undefined {
  const bare = sum
    .replace(/(%|\/\s?\d+)\s+of\s+(?:the\s+)?(?=\$?\d)/gi, '$1 * ')
    .replaceAll('–', '-')
    .replace(new RegExp(`(?<=[\\d%)\\s-])${WORD}`, 'g'), ' ')
  const open = bare.split('(').length - bare.split(')').length
  const closed = open > 0 ? bare + ')'.repeat(open) : open < 0 ? bare.replace(/\)\s*$/, '') : bare
  const read = parseExpression(closed, 0)
  return (
    read &&
    evaluate(
      read.tree,
      read.leaves.map(({ value }) => value),
    )
  )
}

/** Pairs of amounts of one line in different units of a family; most of them are unequal and say nothing. */
function conversionsOf(line: string): ProseRelation[] {
  const amounts = [...line.matchAll(new RegExp(`(\\$?)(${DIGITS})[\\s-]?([A-Za-z]+)?`, 'g'))].flatMap(
    ([text, dollar, digits = '', unit = '']) => {
      const name = dollar === '$' ? '$' : unit.toLowerCase()
      const value = new Fraction(digits.replaceAll(',', ''))
      return UNITS.filter(one => one[1].test(name)).map(([family, , size]) => ({ text, family, size, value }))
    },
  )
  return amounts.flatMap((a, i) =>
    amounts.slice(i + 1).flatMap(b => {
      if (a.family !== b.family || a.size === b.size) return []
      return [{ text: `${a.text} is ${b.text}`, holds: a.value.mul(a.size).equals(b.value.mul(b.size)) }]
    }),
  )
}
