import { OPTION_LETTERS } from '../choice-fields.js'
import type { ChoiceLayout } from './choice-layouts.js'

/** "A)24", "(b) red", "C. green", "D、蓝": a letter as a label, and the option behind it. */
const LABELLED = /^(\s*[([（【]?\s*)([A-J])(\s*[)\]）】.．、:：]\s*)(?=\S)/i

/**
 * The same layout with options that carry no letters of their own, as AQuA-RAT's do ("A)24"). Written back, each place
 * gets its letter again, so that letters and key agree wherever an option went. Options whose first letters are all
 * there but in another order, and lettered ones of a layout that repeats its options elsewhere, cannot be moved so: a
 * sentence says it.
 */
export function withoutOwnLetters(layout: ChoiceLayout): ChoiceLayout | string {
  const labels = layout.options.map(option => LABELLED.exec(String(option)))
  if (!labels.every(label => label !== null)) return layout
  const letters = labels.map(([, , letter]) => letter!.toUpperCase())
  const names = letters.map((_, place) => (layout.labels?.[place] ?? OPTION_LETTERS[place]!).toUpperCase())
  // The same letter twice is part of what an option says: "A: 5, B: 3" and "A: 3, B: 5".
  if ([...letters].sort().join() !== [...names].sort().join()) return layout
  if (letters.some((letter, place) => letter !== names[place]))
    return 'the options carry letters in another order than theirs'
  if (layout.right !== undefined) return 'the options carry letters of their own'
  return {
    ...layout,
    options: layout.options.map((option, o) => String(option).slice(labels[o]![0].length)),
    write: (moved, right, exchanged) =>
      layout.write(
        moved.map((option, place) => `${labels[place]![0]}${option}`),
        right,
        exchanged,
      ),
  }
}
