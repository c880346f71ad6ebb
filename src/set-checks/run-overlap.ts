import type { Item } from '../types.js'
import { GramTable, type Hash64 } from './gram-table.js'
import { hash32, mix } from './min-hash.js'
import type { IsDeclared } from './near-duplicates.js'

/**
 * A run is as long as 13 words, the usual length since GPT-3, which two texts rarely share by chance; or 20 Han
 * characters, 13 Chinese words of one and a half characters on average; or what both add up to where they are mixed.
 * In units of which a word has 20 and a Han character 13.
 */
const RUN = 13 * 20
const UNITS = { word: 20, character: 13 } as const

/** Two items that share a run, and the run. */
export interface SharedRun {
  readonly id: string
  readonly of: string
  readonly run: string
}

/**
 * Items of `items` that share a run of 13 words with an item of `others`, each with the first such run. Words are
 * what white space parts once the text is in lower case and all punctuation and symbols are deleted ("$3.50" is
 * "350"), as in the GPT-3 report. Each Han character stands for itself, and 20 of them are a run; a mixed run is
 * measured by what is in it, so that a single Han character makes no English text a Chinese one.
 *
 * Of several `others` that have a run the first that `isDeclared` does not name is given.
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
    for (const { hash } of runsOf(wordsOf(item.text))) table.add(hash, i)
  })
  return items.flatMap(item => {
    const words = wordsOf(item.text)
    for (const { start, end, hash } of runsOf(words)) {
      const run = words.slice(start, end).join(' ')
      for (const other of table.find(hash)) {
        if (isDeclared(item, others[other]!)) continue
        // Hashes may agree by chance; what is reported is there.
        if (wordsOf(others[other]!.text).join(' ').includes(run))
          return [{ id: item.id, of: others[other]!.id, run }]
      }
    }
    return []
  })
}

function wordsOf(text: string): readonly string[] {
  const bare = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\s]/gu, '')
  return bare
    .replace(/\p{Script=Han}/gu, ' $& ')
    .split(/\s+/)
    .filter(Boolean)
}

interface Run {
  readonly start: number
  readonly end: number
  readonly hash: Hash64
}

/** Odd factors that carry a hash from word to word, one for each half. */
const FACTORS = [0x9e3779b1, 0x85ebca77] as const

/** The shortest run from each word on, with its 64-bit hash. */
function runsOf(words: readonly string[]): Run[] {
  const hashes = words.map(word => hash32(word))
  const lengths = words.map(word => (/\p{Script=Han}/u.test(word) ? UNITS.character : UNITS.word))
  const runs: Run[] = []
  let end = 0
  let length = 0
  for (let start = 0; start < words.length; start++) {
    while (length < RUN && end < words.length) length += lengths[end++]!
    if (length < RUN) break
    let low = 1
    let high = 2
    for (let w = start; w < end; w++) {
      low = mix(Math.imul(low ^ hashes[w]!, FACTORS[0]))
      high = mix(Math.imul(high, FACTORS[1]) + hashes[w]!)
    }
    runs.push({ start, end, hash: { low, high } })
    length -= lengths[start]!
  }
  return runs
}
