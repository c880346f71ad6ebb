import type { Random } from '../../statistics/random.js'

/** A sentence to reword, as a rule sees it: formulas and annotations are single opaque characters (`formulas.ts`). */
export interface Sentence {
  readonly text: string
  /** Part of a worked solution: the field holds formulas. */
  readonly worked: boolean
  /** All reworded fields of the item as they were: one thing must keep one name throughout, and two things two. */
  readonly item: string
  readonly random: Random
}

/** A rewording of single sentences. What it must keep is checked afterwards (`kept.ts`); a breach undoes it. */
export interface Rule {
  readonly name: string
  /** The reworded sentence, or the same text where the rule does not apply. */
  rewrite(sentence: Sentence): string
}

/** One of several wordings, drawn for this sentence. */
export function pick<T>(wordings: readonly T[], { random }: Sentence): T {
  return wordings[random.integer(wordings.length)]!
}
