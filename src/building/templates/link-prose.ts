import type { Linker } from './link-sources.js'
import { fractionSources, sameValues } from './prose-fractions.js'
import type { LinkedSteps, Slot, Source } from './template.js'
import type { WorkedAnswer } from './worked-answer.js'

type ProseToken = WorkedAnswer['prose'][number]

/** Number words up to this one mostly count what stands there: `the two of them`. */
const LARGEST_COUNTING_WORD = 4

/** The 2 of `2nd` has an ending of its own. */
const ORDINAL = /^(?:st|nd|rd|th)\b/

/**
 * Numbers around the steps: the same as in the step that they repeat, else as in a step of their line, else found by
 * their value. Undefined when digits come from nowhere.
 */
export function linkProse(
  answer: string,
  worked: WorkedAnswer,
  links: LinkedSteps,
  linker: Linker,
): Slot[] | undefined {
  const taken = new Set(links.slots.map(({ token }) => token.start))
  const repeated = repeatedNumbers(answer, worked, links)
  const found: Slot[] = []
  const fractions = fractionSources(
    answer,
    worked,
    links,
    linker,
    start => taken.has(start) || repeated.has(start),
  )
  if (fractions === undefined) return undefined
  for (const token of worked.prose) {
    if (taken.has(token.start)) continue
    const source =
      repeated.get(token.start) ??
      fractions.get(token.start) ??
      inLine(token, worked, links, linker) ??
      linker.find(token.value, worked.steps.length, token.line)
    if (source === undefined) return undefined
    found.push({ field: 'answer', token, source })
    const counts = token.word !== 'none' && token.value.valueOf() <= LARGEST_COUNTING_WORD
    if (counts || ORDINAL.test(answer.slice(token.end))) {
      linker.ties.push([source, { from: 'constant', value: token.value }])
    }
  }
  return found
}

/** Sources of the prose that an annotation repeats or follows: `48/2 = <<48/2=24>>24`. */
function repeatedNumbers(answer: string, worked: WorkedAnswer, { steps }: LinkedSteps): Map<number, Source> {
  const found = new Map<number, Source>()
  worked.steps.forEach((step, index) => {
    if (!step.annotated) return
    const behind = worked.prose.find(({ start }) => start >= step.result.end)
    if (behind && /^>>\s*\$?$/.test(answer.slice(step.result.end, behind.start))) {
      found.set(behind.start, { from: 'step', index })
    }
    // The numbers right before an annotation, where they are its own in its order.
    const before = worked.prose.filter(
      ({ start, line }) => start < step.leaves[0]!.start && line === step.line,
    )
    const last = before.slice(-step.leaves.length)
    if (!sameValues(last, step.leaves)) return
    last.forEach((token, i) => {
      if (!found.has(token.start)) found.set(token.start, steps[index]!.leaves[i]!)
    })
  })
  return found
}

/** A number of the line's own steps with this value. */
function inLine(
  token: ProseToken,
  worked: WorkedAnswer,
  { steps }: LinkedSteps,
  linker: Linker,
): Source | undefined {
  const candidates: Source[] = []
  worked.steps.forEach(({ line, leaves, result }, index) => {
    if (line !== token.line) return
    leaves.forEach((leaf, i) => {
      if (leaf.value.equals(token.value)) candidates.push(steps[index]!.leaves[i]!)
    })
    if (result.value.equals(token.value)) candidates.push({ from: 'step', index })
  })
  for (const other of candidates.slice(1)) linker.ties.push([candidates[0]!, other])
  return candidates[0]
}
