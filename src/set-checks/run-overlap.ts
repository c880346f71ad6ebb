import type { Item } from '../types.js'
import { GramTable, type Hash64 } from './gram-table.js'
import { hash32, mix } from './min-hash.js'
import type { IsDeclared } from './near-duplicates.js'

/** Words that two texts rarely share by chance; the usual length since GPT-3. */
const WORDS = 13

/** In Chinese, Han characters: thirteen words of one and a half characters on average. */
const CHARACTERS = 20

/** Two items that share a run, and the run. */
export interface SharedRun {
  readonly id: string
  readonly of: string
  readonly run: string
}

/**
 * Items of `items` that share a run of 13 words with an item of `others`, each with the first such run. Words are
 * what white space parts once the text is in lower case and all punctuation and symbols are deleted ("$3.50" is
 * "350"), as in the GPT-3 report; runs with Han characters count 20 characters or words.
 *
 * A run that several of `others` have is known by the first of them.
 *
 * Source: Brown et al. (2020), arXiv:2005.14165, appendix C; without its rule for runs found in many documents.
 */
export function sharedRuns(
  items: readonly Item[],
  others: readonly Item[],
  isDeclared: IsDeclared,
): SharedRun[] {
  const table = new GramTable()
  others.forEach((item, i) => {
    for (const hash of runsOf(item.text).hashes) table.add(hash, i)
  })
  return items.flatMap(item => {
    const { words, length, hashes } = runsOf(item.text)
    for (const [at, hash] of hashes.entries()) {
      const other = table.find(hash)
      if (other === undefined || isDeclared(item, others[other]!)) continue
      const run = words.slice(at, at + length).join(' ')
      // Hashes may agree by chance; what is reported is there.
      if (runsOf(others[other]!.text).words.join(' ').includes(run))
        return [{ id: item.id, of: others[other]!.id, run }]
    }
    return []
  })
}

function runsOf(text: string): { words: readonly string[]; length: number; hashes: Hash64[] } {
  const bare = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\s]/gu, '')
  const chinese = /\p{Script=Han}/u.test(bare)
  const words = (chinese ? bare.replace(/\p{Script=Han}/gu, ' $& ') : bare).split(/\s+/).filter(Boolean)
  const length = chinese ? CHARACTERS : WORDS
  return { words, length, hashes: runHashes(words, length) }
}

/** Odd factors that carry a hash from word to word, one for each half. */
const FACTORS = [0x9e3779b1, 0x85ebca77] as const

/** The 64-bit hash of each run, from those of its words: a long text is read once, not once per run. */
function runHashes(words: readonly string[], length: number): Hash64[] {
  const hashes = words.map(word => hash32(word))
  return words.slice(length - 1).map((_, start) => {
    let low = 1
    let high = 2
    for (let w = start; w < start + length; w++) {
      low = mix(Math.imul(low ^ hashes[w]!, FACTORS[0]))
      high = mix(Math.imul(high, FACTORS[1]) + hashes[w]!)
    }
    return { low, high }
  })
}
