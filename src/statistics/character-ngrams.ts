import { MIN_DOCUMENT_SHARE, MIN_DOCUMENTS } from './bag-of-words.js'
import type { SparseRows } from './sparse-rows.js'

/** Three characters hold a sign with both its neighbours: a case, a line end, spacing about punctuation. */
const LONGEST = 3

/**
 * Most n-grams that are kept. Form (case, line ends, spacing, script) shows in frequent n-grams; rarer ones
 * spell words, which the bags of words read already, and cost most of the time.
 */
const MAX_COLUMNS = 3000

/** Text start and text end, set around each text. */
const START = '\u0002'
const END = '\u0003'

/**
 * Counts of the runs of 1 to 3 characters (code points) of each raw text: case, white space and punctuation
 * as they stand, with a mark before the first and after the last character. Entries are log2(1 + count), as
 * for words.
 *
 * Columns: the 3,000 n-grams in most texts, of those in at least max(2, 0.5%) of the texts. Labels play no part
 * in that choice, and neither does the order of the texts.
 */
export function characterNgrams(texts: readonly string[]): SparseRows {
  const { coded, base } = encode(texts)
  const idOf = new Map<number, number>()
  const keys: number[] = []
  const rows = coded.map(codes => countNgrams(codes, base, idOf, keys))
  const columnOf = chooseColumns(rows, keys)

  const rowStart = new Int32Array(rows.length + 1)
  const column = new Int32Array(rows.reduce((sum, { ids }) => sum + ids.length, 0))
  const value = new Float64Array(column.length)
  let end = 0
  rows.forEach(({ ids, counts }, i) => {
    ids.forEach((id, k) => {
      if (columnOf.of[id]! < 0) return
      column[end] = columnOf.of[id]!
      value[end++] = Math.log2(1 + counts[k]!)
    })
    rowStart[i + 1] = end
  })
  return {
    rowCount: rows.length,
    columnCount: columnOf.count,
    rowStart,
    column: column.slice(0, end),
    value: value.slice(0, end),
  }
}

/** Each character by its place in the alphabet of all texts, from 1, so that three make one small number. */
function encode(texts: readonly string[]): { coded: number[][]; base: number } {
  const marked = texts.map(text => Array.from(START + text + END))
  const alphabet = [...new Set(marked.flat())].sort()
  const codeOf = new Map(alphabet.map((character, i) => [character, i + 1]))
  return {
    coded: marked.map(characters => characters.map(character => codeOf.get(character)!)),
    base: alphabet.length + 1,
  }
}

interface Counted {
  readonly ids: readonly number[]
  readonly counts: readonly number[]
}

/** The different n-grams of one text; new ones are added to `idOf` and `keys`. */
function countNgrams(
  codes: readonly number[],
  base: number,
  idOf: Map<number, number>,
  keys: number[],
): Counted {
  const counts = new Map<number, number>()
  for (let i = 0; i < codes.length; i++) {
    let key = 0
    for (let j = i; j < Math.min(codes.length, i + LONGEST); j++) {
      // Codes start at 1, so runs of different length never share a key.
      key = key * base + codes[j]!
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const ids = Array.from(counts.keys(), key => {
    let id = idOf.get(key)
    if (id === undefined) {
      id = keys.length
      idOf.set(key, id)
      keys.push(key)
    }
    return id
  })
  return { ids, counts: [...counts.values()] }
}

/** Column of each n-gram, −1 for those left out. */
function chooseColumns(rows: readonly Counted[], keys: readonly number[]) {
  const documents = new Int32Array(keys.length)
  for (const { ids } of rows) for (const id of ids) documents[id]!++
  const needed = Math.max(MIN_DOCUMENTS, MIN_DOCUMENT_SHARE * rows.length)
  const kept = [...keys.keys()]
    .filter(id => documents[id]! >= needed)
    .sort((a, b) => documents[b]! - documents[a]! || keys[a]! - keys[b]!)
    .slice(0, MAX_COLUMNS)
  const of = new Int32Array(keys.length).fill(-1)
  kept.forEach((id, column) => {
    of[id] = column
  })
  return { of, count: kept.length }
}
