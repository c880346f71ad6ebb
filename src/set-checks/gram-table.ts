/** Above this fill, probing one slot after the other slows down sharply. */
const FULLEST = 0.6

/** Two 32-bit hashes of one text. */
export interface Hash64 {
  readonly low: number
  readonly high: number
}

/** Marks the end of a chain, and a free slot. */
const NONE = -1

/**
 * Remembers for texts the items that they were met in, by 64 bits of hash: 16 bytes a slot and 8 for each item of a
 * text, whatever the text. Among 10 million texts the odds that any two of them agree by chance are 1 in 400,000.
 */
export class GramTable {
  #slots = 1024
  #low = new Int32Array(this.#slots)
  #high = new Int32Array(this.#slots)
  /** First and last link of each slot's chain. */
  #first = new Int32Array(this.#slots).fill(NONE)
  #last = new Int32Array(this.#slots)
  #count = 0
  #items = new Uint32Array(1024)
  #next = new Int32Array(1024)
  #links = 0

  /** Items in ascending order; one that has the text twice is remembered once. */
  add({ low, high }: Hash64, item: number): void {
    if (this.#count > this.#slots * FULLEST) this.#grow()
    const at = this.#at(low, high)
    const known = this.#first[at] !== NONE
    if (known && this.#items[this.#last[at]!] === item) return
    const link = this.#link(item)
    if (known) this.#next[this.#last[at]!] = link
    else {
      this.#put(at, low, high, link)
      this.#count++
    }
    this.#last[at] = link
  }

  /** The items that the text was added with, in that order. */
  *find({ low, high }: Hash64): Generator<number> {
    for (let link = this.#first[this.#at(low, high)]!; link !== NONE; link = this.#next[link]!)
      yield this.#items[link]!
  }

  #link(item: number): number {
    if (this.#links === this.#items.length) {
      const [items, next] = [this.#items, this.#next]
      this.#items = new Uint32Array(2 * this.#links)
      this.#next = new Int32Array(2 * this.#links)
      this.#items.set(items)
      this.#next.set(next)
    }
    this.#items[this.#links] = item
    this.#next[this.#links] = NONE
    return this.#links++
  }

  #put(at: number, low: number, high: number, first: number): void {
    this.#low[at] = low
    this.#high[at] = high
    this.#first[at] = first
  }

  #at(low: number, high: number): number {
    const mask = this.#slots - 1
    for (let at = low & mask; ; at = (at + 1) & mask)
      if (this.#first[at] === NONE || (this.#low[at] === low && this.#high[at] === high)) return at
  }

  #grow(): void {
    const [low, high, first, last] = [this.#low, this.#high, this.#first, this.#last]
    this.#slots *= 2
    this.#low = new Int32Array(this.#slots)
    this.#high = new Int32Array(this.#slots)
    this.#first = new Int32Array(this.#slots).fill(NONE)
    this.#last = new Int32Array(this.#slots)
    first.forEach((link, old) => {
      if (link === NONE) return
      const at = this.#at(low[old]!, high[old]!)
      this.#put(at, low[old]!, high[old]!, link)
      this.#last[at] = last[old]!
    })
  }
}
