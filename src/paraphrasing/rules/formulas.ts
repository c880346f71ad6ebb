/** Opaque stand-ins come from the private use area, where no text has letters of its own. */
const FIRST = 0xe000
const LAST = 0xf8ff

/** From here on they stand for formulas that begin or end with an operator: the words beside them are operands. */
const OPEN = 0xf000

/** Matches one stand-in. */
export const FORMULA = '[\\uE000-\\uF8FF]'
/** Matches the stand-in of a formula that goes on in the words beside it, as in "3 cups * 4". */
export const OPEN_FORMULA = '[\\uF000-\\uF8FF]'

export interface Hidden {
  readonly text: string
  /** Puts the formulas back. */
  restore(text: string): string
}

const NUMBER = String.raw`[-(]*[$€£¥]?\(*\.?\d[\d,.]*%?\)*(?:[a-zA-Z]{1,3}\b)?`
const OPERATOR = String.raw`(?:[-–−+*/=×÷<>≈]|x(?=\s*[$(\d.]))`
/** Numbers, signs and single letters in brackets, with up to one pair of brackets within. */
const INSIDE = String.raw`(?:[-–−\d\s.,$€£¥%+*/×÷]|[a-zA-Z](?![a-zA-Z]))*`
const BRACKET = String.raw`\(${INSIDE}(?:\(${INSIDE}\)${INSIDE})*\)`
/** A product without a sign: 2(40+9), (3)(4), x(5), (1/4)24. */
const PRODUCT = String.raw`(?:(?:${NUMBER} ?|\b[a-zA-Z])${BRACKET}|${BRACKET}(?=\s?[($\d.]))(?:\s?${BRACKET})*(?:\s?[$\d.][\d,.]*)?(?<![.,])`
const TERM = String.raw`(?:<<[^<>\n]*>>|${PRODUCT}|${NUMBER}|[a-zA-Z]\b(?=\s*[-–−+*/=×÷])|(?<=[-–−+*/=×÷]\s*)[b-zB-HJ-Z]\b(?![-'’.]))`

/**
 * What rules must not touch: a line of final answer (`#### 5`), annotations (`<<2*3=6>>`) with the number behind them,
 * every run of numbers joined by operators, and products without a sign. `1/2` and `2-3` count as such runs, so
 * fractions and ranges stay.
 */
const HIDDEN = new RegExp(
  [
    String.raw`^####[^\n]*`,
    String.raw`<<[^<>\n]*>>[$€£¥]?[\d,.]*\d%?`,
    // A formula starts at a term or at the sign that ties it to the words before it, as in "4 cups = 2 * 2".
    String.raw`(?:(?<![\w.,$])${TERM}\s*)?(?:${OPERATOR}\s*)+(?:${TERM}\s*(?:${OPERATOR}\s*)*)+(?<![\s.,])`,
    String.raw`<<[^<>\n]*>>`,
    String.raw`(?<![\w.,$])${PRODUCT}`,
    String.raw`\S*[$\d]\S*[=*×÷<>/]\S*(?<![.,?;])`,
  ].join('|'),
  'gm',
)

/** Hides formulas, annotations and final answers behind one character each, so that no rule can change them. */
export function hideFormulas(text: string): Hidden | undefined {
  if (new RegExp(FORMULA).test(text)) return undefined
  const formulas = new Map<number, string>()
  const hidden = text.replace(HIDDEN, formula => {
    // A hyphen between words, a list dash or a minus of one number is no formula.
    if (!/\d/.test(formula)) return formula
    const first = /^\s*[-–−+*/x×÷]|[-–−+*/x×÷]\s*$/.test(formula) ? OPEN : FIRST
    const code = first + formulas.size
    formulas.set(code, formula)
    return String.fromCharCode(code)
  })
  if (formulas.size > LAST - OPEN) return undefined
  return {
    text: hidden,
    restore: reworded =>
      reworded.replace(new RegExp(FORMULA, 'g'), one => formulas.get(one.charCodeAt(0)) ?? one),
  }
}
