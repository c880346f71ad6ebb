import { plainForm } from '../sets/look-alikes.js'
import { ngrams, textUnits } from '../text/words.js'

/** Five words, or five Han characters: with fewer, texts of one subject begin to look alike. */
const SHINGLE = 5

/** The different runs of five units of a text, look-alike letters folded; a shorter text is one run as a whole. */
export function shinglesOf(text: string): Set<string> {
  const units = textUnits(plainForm(text))
  return new Set(units.length < SHINGLE ? [units.join(' ')] : ngrams(units, SHINGLE))
}

/** |A ∩ B| / |A ∪ B| of two sets that are not both empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared++
  return shared / (a.size + b.size - shared)
}
