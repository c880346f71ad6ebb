import type Fraction from 'fraction.js'
import { type Expression, evaluate, parseExpression } from './expression.js'
import { DIGITS, findNumbers, type NumberToken, numberToken } from './number-token.js'

/** One calculation of an answer, `<<48/2=24>>` or `48/2 = 24` in its prose. */
export interface WorkedStep extends Expression {
  readonly result: NumberToken
  readonly annotated: boolean
  readonly line: number
  /** The left side of an annotation that says its result only, `20 x 2 = <<40=40>>40`: the sum is that of the prose. */
  readonly bare?: NumberToken
}

/** A worked answer whose arithmetic holds. */
export interface WorkedAnswer {
  /** By the places of their results. */
  readonly steps: readonly WorkedStep[]
  /** Prose before an annotation that says the same sum: `48/2 = <<48/2=24>>24`. */
  readonly echoes: readonly WorkedStep[]
  /** Numbers outside annotations, the final answer apart. */
  readonly prose: readonly (NumberToken & { readonly line: number })[]
  readonly final: NumberToken
}

/** Stands for the characters of an annotation, so that places in the text stay. */
const MASK = '\u0000'
const FINAL = new RegExp(`\\n####\\s*\\$?(${DIGITS})\\s*$`)
const NUMBER = `\\$?(?:${DIGITS})(?:\\s?%)?`
/**
 * A sum with at least one sign. What it equals may be the next sum of a chain, so that is only looked at. A sum that
 * goes on to the left belongs to an unknown: `x + 2 + 3 = 9`.
 */
const EQUATION = new RegExp(
  `(?<![\\w.,%)][-+*/x×]?|[-+*/×]\\s?)(\\(*(?:${NUMBER})\\)*(?:\\s*[-+*/x×]\\s*\\(*(?:${NUMBER})\\)*)+)\\s*=(?=([\\s$${MASK}]*)(${DIGITS})(?!\\s?%))`,
  'g',
)

/** Reads a worked answer; a sentence says why one cannot be used. */
export function readAnswer(answer: string): WorkedAnswer | string {
  const end = FINAL.exec(answer)
  if (end === null) return 'the answer does not end in #### and a number'
  const final = numberToken(end[1]!, end.index + end[0].indexOf(end[1]!))
  const lineAt = (place: number) => answer.slice(0, place).split('\n').length - 1
  const steps: WorkedStep[] = []
  for (const { 0: whole, 1: inside = '', index } of answer.matchAll(/<<(.*?)>>/g)) {
    const step = readStep(inside, index + 2, lineAt(index))
    if (step === undefined) return 'an annotation is not plain arithmetic'
    if (!holds(step)) return 'an annotation is wrong or rounded'
    const said = new RegExp(`^\\s*\\$?(${DIGITS})`).exec(answer.slice(index + whole.length))?.[1]
    if (said !== undefined && !numberToken(said, 0).value.equals(step.result.value)) {
      return 'the prose says another number than its annotation'
    }
    steps.push(step)
  }
  if (steps.length === 0) return 'the answer has no annotated arithmetic'

  const masked = answer.slice(0, end.index).replace(/<<.*?>>/g, found => MASK.repeat(found.length))
  const echoes: WorkedStep[] = []
  for (const match of masked.matchAll(EQUATION)) {
    const expression = parseExpression(match[1]!, match.index)
    const result = numberToken(match[3]!, match.index + match[0].length + match[2]!.length)
    if (expression === undefined) continue
    const annotated = match[2]!.includes(MASK)
    const step = { ...expression, result, annotated, line: lineAt(match.index) }
    if (holds(step)) (annotated ? echoes : steps).push(step)
  }
  for (const [i, step] of steps.entries()) steps[i] = withSum(step, echoes)
  steps.sort((a, b) => a.result.start - b.result.start)
  if (!steps.at(-1)!.result.value.equals(final.value)) return 'the answer is not the last result'
  const prose = findNumbers(masked).map(token => ({ ...token, line: lineAt(token.start) }))
  return { steps, echoes, prose, final }
}

function readStep(text: string, offset: number, line: number): WorkedStep | undefined {
  const sign = text.lastIndexOf('=')
  const result = new RegExp(`^\\s*\\$?(${DIGITS})\\s*$`).exec(text.slice(sign + 1))?.[1]
  const expression = sign < 0 ? undefined : parseExpression(text.slice(0, sign), offset)
  if (expression === undefined || result === undefined) return undefined
  const start = offset + sign + 1 + text.slice(sign + 1).indexOf(result)
  return { ...expression, result: numberToken(result, start), annotated: true, line }
}

/** A bare annotation takes the sum of the prose right before it. */
function withSum(step: WorkedStep, echoes: readonly WorkedStep[]): WorkedStep {
  const [bare] = step.leaves
  if (!('leaf' in step.tree) || bare === undefined) return step
  const echo = echoes.findLast(({ line, leaves }) => line === step.line && leaves[0]!.start < bare.start)
  if (echo === undefined || !echo.result.value.equals(step.result.value)) return step
  return { ...step, tree: echo.tree, leaves: echo.leaves, bare }
}

function holds({ tree, leaves, result }: WorkedStep): boolean {
  const values: Fraction[] = leaves.map(({ value }) => value)
  return evaluate(tree, values)?.equals(result.value) === true
}
