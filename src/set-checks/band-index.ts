import { BANDS } from './min-hash.js'

/** Items of one bucket that are looked at: in a set of one form some buckets hold thousands. */
const DEEPEST = 1000

/**
 * Items by the keys of their bands: one table of 18 chained hash tables in typed arrays, 216 bytes an item, so that a
 * million items take 0.2 GB whatever their texts.
 */
export class BandIndex {
  readonly #heads: Int32Array
  readonly #next: Int32Array
  readonly #keys: Uint32Array
  readonly #mask: number

  constructor(items: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, items)))
    this.#mask = slots - 1
    this.#heads = new Int32Array(slots * BANDS).fill(-1)
    this.#next = new Int32Array(items * BANDS)
    this.#keys = new Uint32Array(items * BANDS)
  }

  add(item: number, keys: Uint32Array): void {
    this.#keys.set(keys, item * BANDS)
    for (let band = 0; band < BANDS; band++) {
      const slot = this.#slot(band, keys[band]!)
      this.#next[item * BANDS + band] = this.#heads[slot]!
      this.#heads[slot] = item
    }
  }

  /**
   * Calls `visit` once with every earlier item that shares a band, the latest first, until it returns false. Returns
   * whether all were looked at.
   */
  candidates(keys: Uint32Array, visit: (item: number) => boolean): boolean {
    let complete = true
    for (let band = 0; band < BANDS; band++) {
      let depth = 0
      for (
        let item = this.#heads[this.#slot(band, keys[band]!)]!;
        item >= 0;
        item = this.#next[item * BANDS + band]!
      ) {
        if (this.#keys[item * BANDS + band] !== keys[band] || this.#metBefore(item, keys, band)) continue
        if (++depth > DEEPEST) {
          complete = false
          break
        }
        if (!visit(item)) return false
      }
    }
    return complete
  }

  #metBefore(item: number, keys: Uint32Array, band: number): boolean {
    for (let b = 0; b < band; b++) if (this.#keys[item * BANDS + b] === keys[b]) return true
    return false
  }

  #slot(band: number, key: number): number {
    return band * (this.#mask + 1) + (key & this.#mask)
  }
}
