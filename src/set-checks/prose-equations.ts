import { foldWidth } from '../text/numerals.js'
import { surplus } from '../text/surplus.js'

const SIGN = '[+*/=÷<>≈−–-]'
const NUMBER = String.raw`\d+(?:\.\d+)?%?`
/** A number with brackets, an unknown behind or before it (2x, b), and products without a sign: 2(40+9). */
const TERM = String.raw`(?:[([][ \t]*|-(?=[\d.(]))*(?:${NUMBER}[a-z]?|[b-z])(?![a-z\d])(?:[ \t]*[)\]](?:[ \t]*[([][ \t]*(?=[\d-]))?|\((?=[\d-]))*`
/** Units between a number and the next sign: 4 cups * 3. */
const UNITS = String.raw`(?:(?:[ \t][a-z'’]{2,}){1,3}(?=[ \t]*${SIGN}[ \t]*[-([]*[\d$]))?`
const EQUATION = new RegExp(
  String.raw`(?<![\w.])${TERM}${UNITS}(?:[ \t]*${SIGN}[ \t]*${TERM}${UNITS}|(?<=[)(\]])[ \t]?${TERM}${UNITS})+`,
  'gi',
)

/** Ranges, fractions and dates: 60-70, 1/2, grades 4 – 7. Numbers that only dashes or only slashes join. */
const NO_EQUATION = /^[\d.%]+(?:(?: ?[-–−] ?[\d.%]+)|(?:[-/][\d.%]+)+)$/
/** A dash between words, as in "20 cups – 16 red", computes only where a result is drawn from it. */
const DASH = /^[^=+*÷]*[a-z]\s*[–−-][^=+*÷]*$/i

export interface Equation {
  /** Without white space, units, currency and separators; * for every sign of a product. */
  readonly text: string
  readonly start: number
}

/**
 * The computations that a text writes out, in order: runs of numbers, unknowns and brackets that signs of arithmetic
 * join, 2 * 3 = 6 or 2(40+9) = 98. A number word in one is another
 * text: two(40+9) = 98 is no way of writing it.
 */
export function proseEquations(text: string): Equation[] {
  const plain = plainForm(foldWidth(text))
  return [...plain.matchAll(EQUATION)].flatMap(({ 0: run, index }) => {
    if (!/\d/.test(run) || NO_EQUATION.test(run.trim()) || DASH.test(run)) return []
    return [{ text: normalised(run), start: index }]
  })
}

/** Equations that one text has and the other lacks. */
export function equationChange(source: string, copy: string): { lost: string[]; gained: string[] } {
  const [before, after] = [source, copy].map(text => proseEquations(text).map(({ text }) => text))
  return { lost: surplus(before!, after!), gained: surplus(after!, before!) }
}

/** "percent" as %, × and x between two numbers as *; no separators, no decimal zeros, no currency. */
function plainForm(text: string): string {
  return text
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/(?<=\d)\.0+(?!\d)|(?<=\.\d*[1-9])0+(?!\d)/g, '')
    .replace(/(?<=\d) (?:percent|per cent)\b/gi, '%')
    .replace(/[$€£¥￥₹]\s?/g, '')
    .replace(/(?<=\d) (?:dollars?|cents?)\b/gi, '')
    .replace(/×|(?<=[\d)%]|[a-z]{2} )[ \t]*x(?=[ \t]*[(\d.])/gi, ' * ')
}

function normalised(run: string): string {
  return run
    .replace(/[ \t][a-z'’]{2,}/gi, '')
    .replace(/\s/g, '')
    .replace(/÷/g, '/')
    .replace(/[−–]/g, '-')
    .toLowerCase()
}
