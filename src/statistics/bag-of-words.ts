import { type SparseRows, sparseRows } from './sparse-rows.js'

export interface BagOfWords {
  readonly rows: SparseRows
  /** Token of each column, in code unit order. */
  readonly vocabulary: readonly string[]
}

/** A token in fewer texts than this share cannot move the AUC but costs a column. */
export const MIN_DOCUMENT_SHARE = 0.005

/** A token of one single text tells nothing about any other. */
export const MIN_DOCUMENTS = 2

/** A word with its marks, or one sign of any other kind (punctuation, currency, an operator). */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*|[^\p{L}\p{N}\p{M}\s]/gu

/** Scripts written without spaces between words, or (Hangul) whose words bind many endings. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const UNSPACED_RUNS = new RegExp(`${UNSPACED.source}+|(?:(?!${UNSPACED.source}).)+`, 'gu')

/**
 * Lower-cased words and single punctuation signs of a text. A run of unspaced script becomes its characters
 * and their bigrams. White space separates and is not itself a token.
 */
export function tokenize(text: string): string[] {
  const tokens: string[] = []
  for (const [word] of text.toLowerCase().matchAll(TOKEN)) {
    if (!UNSPACED.test(word)) {
      tokens.push(word)
      continue
    }
    for (const [run] of word.matchAll(UNSPACED_RUNS)) {
      const characters = Array.from(run)
      if (!UNSPACED.test(run)) tokens.push(run)
      else {
        tokens.push(...characters)
        for (let i = 1; i < characters.length; i++) tokens.push(characters[i - 1]! + characters[i]!)
      }
    }
  }
  return tokens
}

/**
 * Bag of words of tokenised texts; an entry is log2(1 + count). So presence is 1, as in a binary bag, and a
 * penalty means the same for every token, while repeats (steps in a solution, commas) still show without a
 * long text outweighing all others. Rows are not scaled to equal length: length is a difference to be found.
 *
 * Tokens in fewer than max(2, 0.5%) of the texts are left out. Labels play no part, so this may be done once
 * before cross-validation.
 */
export function bagOfWords(texts: readonly (readonly string[])[]): BagOfWords {
  const counts = texts.map(countTokens)
  const documents = new Map<string, number>()
  for (const text of counts) {
    for (const token of text.keys()) documents.set(token, (documents.get(token) ?? 0) + 1)
  }
  const needed = Math.max(MIN_DOCUMENTS, MIN_DOCUMENT_SHARE * texts.length)
  const vocabulary = [...documents.keys()].filter(token => documents.get(token)! >= needed).sort()
  const columnOf = new Map(vocabulary.map((token, column) => [token, column]))
  const rows = counts.map(text => {
    const entries: [number, number][] = []
    for (const [token, count] of text) {
      const column = columnOf.get(token)
      if (column !== undefined) entries.push([column, Math.log2(1 + count)])
    }
    return entries.sort((a, b) => a[0] - b[0])
  })
  return { rows: sparseRows(rows, vocabulary.length), vocabulary }
}

function countTokens(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  return counts
}
