/**
 * A second reading of worked answers, which shares no code with src/building: exact rationals of two BigInts, and
 * operators on a stack instead of a tree. Each complaint is a sentence; an answer without any is right.
 */
export interface Audit {
  readonly annotations: number
  /** About annotations, the number behind each and the final answer. */
  readonly complaints: readonly string[]
  /** About sums in the prose; an unknown on their left may make one look wrong. */
  readonly prose: readonly string[]
}

export function auditAnswer(answer: string): Audit {
  const complaints: string[] = []
  const prose: string[] = []
  const results: string[] = []
  const [worked = '', final = ''] = answer.split('####')
  let last: string | undefined
  // Each annotation gives way to a sign, so that its place in the prose is kept.
  const marked = worked.replace(
    /<<(.*?)>>(\s*\$?\s*([\d,]*\.?\d+))?/g,
    (_, inside: string, behind = '', written?: string) => {
      const [left = '', right = '', ...more] = inside.split('=')
      if (more.length > 0 || right === '') complaints.push(`not one equation: ${inside}`)
      else if (!same(value(left), value(right))) complaints.push(`${left} is not ${right}`)
      if (written && !same(value(written), value(right))) complaints.push(`${right} is written ${written}`)
      results.push(right)
      return `§${behind}`
    },
  )
  for (const line of marked.split('\n')) {
    const sides = line.split('=')
    sides.forEach((side, i) => {
      const left = i === 0 ? undefined : tailSum(sides[i - 1]!)
      const mark = /^[\s$]*§/.test(side)
      const right = mark ? results[0] : /^[\s$]*([\d,]*\.?\d+)(?![\d%])/.exec(side)?.[1]
      const holds = left !== undefined && right !== undefined && same(value(left), value(right))
      if (left !== undefined && right !== undefined && !holds) prose.push(`${left} is not ${right}`)
      if (holds && !mark) last = right
      // The first mark of a side stands at its beginning, or belongs to no sum of the prose.
      for (const _ of side.matchAll(/§/g)) last = results.shift()
    })
  }
  if (last === undefined || !same(value(last), value(final)))
    complaints.push(`${last} is not the answer ${final}`)
  return { annotations: worked.split('<<').length - 1, complaints, prose }
}

/** The sum that a text ends in: `so she has 3 * $4 ` gives `3 * $4`; none where an unknown or no operator is in it. */
function tailSum(text: string): string | undefined {
  let start = text.length
  while (start > 0 && '0123456789.,$+-*/x×()% '.includes(text[start - 1]!)) start--
  if (start > 0 && /^[\d$(x×*/+-]/.test(text.slice(start))) return undefined
  const sum = text
    .slice(start)
    .replace(/^(?:[\s,)%]|\.(?!\d))+/, '')
    .trim()
  return /^[\d.$(]/.test(sum) && /\d\s*%?\)*\s*[-+*/x×]\s*[$(]*\s*[\d.]/.test(sum) ? sum : undefined
}

type Rational = readonly [above: bigint, below: bigint]

const RANK: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '~': 3, '%': 4 }

/** Exact value of an expression, undefined where it is none. */
export function value(text: string): Rational | undefined {
  const tokens =
    text
      .replace(/[$,\s]/g, '')
      .replace(/[x×]/g, '*')
      .match(/\d+\.?\d*|\.\d+|[^\d.]/g) ?? []
  const values: Rational[] = []
  const waiting: string[] = []
  let wantsValue = true
  const reduce = (rank: number) => {
    while (waiting.length > 0 && (RANK[waiting.at(-1)!] ?? 0) >= rank) apply(waiting.pop()!, values)
  }
  for (const token of tokens) {
    if (/\d/.test(token)) {
      values.push(decimal(token))
      wantsValue = false
    } else if (token === '(') {
      waiting.push(token)
    } else if (token === ')') {
      reduce(1)
      if (waiting.pop() !== '(') return undefined
    } else if (token === '%') {
      values.push(over(values.pop() ?? [0n, 0n], [100n, 1n]))
    } else if (wantsValue) {
      if (token === '-') waiting.push('~')
      else if (token !== '+') return undefined
    } else {
      const rank = RANK[token]
      if (rank === undefined) return undefined
      reduce(rank)
      waiting.push(token)
      wantsValue = true
    }
  }
  reduce(1)
  return values.length === 1 && waiting.length === 0 && values[0]![1] !== 0n ? values[0] : undefined
}

function apply(operator: string, values: Rational[]): void {
  const right = values.pop() ?? [0n, 0n]
  if (operator === '~') {
    values.push([-right[0], right[1]])
    return
  }
  const left = values.pop() ?? [0n, 0n]
  if (operator === '*') values.push([left[0] * right[0], left[1] * right[1]])
  else if (operator === '/') values.push(over(left, right))
  else {
    const sign = operator === '+' ? 1n : -1n
    values.push([left[0] * right[1] + sign * right[0] * left[1], left[1] * right[1]])
  }
}

const over = (left: Rational, right: Rational): Rational => [left[0] * right[1], left[1] * right[0]]

function decimal(text: string): Rational {
  const [whole = '', rest = ''] = text.split('.')
  return [BigInt(`${whole}${rest}`), 10n ** BigInt(rest.length)]
}

const same = (a: Rational | undefined, b: Rational | undefined) =>
  a !== undefined && b !== undefined && a[0] * b[1] === b[0] * a[1]
