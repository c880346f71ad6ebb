import { writtenFractions } from './fractions.js'
import type { Linker } from './link-sources.js'
import type { NumberToken } from './number-token.js'
import type { LinkedSteps, Source, TemplateStep } from './template.js'
import type { WorkedAnswer } from './worked-answer.js'

/** Fractions of the prose that no step repeats: divided by a step as they stand, or of parts that the question names. */
export function fractionSources(
  answer: string,
  worked: WorkedAnswer,
  { steps }: LinkedSteps,
  linker: Linker,
  isKnown: (start: number) => boolean,
): Map<number, Source> | undefined {
  const found = new Map<number, Source>()
  for (const { above, below } of writtenFractions(answer, worked.prose)) {
    if (isKnown(above.start) && isKnown(below.start)) continue
    const pair =
      dividedBy(above, below, worked, steps) ??
      linker.fraction(constant(above), constant(below), steps.length)
    if (pair === undefined) return undefined
    found.set(above.start, pair[0]).set(below.start, pair[1])
  }
  return found
}

/** The step's own numbers where it divides just these two. */
function dividedBy(
  above: NumberToken,
  below: NumberToken,
  worked: WorkedAnswer,
  steps: readonly TemplateStep[],
): readonly [Source, Source] | undefined {
  for (const [index, { tree, leaves }] of worked.steps.entries()) {
    if (leaves.length !== 2 || !('operator' in tree) || tree.operator !== '/') continue
    if (!sameValues([above, below], leaves)) continue
    const [a, b] = steps[index]!.leaves
    if (a && b) return [a, b]
  }
  return undefined
}

function constant({ value }: NumberToken) {
  return { value, source: { from: 'constant' as const, value } }
}

export function sameValues(a: readonly NumberToken[], b: readonly NumberToken[]): boolean {
  return a.length === b.length && a.every(({ value }, i) => value.equals(b[i]!.value))
}
