import { type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { bufferOf, readable } from '../io/parquet-bytes.js'
import type { ItemLoss } from '../types.js'
import { MANIFEST_KEY } from './score-file.js'

/** Losses of a score file, set by set in the order in which they were scored. */
export interface ScoredLosses {
  readonly path: string
  readonly model: string
  readonly modelSha256: string
  readonly tokenizerSha256: string
  /** What must agree between files before their losses may be compared. */
  readonly conditions: { readonly precision: string; readonly provider: string; readonly bos: string }
  readonly sets: readonly {
    readonly name: string
    readonly sha256: string
    readonly template: string
    readonly items: readonly ItemLoss[]
  }[]
}

const FIX = 'Name a file that lossgap score or lossgap audit --out wrote'
const COLUMNS = ['set', 'item_id', 'cluster', 'log_prob', 'byte_start', 'byte_end']

interface TokenRow {
  readonly set: string
  readonly item_id: string
  readonly cluster: string
  readonly log_prob: number
  readonly byte_start: number
  readonly byte_end: number
}

/**
 * Reads a score file back as losses per item: nats = Σ −log p over its tokens, bytes from the first to the last.
 * @throws LossgapError FILE_UNREADABLE when it is not Parquet, FORMAT_UNKNOWN when it is not a score file.
 */
export async function readScoreFile(path: string, files: Files): Promise<ScoredLosses> {
  const { manifest, rows } = await scoreRows<TokenRow>(path, COLUMNS, files)
  const losses = lossesOf(path, rows)
  const { model, modelSha256, tokenizerSha256, precision, provider, bos } = manifest
  return {
    ...{ path, model, modelSha256, tokenizerSha256, conditions: { precision, provider, bos } },
    sets: manifest.sets.map(({ name, sha256, template }) => ({
      ...{ name, sha256, template },
      items: [...(losses.get(name)?.values() ?? [])],
    })),
  }
}

/** Some columns of a score file, of one set or of all, in the order of the file, and its manifest. */
export async function scoreRows<Row>(
  path: string,
  columns: string[],
  files: Files,
  set?: string,
): Promise<{ readonly manifest: Manifest; readonly rows: readonly Row[] }> {
  const reader = await files.open(path)
  try {
    const file = bufferOf(reader)
    const metadata = await readable(path, FIX, parquetMetadataAsync(file))
    const manifest = manifestOf(path, metadata)
    const filter = set === undefined ? {} : { filter: { set: { $eq: set } } }
    const reading = parquetReadObjects({ file, metadata, columns, compressors, ...filter })
    return { manifest, rows: (await readable(path, FIX, reading)) as unknown as Row[] }
  } finally {
    await reader.close()
  }
}

interface Manifest {
  readonly format: string
  readonly model: string
  readonly modelSha256: string
  readonly tokenizerSha256: string
  readonly precision: string
  readonly provider: string
  readonly bos: string
  readonly sets: readonly { readonly name: string; readonly sha256: string; readonly template: string }[]
}

function manifestOf(path: string, { key_value_metadata }: FileMetaData): Manifest {
  const text = key_value_metadata?.find(({ key }) => key === MANIFEST_KEY)?.value
  // Another program may use the key for something else, which need not be JSON.
  const ours = text?.includes('"format":"lossgap/scores/1"') === true
  if (ours) return JSON.parse(text!)
  throw new LossgapError('FORMAT_UNKNOWN', `${path} is Parquet, but not a score file of lossgap`, FIX)
}

/** Tokens summed by set and item, both in order of first appearance. */
function lossesOf(path: string, rows: readonly TokenRow[]): Map<string, Map<string, ItemLoss>> {
  const sets = new Map<string, Map<string, ItemLoss & { nats: number; tokens: number; bytes: number }>>()
  const starts = new Map<object, number>()
  rows.forEach((row, r) => {
    if (!Number.isFinite(row.log_prob))
      throw new LossgapError('FILE_UNREADABLE', `${path} row ${r + 1} has no log-probability`, FIX)
    const items = sets.get(row.set) ?? new Map()
    sets.set(row.set, items)
    const loss = items.get(row.item_id) ?? {
      id: row.item_id,
      cluster: row.cluster,
      nats: 0,
      tokens: 0,
      bytes: 0,
    }
    if (!items.has(row.item_id)) {
      items.set(row.item_id, loss)
      starts.set(loss, row.byte_start)
    }
    loss.nats -= row.log_prob
    loss.tokens += 1
    loss.bytes = row.byte_end - starts.get(loss)!
  })
  return sets
}
