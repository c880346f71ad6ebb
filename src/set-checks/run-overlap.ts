import { plainForm } from '../sets/look-alikes.js'
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
  /** Whether the run, or half of it, is a phrase that many of `others` have. */
  readonly ofForm: boolean
}

/**
 * A run that more items of one set have is a phrase of its form ("which one of the following, if true, most …"): two
 * sets of that form share it without a copy. The GPT-3 report set runs of more than ten documents aside; within one
 * benchmark three items say as much. A copy of an item has runs that no other item has.
 */
export const MOST_HOLDERS = 2

/**
 * Items of `items` that share a run of 13 words with an item of `others`, each with the first such run. Words are
 * what white space parts once the text is in lower case and all punctuation and symbols are deleted ("$3.50" is
 * "350"), as in the GPT-3 report. Each Han character stands for itself, and 20 of them are a run; a mixed run is
 * measured by what is in it, so that a single Han character makes no English text a Chinese one.
 *
 * Of several `others` that have a run the first that `isDeclared` does not name is given, and of several runs the first
 * that is no phrase of the form, if there is one.
 *
 * Source: Brown et al. (2020), arXiv:2005.14165, appendix C.
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
    const runs = runsOf(words).map(run => ({ ...run, common: isCommon(table.find(run.hash)) }))
    const ofForm = Array<boolean>(words.length).fill(false)
    for (const { start, end, common } of runs) if (common) ofForm.fill(true, start, end)
    // Its edge with one more word that happens to be the same is held by few, and is of the form all the same.
    const isOfForm = ({ start, end }: Run) =>
      2 * ofForm.slice(start, end).filter(Boolean).length >= end - start
    const known: SharedRun[] = []
    for (const one of runs) {
      const own = !isOfForm(one)
      if (!own && known.length > 0) continue
      const run = words.slice(one.start, one.end).join(' ')
      // Hashes may agree by chance; what is reported is there.
      const other = first(
        table.find(one.hash),
        o => !isDeclared(item, others[o]!) && wordsOf(others[o]!.text).join(' ').includes(run),
      )
      if (other === undefined) continue
      const shared = { id: item.id, of: others[other]!.id, run, ofForm: !own }
      if (own) return [shared]
      known.push(shared)
    }
    return known
  })
}

function isCommon(holders: Iterable<number>): boolean {
  let count = 0
  return first(holders, () => ++count > MOST_HOLDERS) !== undefined
}

/** Stops at what it finds: a phrase may have as many holders as there are items. */
function first(values: Iterable<number>, isWanted: (value: number) => boolean): number | undefined {
  for (const value of values) if (isWanted(value)) return value
  return undefined
}

function wordsOf(text: string): readonly string[] {
  const bare = plainForm(text).replace(/[^\p{L}\p{M}\p{N}\s]/gu, '')
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
