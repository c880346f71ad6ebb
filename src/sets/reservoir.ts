import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { SampleSpec } from './set-spec.js'

/**
 * Keeps a uniform sample without replacement of what it is given, in the order given, while holding no more
 * than the sample (algorithm R; Vitter 1985, doi:10.1145/3147.3165). The same seed and sequence give the same sample.
 */
export class Reservoir<T> {
  readonly #sample: SampleSpec | undefined
  readonly #random
  readonly #kept: { readonly order: number; readonly value: T }[] = []
  #seen = 0

  /** Without a sample, everything is kept. */
  constructor(sample: SampleSpec | undefined) {
    this.#sample = sample
    this.#random = xoroshiro128plus(sample?.seed ?? 0)
  }

  offer(value: T): void {
    const order = this.#seen++
    const count = this.#sample?.count ?? Number.POSITIVE_INFINITY
    if (order < count) {
      this.#kept.push({ order, value })
      return
    }
    const place = uniformInt(this.#random, 0, order)
    if (place < count) this.#kept[place] = { order, value }
  }

  /** True when something was left out. */
  get sampled(): boolean {
    return this.#seen > this.#kept.length
  }

  values(): readonly T[] {
    return [...this.#kept].sort((a, b) => a.order - b.order).map(({ value }) => value)
  }
}
