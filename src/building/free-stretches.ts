import type { Random } from '../statistics/random.js'
import { type LengthUnit, lengthIn } from '../text/length.js'
import { type Sentence, sentencesOf } from '../text/sentences.js'

/** Off by at most this share of the length that was asked for, or by two words or characters of a short one. */
const TOLERANCE = 0.15
const LEAST_TOLERANCE = 2

/** The sentences of a document, of which runs are taken that never overlap. */
export class FreeStretches {
  readonly #text: string
  readonly #sentences: readonly (Sentence & { readonly length: number })[]
  readonly #taken: boolean[]
  /** Length of all that is free, so that a document too short is passed over at once. */
  #free: number

  constructor(text: string, unit: LengthUnit) {
    this.#text = text
    this.#sentences = sentencesOf(text).map(sentence => ({
      ...sentence,
      length: lengthIn(unit, text.slice(sentence.start, sentence.end)),
    }))
    this.#taken = this.#sentences.map(() => false)
    this.#free = this.#sentences.reduce((sum, { length }) => sum + length, 0)
  }

  /**
   * A run of whole free sentences about as long as wanted, from a random one of the places where there is such a run;
   * undefined where there is none. What is returned is taken.
   */
  take(wanted: number, random: Random): string | undefined {
    const slack = Math.max(LEAST_TOLERANCE, TOLERANCE * wanted)
    if (this.#free < wanted - slack) return undefined
    const count = this.#sentences.length
    const first = random.integer(count)
    for (let s = 0; s < count; s++) {
      const start = (first + s) % count
      const end = this.#endOf(start, wanted)
      if (end === undefined || Math.abs(this.#lengthOf(start, end) - wanted) > slack) continue
      this.#taken.fill(true, start, end)
      this.#free -= this.#lengthOf(start, end)
      return this.#text.slice(this.#sentences[start]!.start, this.#sentences[end - 1]!.end)
    }
    return undefined
  }

  /** Where a run from `start` comes closest to the wanted length (the sentence behind its last). */
  #endOf(start: number, wanted: number): number | undefined {
    if (this.#taken[start]) return undefined
    let length = 0
    let end = start
    for (; end < this.#sentences.length && !this.#taken[end]; end++) {
      const longer = length + this.#sentences[end]!.length
      if (longer >= wanted) return end > start && wanted - length < longer - wanted ? end : end + 1
      length = longer
    }
    return end
  }

  #lengthOf(start: number, end: number): number {
    return this.#sentences.slice(start, end).reduce((sum, { length }) => sum + length, 0)
  }
}
