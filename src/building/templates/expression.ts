import type Fraction from 'fraction.js'
import { DIGITS, type NumberToken, numberToken } from './number-token.js'

/** Arithmetic over the numbers of a text; `leaf` is the place of a number among the leaves. */
export type Tree =
  | { readonly leaf: number; readonly percent: boolean }
  | { readonly operator: '+' | '-' | '*' | '/'; readonly left: Tree; readonly right: Tree }
  | { readonly minus: Tree }

export interface Expression {
  readonly tree: Tree
  /** From left to right, with places in the whole text. */
  readonly leaves: readonly NumberToken[]
}

const PART = new RegExp(`\\s*(?:(${DIGITS})(\\s?%)?|([-+*/x×÷()]))`, 'iy')

/** Numbers, signs and brackets of one sum. GSM8K has 25 at most; brackets in brackets without end would fill the stack. */
const MOST_PARTS = 200

interface Part {
  readonly sign?: string
  readonly leaf?: number
  readonly percent?: boolean
}

/** Reads `text`, which stands at `offset` of a longer one; nothing where it is not plain arithmetic. `$` says nothing. */
export function parseExpression(text: string, offset: number): Expression | undefined {
  const leaves: NumberToken[] = []
  const parts = partsOf(text.replaceAll('$', ' '), offset, leaves)
  if (parts === undefined || parts.length > MOST_PARTS || leaves.length === 0) return undefined
  let next = 0
  const takes = (...signs: string[]) => signs.includes(parts[next]?.sign ?? 'none')

  function sum(): Tree | undefined {
    return chain(product, '+', '-')
  }
  function product(): Tree | undefined {
    return chain(single, '*', '/')
  }
  function chain(inner: () => Tree | undefined, ...signs: ('+' | '-' | '*' | '/')[]): Tree | undefined {
    let left = inner()
    while (left !== undefined && takes(...signs)) {
      const operator = parts![next++]!.sign as (typeof signs)[number]
      const right = inner()
      left = right && { operator, left, right }
    }
    return left
  }
  function single(): Tree | undefined {
    if (takes('+')) {
      next++
      return single()
    }
    if (takes('-')) {
      next++
      const inner = single()
      return inner && { minus: inner }
    }
    if (takes('(')) {
      next++
      const inner = sum()
      if (!takes(')')) return undefined
      next++
      return inner
    }
    const part = parts![next]
    if (part?.leaf === undefined) return undefined
    next++
    return { leaf: part.leaf, percent: part.percent === true }
  }

  const tree = sum()
  return tree !== undefined && next === parts.length ? { tree, leaves } : undefined
}

/** The value with these numbers in the places of the leaves; nothing where it divides by zero. */
export function evaluate(tree: Tree, leaves: readonly Fraction[]): Fraction | undefined {
  if ('leaf' in tree) return tree.percent ? leaves[tree.leaf]!.div(100) : leaves[tree.leaf]
  if ('minus' in tree) return evaluate(tree.minus, leaves)?.neg()
  const left = evaluate(tree.left, leaves)
  const right = evaluate(tree.right, leaves)
  if (left === undefined || right === undefined) return undefined
  if (tree.operator === '+') return left.add(right)
  if (tree.operator === '-') return left.sub(right)
  if (tree.operator === '*') return left.mul(right)
  return right.n === 0n ? undefined : left.div(right)
}

function partsOf(text: string, offset: number, leaves: NumberToken[]): Part[] | undefined {
  const parts: Part[] = []
  const end = text.trimEnd().length
  PART.lastIndex = 0
  while (PART.lastIndex < end) {
    const from = PART.lastIndex
    const match = PART.exec(text)
    if (match === null) return undefined
    const [whole, digits, percent, sign] = match
    if (digits === undefined) {
      parts.push({ sign: sign!.replace(/[x×]/i, '*').replace('÷', '/') })
    } else {
      const at = from + whole.length - digits.length - (percent?.length ?? 0)
      parts.push({ leaf: leaves.length, percent: percent !== undefined })
      leaves.push(numberToken(digits, offset + at))
    }
  }
  return parts
}
