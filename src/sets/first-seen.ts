import { createHash } from 'node:crypto'

/** Numbers of a slot: three of the key's hash, one of the line. */
const SLOT = 4
const INITIAL_SLOTS = 1024
/** Above three quarters full, linear probing slows down sharply (Knuth, TAOCP 3, 6.4). */
const FULLEST = 0.75

/**
 * Remembers on which line each key was first seen, in at most 43 bytes a key whatever the key's length,
 * so that duplicates are found in files that do not fit in memory. Keys are told apart by 96 bits of their
 * SHA-256: among 100 million keys the odds that two different ones agree are below 1 in 10^13.
 */
export class FirstSeen {
  #slots = new Uint32Array(INITIAL_SLOTS * SLOT)
  #count = 0

  has(key: string): boolean {
    const [a, b, c] = hashOf(key)
    return this.#slots[find(this.#slots, a, b, c) + 3] !== 0
  }

  /** The line of an equal key, or undefined after noting this one. Lines count from 1; 0 marks a free slot. */
  note(key: string, line: number): number | undefined {
    const [a, b, c] = hashOf(key)
    const at = find(this.#slots, a, b, c)
    const known = this.#slots[at + 3]!
    if (known !== 0) return known
    this.#slots.set([a, b, c, line], at)
    this.#count++
    if (this.#count > (this.#slots.length / SLOT) * FULLEST) this.#grow()
    return undefined
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at + 3] === 0) continue
      this.#slots.set(old.subarray(at, at + SLOT), find(this.#slots, old[at]!, old[at + 1]!, old[at + 2]!))
    }
  }
}

function hashOf(key: string): [number, number, number] {
  const digest = createHash('sha256').update(key).digest()
  return [digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8)]
}

/** Where the key is, or the free slot where it belongs. The number of slots is a power of two. */
function find(slots: Uint32Array, a: number, b: number, c: number): number {
  const mask = slots.length / SLOT - 1
  for (let slot = a & mask; ; slot = (slot + 1) & mask) {
    const at = slot * SLOT
    if (slots[at + 3] === 0 || (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c)) return at
  }
}
