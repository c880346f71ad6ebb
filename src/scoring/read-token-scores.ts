import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { TokenScores } from '../types.js'
import { scoreRows } from './read-score-file.js'

interface TokenRow {
  readonly item_id: string
  readonly token_id: number
  readonly log_prob: number
  readonly vocab_mean: number
  readonly vocab_std: number
  readonly rank: number
  readonly byte_start: number
  readonly byte_end: number
}

const COLUMNS = [
  ...['set', 'item_id', 'token_id', 'log_prob', 'vocab_mean', 'vocab_std', 'rank'],
  ...['byte_start', 'byte_end'],
]

/**
 * Reads the scores of every token of one set back from a score file, by item.
 * @throws LossgapError FILE_UNREADABLE when it is not Parquet or a value is no number, FORMAT_UNKNOWN when it is not a
 *   score file.
 */
export async function readTokenScores(
  path: string,
  set: string,
  files: Files,
): Promise<ReadonlyMap<string, TokenScores>> {
  const { rows } = await scoreRows<TokenRow>(path, COLUMNS, files, set)
  const byItem = new Map<string, TokenRow[]>()
  for (const row of rows) {
    const tokens = byItem.get(row.item_id)
    if (tokens) tokens.push(row)
    else byItem.set(row.item_id, [row])
  }
  return new Map(Array.from(byItem, ([itemId, tokens]) => [itemId, scoresOf(path, itemId, tokens)]))
}

function scoresOf(path: string, itemId: string, tokens: readonly TokenRow[]): TokenScores {
  const wrong = tokens.findIndex(
    token => ![token.log_prob, token.vocab_mean, token.vocab_std].every(Number.isFinite),
  )
  if (wrong >= 0)
    throw new LossgapError(
      'FILE_UNREADABLE',
      `${path}: token ${wrong} of item "${itemId}" has a score that is no number`,
      'Score the set again',
    )
  const ints = (of: (token: TokenRow) => number) => Int32Array.from(tokens, of)
  const doubles = (of: (token: TokenRow) => number) => Float64Array.from(tokens, of)
  return {
    itemId,
    tokenId: ints(token => token.token_id),
    logProb: doubles(token => token.log_prob),
    vocabMean: doubles(token => token.vocab_mean),
    vocabStd: doubles(token => token.vocab_std),
    rank: ints(token => token.rank),
    byteStart: ints(token => token.byte_start),
    byteEnd: ints(token => token.byte_end),
  }
}
