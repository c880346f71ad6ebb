import type { Random } from '../../statistics/random.js'

/** A sentence to reword, as a rule sees it: formulas and annotations are single opaque characters (`formulas.ts`). */
export interface Sentence {
  readonly text: string
  /** Part of a worked solution: the field holds formulas. */
  readonly worked: boolean
  /** All words of the item in lower case; a word that is there already stands for something else. */
  readonly vocabulary: ReadonlySet<string>
  /** Choices that hold for the whole item, so that one thing keeps one name: the same key draws the same number. */
  readonly choose: (key: string, below: number) => number
  /** Choices for this sentence alone. */
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
