import { Fraction } from 'fraction.js'

/** Numbers, signs and brackets of one step. GSM8K has 25 at most; brackets in brackets without end would fill the stack. */
const MOST_TOKENS = 200

/**
 * The exact value of an expression of numbers with + − × ÷ and brackets; * and x, / and :, commas, $ and % (a hundredth)
 * are understood. Undefined where it cannot be read, is longer than any sum that somebody writes, or divides by 0.
 */
export function evaluate(expression: string): Fraction | undefined {
  const tokens = expression
    .normalize('NFKC')
    .replace(/[\s$,¥€£]/g, '')
    .replace(/[×xX]/g, '*')
    .replace(/[÷:]/g, '/')
    .replace(/[−–]/g, '-')
    .match(/\d+(?:\.\d+)?|\.\d+|[-+*/()%]|./gu)
  if (tokens === null || tokens.length > MOST_TOKENS) return undefined
  const reader = { tokens, at: 0 }
  const value = readSum(reader)
  return reader.at === tokens.length ? value : undefined
}

interface Reader {
  readonly tokens: readonly string[]
  at: number
}

function readSum(reader: Reader): Fraction | undefined {
  let value = readProduct(reader)
  for (;;) {
    const sign = reader.tokens[reader.at]
    if (value === undefined || (sign !== '+' && sign !== '-')) return value
    reader.at++
    const next = readProduct(reader)
    value = next === undefined ? undefined : sign === '+' ? value.add(next) : value.sub(next)
  }
}

function readProduct(reader: Reader): Fraction | undefined {
  let value = readFactor(reader)
  for (;;) {
    const sign = reader.tokens[reader.at]
    // 2(3 + 4): a bracket right behind a factor multiplies.
    if (value === undefined || (sign !== '*' && sign !== '/' && sign !== '(')) return value
    if (sign !== '(') reader.at++
    const next = readFactor(reader)
    if (next === undefined || (sign === '/' && next.equals(0))) return undefined
    value = sign === '/' ? value.div(next) : value.mul(next)
  }
}

function readFactor(reader: Reader): Fraction | undefined {
  const token = reader.tokens[reader.at++]
  if (token === '-') return readFactor(reader)?.neg()
  if (token === '+') return readFactor(reader)
  const value =
    token === '(' ? readBracket(reader) : /^\.?\d/.test(token ?? '') ? new Fraction(token!) : undefined
  if (reader.tokens[reader.at] !== '%') return value
  reader.at++
  return value?.div(100)
}

function readBracket(reader: Reader): Fraction | undefined {
  const value = readSum(reader)
  return reader.tokens[reader.at++] === ')' ? value : undefined
}
