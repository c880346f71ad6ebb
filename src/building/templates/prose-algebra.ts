/** Between terms; a hyphen within a word and an `x` in one are none. */
const SIGN = /\s*[+*×÷]\s*|\s[-–/]\s*|\s+x\s+(?=[\d($])|(?<=\d)x(?=\s?\d)/

/** A letter that stands for a number: `Let x be`, `3x`, `y + 4`, `2(p`; behind a number and a space it is a unit. */
const LETTER = /(?<![A-Za-z'’.]|\d\s)(?:\d*[b-hj-rt-z]|\d+[a-z])(?=\s*[-+*/=)^]|\s+(?:be|is|represents?)\b)/
const UNITS = /^\d+(?:g|m|l|s|c|k|h|d|w)$/

/**
 * Whether an answer solves for an unknown: an equation one term of which has no number, `1 + (age − 1) x 2 = 15`, or a
 * letter in the place of one. What follows from it no step says. A formula in words alone, `cost = price * pieces`, is
 * none, nor is a label before an equation.
 */
export function hasUnknown(prose: string): boolean {
  return prose.split('\n').some(line => {
    const letter = LETTER.exec(line)
    if (letter !== null && !UNITS.test(letter[0]) && !isTimes(line, letter.index)) return true
    if (!line.includes('=')) return false
    return line.split(/=|[,;:]\s|\.\s/).some(side => {
      const terms = side.split(SIGN)
      const bare = terms.filter(term => !/\d/.test(term) && /[A-Za-z]/.test(term))
      return bare.length > 0 && bare.length < terms.filter(term => /[\dA-Za-z]/.test(term)).length
    })
  })
}

/** The `x` of `3 x 4` and `3x4`. */
function isTimes(line: string, at: number): boolean {
  return /^\d*\s*x\s*[($]*\s*\d/i.test(line.slice(at))
}
