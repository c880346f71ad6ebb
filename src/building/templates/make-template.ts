import { foundParts, writtenFractions } from './fractions.js'
import { linkProse } from './link-prose.js'
import { createLinker, type Linker } from './link-sources.js'
import { hasUnknown } from './prose-algebra.js'
import { proseRelations } from './prose-relations.js'
import { readNaming, unprovenNumbers } from './proven-uses.js'
import { questionNumbers } from './question-numbers.js'
import { numbersThatStay, questionConditions } from './question-relations.js'
import type { LinkedSteps, Slot, Source, Template, TemplateStep } from './template.js'
import { orderCondition } from './thresholds.js'
import { readAnswer, type WorkedAnswer } from './worked-answer.js'

/** The template of a word problem with a worked answer; a sentence says why it has none. */
export function makeTemplate(question: string, answer: string): Template | string {
  const worked = readAnswer(answer)
  if (typeof worked === 'string') return worked
  if (/\d:\d/.test(answer)) return 'a ratio or a time of day in the answer cannot be recomputed'
  const told = answer.replace(/<<.*?>>|####.*/g, '')
  if (foundParts(question, told) !== undefined)
    return 'the answer names a part or a multiple that the question does not'
  if (hasUnknown(told)) return 'the answer solves for an unknown, which no step says'
  const numbers = questionNumbers(question)
  const naming = readNaming({ question, answer }, numbers, worked)
  const linker = createLinker(numbers, { question, told, naming, sums: worked.steps.map(({ tree }) => tree) })
  const links = linkSteps(answer, worked, linker)
  if (links === undefined) return 'a number in a step comes from nowhere'
  // A number that only the prose repeats may be what others make up: `after 2 years`.
  const used = new Set(linker.used)
  const prose = linkProse(answer, worked, links, linker)
  if (prose === undefined) return 'a number in the prose of the answer comes from nowhere'

  if (proseRelations(answer).some(({ text, holds }) => text.includes(' = ') && !holds)) {
    return 'an equation in the prose does not hold as it is written'
  }
  const unproven = unprovenNumbers(numbers, worked, links, naming)
  const stays = numbers.flatMap((_, i) => (used.has(i) && !linker.stay.has(i) && !unproven.has(i) ? [] : [i]))
  const kept = numbersThatStay(numbers, new Set(stays))
  const free = numbers.flatMap((_, i) => (kept.has(i) ? [] : [i]))
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
  const { ties } = linker
  const conditions = [
    ...linker.conditions,
    ...questionConditions(numbers, question),
    ...orderCondition({ question, told, numbers, steps: links.steps }),
  ]
  const slots = [...places.sort((a, b) => a.token.start - b.token.start), ...inOrder]
  return { question, answer, numbers, steps: links.steps, free, ties, conditions, slots }
}

function linkSteps(answer: string, { steps }: WorkedAnswer, linker: Linker): LinkedSteps | undefined {
  const made: TemplateStep[] = []
  const slots: Slot[] = []
  for (const [index, { tree, leaves, result, bare, line }] of steps.entries()) {
    const sources: Source[] = []
    for (const leaf of leaves) {
      const source = linker.find(leaf.value, index, line)
      if (source === undefined) return undefined
      sources.push(source)
    }
    // `x = <<10=10>>10` without a sum: what it depends on was solved in the head.
    if ('leaf' in tree && sources[0]!.from === 'constant') return undefined
    for (const { above, below } of writtenFractions(answer, leaves)) {
      const i = leaves.indexOf(above)
      const pair = linker.fraction(
        { ...above, source: sources[i] },
        { ...below, source: sources[i + 1] },
        index,
      )
      if (pair === undefined) return undefined
      ;[sources[i], sources[i + 1]] = pair
    }
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
