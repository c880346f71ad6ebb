import { LossgapError } from '../errors.js'

/**
 * Keys of multiple choice that were counted from 0 because nothing says what they count from. A key that counts from 1
 * shows itself by naming an option behind the last; a set without it, and without a 0, can be read in both ways.
 */
export class CountedKeys {
  #name = ''
  #least = Number.POSITIVE_INFINITY
  #most = Number.NEGATIVE_INFINITY

  readonly note = (name: string, key: number): void => {
    this.#name = name
    this.#least = Math.min(this.#least, key)
    this.#most = Math.max(this.#most, key)
  }

  /** Call once every row has been seen. @throws ROW_INVALID rather than guess. */
  settle(path: string): void {
    if (this.#name === '' || this.#least === 0) return
    const values = this.#least === this.#most ? `always ${this.#least}` : `${this.#least} to ${this.#most}`
    throw new LossgapError(
      'ROW_INVALID',
      `${path}: the field "${this.#name}" names the right option by number and is ${values}, which may count from 0 or from 1`,
      'Say which: --answer-base 0 or --answer-base 1',
    )
  }
}
