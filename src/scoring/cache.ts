import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openAppendLog } from '../io/append-log.js'
import type { ModelIdentity } from '../models/backend.js'
import type { TextScores } from './token-scores.js'

/** Raised whenever the meaning of a stored score changes, so that old ones are not read. */
const FORMAT = 2

/** Everything that a score depends on besides the text. */
export interface CacheScope {
  readonly identity: ModelIdentity
  readonly window: number
  /** Padded tokens a batch; only where the scores of a text depend on its neighbours. */
  readonly batchTokens: number | 'independent'
}

/**
 * Scores that were computed before, by token ids: a text that a mended tokenizer or another BOS token reads otherwise
 * is another text. Written after every batch: a killed run loses one batch at most.
 */
export interface Cache<T> {
  get(ids: Int32Array): T | undefined
  put(ids: Int32Array, value: T): void
}

export type ScoreCache = Cache<TextScores>

/** What is left of a text's scores where only their sum is wanted: a fiftieth of the room, or less. */
export interface TextTotal {
  /** Σ −log p over the predicted tokens. */
  readonly nats: number
  readonly tokens: number
}

/** Opens the cache of one scope. The folder's name is the hash of the scope: nothing is keyed by a model's name. */
export function openScoreCache(folder: string, scope: CacheScope): ScoreCache {
  return openCache(join(folder, 'scores', nameOf(scope)), pack, unpack)
}

/** The same for totals, in a folder of their own. */
export function openTotalCache(folder: string, scope: CacheScope): Cache<TextTotal> {
  return openCache(
    join(folder, 'totals', nameOf(scope)),
    ({ nats, tokens }) => Buffer.from(bytesOf(Float64Array.of(nats, tokens))).toString('base64'),
    packed => {
      const [nats, tokens] = new Float64Array(Uint8Array.from(Buffer.from(packed, 'base64')).buffer)
      return { nats: nats!, tokens: tokens! }
    },
  )
}

function openCache<T>(folder: string, pack: (value: T) => string, unpack: (packed: string) => T): Cache<T> {
  const log = openAppendLog(folder)
  const known = new Map<string, string>()
  for (const line of log.lines) {
    const [key, packed, sum] = line.split(' ')
    // A line damaged by a full disk or a crash is not an answer: the text is scored again.
    if (key && packed && sum === checksum(packed)) known.set(key, packed)
  }
  return {
    get(ids) {
      const packed = known.get(sha256(bytesOf(ids)))
      return packed === undefined ? undefined : unpack(packed)
    },
    put(ids, value) {
      const key = sha256(bytesOf(ids))
      const packed = pack(value)
      known.set(key, packed)
      log.append(`${key} ${packed} ${checksum(packed)}`)
    },
  }
}

/** No cache: every text is scored. */
export const noCache: Cache<never> = { get: () => undefined, put: () => {} }

const nameOf = (scope: CacheScope) => sha256(JSON.stringify({ FORMAT, ...scope })).slice(0, 24)
const sha256 = (contents: string | Uint8Array) => createHash('sha256').update(contents).digest('hex')
const checksum = (text: string) => sha256(text).slice(0, 8)

/** Three float64 columns and one int32 column after each other, in base64. */
function pack({ logProb, vocabMean, vocabStd, rank }: TextScores): string {
  return Buffer.concat([logProb, vocabMean, vocabStd, rank].map(bytesOf)).toString('base64')
}

function bytesOf(column: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}

function unpack(packed: string): TextScores {
  const bytes = Uint8Array.from(Buffer.from(packed, 'base64')).buffer
  const tokens = bytes.byteLength / 28
  return {
    logProb: new Float64Array(bytes, 0, tokens),
    vocabMean: new Float64Array(bytes, 8 * tokens, tokens),
    vocabStd: new Float64Array(bytes, 16 * tokens, tokens),
    rank: new Int32Array(bytes, 24 * tokens, tokens),
  }
}
