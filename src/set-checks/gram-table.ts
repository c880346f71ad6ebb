/** Above this fill, probing one slot after the other slows down sharply. */
const FULLEST = 0.6

/** Two 32-bit hashes of one text. */
export interface Hash64 {
  readonly low: number
  readonly high: number
}

/**
 * Remembers for texts the first item that they were met in, by 64 bits of hash: 12 bytes a slot, whatever the text.
 * Among 10 million texts the odds that any two of them agree by chance are 1 in 400,000.
 */
export class GramTable {
  #slots = 1024
  #low = new Int32Array(this.#slots)
  #high = new Int32Array(this.#slots)
  /** Item + 1; 0 marks a free slot. */
  #items = new Uint32Array(this.#slots)
  #count = 0

  add({ low, high }: Hash64, item: number): void {
    if (this.#count > this.#slots * FULLEST) this.#grow()
    this.#put(low, high, item + 1)
  }

  /** The first item that the text was added with. */
  find({ low, high }: Hash64): number | undefined {
    const item = this.#items[this.#at(low, high)]!
    return item === 0 ? undefined : item - 1
  }

  #put(low: number, high: number, item: number): void {
    const at = this.#at(low, high)
    if (this.#items[at] !== 0) return
    this.#low[at] = low
    this.#high[at] = high
    this.#items[at] = item
    this.#count++
  }

  #at(low: number, high: number): number {
    const mask = this.#slots - 1
    for (let at = low & mask; ; at = (at + 1) & mask)
      if (this.#items[at] === 0 || (this.#low[at] === low && this.#high[at] === high)) return at
  }

  #grow(): void {
    const [low, high, items] = [this.#low, this.#high, this.#items]
    this.#slots *= 2
    this.#low = new Int32Array(this.#slots)
    this.#high = new Int32Array(this.#slots)
    this.#items = new Uint32Array(this.#slots)
    this.#count = 0
    items.forEach((item, at) => {
      if (item !== 0) this.#put(low[at]!, high[at]!, item)
    })
  }
}
