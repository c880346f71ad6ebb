import { parquetWriteBuffer } from 'hyparquet-writer'
import type { Files } from '../io/files.js'
import type { ItemSet, TokenScores } from '../types.js'
import { VERSION } from '../version.js'
import type { ScoredModel } from './score-sets.js'

/** Key of the Parquet metadata under which the run manifest stands, as JSON. */
export const MANIFEST_KEY = 'lossgap'

/**
 * Writes the per-token scores of all sets under one model: a Parquet file, one row per predicted token, with the
 * run manifest (model and tokenizer hash, precision, provider, runtime, BOS, window, set hashes, templates, counts
 * of what was left out) in its metadata. The same scores give the same bytes.
 */
export async function writeScoreFile(
  path: string,
  sets: readonly ItemSet[],
  model: ScoredModel,
  files: Files,
): Promise<void> {
  const rows = rowsOf(sets, model)
  const ints = (of: (row: Row) => number) => Int32Array.from(rows, of)
  const doubles = (of: (row: Row) => number) => Float64Array.from(rows, of)
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'set', data: rows.map(row => row.set), type: 'STRING' },
      { name: 'item_id', data: rows.map(row => row.scores.itemId), type: 'STRING' },
      { name: 'cluster', data: rows.map(row => row.cluster), type: 'STRING' },
      { name: 'token', data: ints(row => row.t), type: 'INT32' },
      { name: 'token_id', data: ints(({ scores, t }) => scores.tokenId[t]!), type: 'INT32' },
      { name: 'log_prob', data: doubles(({ scores, t }) => scores.logProb[t]!), type: 'DOUBLE' },
      { name: 'vocab_mean', data: doubles(({ scores, t }) => scores.vocabMean[t]!), type: 'DOUBLE' },
      { name: 'vocab_std', data: doubles(({ scores, t }) => scores.vocabStd[t]!), type: 'DOUBLE' },
      { name: 'rank', data: ints(({ scores, t }) => scores.rank[t]!), type: 'INT32' },
      { name: 'byte_start', data: ints(({ scores, t }) => scores.byteStart[t]!), type: 'INT32' },
      { name: 'byte_end', data: ints(({ scores, t }) => scores.byteEnd[t]!), type: 'INT32' },
    ],
    kvMetadata: [{ key: MANIFEST_KEY, value: JSON.stringify(manifestOf(sets, model)) }],
  })
  await files.write(path, new Uint8Array(buffer))
}

interface Row {
  readonly set: string
  readonly cluster: string
  readonly scores: TokenScores
  readonly t: number
}

function rowsOf(sets: readonly ItemSet[], { scores }: ScoredModel): Row[] {
  const rows: Row[] = []
  sets.forEach((set, s) => {
    set.items.forEach((item, i) => {
      const tokens = scores[s]![i]
      for (let t = 0; t < (tokens?.logProb.length ?? 0); t++) {
        rows.push({ set: set.name, cluster: item.cluster, scores: tokens!, t })
      }
    })
  })
  return rows
}

function manifestOf(
  sets: readonly ItemSet[],
  { name, identity, window, batchTokens, textsWindowed, notes, scores }: ScoredModel,
) {
  return {
    format: 'lossgap/scores/1',
    version: VERSION,
    model: name,
    ...identity,
    window,
    batchTokens,
    textsWindowed,
    notes,
    sets: sets.map((set, s) => ({
      name: set.name,
      sha256: set.sha256,
      template: set.template,
      items: set.items.length,
      scored: scores[s]!.filter(item => item !== undefined).length,
      exclusions: set.exclusions.map(({ reason, ids }) => ({ reason, count: ids.length })),
    })),
  }
}
