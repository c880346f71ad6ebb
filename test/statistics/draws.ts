const MODULUS = 2 ** 31 - 1

/**
 * The generator of tools/goldens/scipy_random.py, s → 48271·s mod (2³¹ − 1), exact in doubles: the same inputs on both
 * sides without a file of them.
 */
export class Draws {
  private state: number

  constructor(test: number, index: number) {
    this.state = (7919 * (test + 1) + 104729 * (index + 1)) % MODULUS
    for (let i = 0; i < 5; i++) this.next()
  }

  next(): number {
    this.state = (48271 * this.state) % MODULUS
    return this.state
  }

  below(count: number): number {
    return this.next() % count
  }

  size(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** In (0, 1). */
  share(): number {
    return this.next() / MODULUS
  }

  /** Losses in thousandths, bell-shaped between 0 and 3 plus the shift; step 100 ties them. */
  values(count: number, shift = 0, step = 1): number[] {
    return Array.from({ length: count }, () => {
      const raw = this.below(1001) + this.below(1001) + this.below(1001) + shift
      return (Math.floor(raw / step) * step) / 1000
    })
  }

  pValues(count: number): number[] {
    return Array.from({ length: count }, () => this.share()).map((u, k) => (k % 2 ? u ** 3 : u))
  }
}
