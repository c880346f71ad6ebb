import { linkProse } from './link-prose.js'
import { createLinker, type Linker } from './link-sources.js'
import { questionNumbers } from './question-numbers.js'
import type { Slot, Template, TemplateStep } from './template.js'
import { readAnswer, type WorkedAnswer } from './worked-answer.js'

/** The template of a word problem with a worked answer; a sentence says why it has none. */
export function makeTemplate(question: string, answer: string): Template | string {
  const worked = readAnswer(answer)
  if (typeof worked === 'string') return worked
  if (/\d:\d/.test(answer)) return 'a ratio or a time of day in the answer cannot be recomputed'
  const numbers = questionNumbers(question)
  const linker = createLinker(numbers, question, answer.replace(/<<.*?>>|####.*/g, ''))
  const links = linkSteps(worked, linker)
  if (links === undefined) return 'a number in a step comes from nowhere'
  const prose = linkProse(answer, worked, links, linker)
  if (prose === undefined) return 'a number in the prose of the answer comes from nowhere'

  const free = numbers.flatMap((_, i) => (linker.used.has(i) && !linker.stay.has(i) ? [i] : []))
  if (free.length === 0) return 'no number can be varied safely'
  const places = numbers.flatMap(({ tokens }, index) =>
    tokens.map(
      (token): Slot => ({ field: 'question', token, source: { from: 'question', index, form: 'same' } }),
    ),
  )
  const final: Slot = {
    field: 'answer',
    token: worked.final,
    source: { from: 'step', index: worked.steps.length - 1 },
  }
  const inOrder = [...links.slots, ...prose, final].sort((a, b) => a.token.start - b.token.start)
  const ties = linker.ties
  const slots = [...places.sort((a, b) => a.token.start - b.token.start), ...inOrder]
  return { question, answer, numbers, steps: links.steps, free, ties, slots }
}

/** The steps with the sources of their numbers, and the places of both. */
export interface StepLinks {
  readonly steps: readonly TemplateStep[]
  readonly slots: readonly Slot[]
}

function linkSteps({ steps }: WorkedAnswer, linker: Linker): StepLinks | undefined {
  const made: TemplateStep[] = []
  const slots: Slot[] = []
  for (const [index, { tree, leaves, result, bare }] of steps.entries()) {
    const sources = leaves.map(leaf => linker.find(leaf.value, index))
    if (!sources.every(source => source !== undefined)) return undefined
    // `x = <<10=10>>10` without a sum: what it depends on was solved in the head.
    if ('leaf' in tree && sources[0]!.from === 'constant') return undefined
    made.push({ tree, leaves: sources, value: result.value })
    linker.add(result.value)
    leaves.forEach((token, i) => {
      slots.push({ field: 'answer', token, source: sources[i]! })
    })
    for (const token of bare === undefined ? [result] : [bare, result]) {
      slots.push({ field: 'answer', token, source: { from: 'step', index } })
    }
  }
  return { steps: made, slots }
}
