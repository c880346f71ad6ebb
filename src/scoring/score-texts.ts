import { LossgapError } from '../errors.js'
import type { Backend, SegmentScores } from '../models/backend.js'
import type { Model } from '../models/open-model.js'
import type { Encoding } from '../models/tokenizer.js'
import { planBatches } from './batches.js'
import { noCache, openScoreCache, type ScoreCache } from './cache.js'
import { checkFinite, type TextScores } from './token-scores.js'
import { type Window, windowsOf } from './windows.js'

/**
 * Padded tokens a forward pass. Measured on a 135M model on 2 cores: texts of 180 tokens are scored as fast alone
 * as in batches, and the logits of a batch cost 200 kB a token, so more than a few hundred only costs memory.
 */
export const DEFAULT_BATCH_TOKENS = 256

/** Longer texts are read in windows of this many tokens: the logits of one window then stay below 0.5 GB. */
export const DEFAULT_WINDOW = 2048

export interface ScoreOptions {
  readonly window?: number
  readonly batchTokens?: number
  readonly cacheFolder?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

export interface Progress {
  readonly model: string
  readonly texts: number
  readonly textsDone: number
  /** Texts whose scores were in the cache. */
  readonly textsCached: number
  /** Tokens that this run has to score, and has scored. */
  readonly tokens: number
  readonly tokensDone: number
}

/** A text to score; the label says in errors which item of which set it is. */
export interface Request {
  readonly label: string
  readonly text: string
}

/** The scores of a text, or undefined when it has no token to predict (one token and no BOS before it). */
export type Answer = { readonly encoding: Encoding; readonly scores: TextScores } | undefined

export interface ScoredTexts {
  readonly answers: readonly Answer[]
  /** How texts were cut and batched, for the manifest. */
  readonly window: number
  readonly batchTokens: number
  readonly textsWindowed: number
  readonly textsCached: number
}

/** Scores each text once, from the cache where it is known, and keeps every finished batch. */
export async function scoreTexts(
  model: Model,
  requests: readonly Request[],
  options: ScoreOptions,
): Promise<ScoredTexts> {
  const { backend, tokenizer } = model
  const window = Math.min(options.window ?? DEFAULT_WINDOW, backend.contextLength)
  const batchTokens = options.batchTokens ?? (backend.batchable ? DEFAULT_BATCH_TOKENS : 1)
  const cache = cacheOf(backend, window, batchTokens, options.cacheFolder)
  const distinct = new Map<string, { encoding: Encoding; label: string }>()
  for (const { text, label } of requests) {
    if (!distinct.has(text))
      distinct.set(text, { encoding: checkIds(tokenizer.encode(text), label, backend), label })
  }
  const done = new Map<string, TextScores>()
  const jobs: Job[] = []
  for (const [text, { encoding, label }] of distinct) {
    const known = encoding.ids.length > encoding.firstScored ? cache.get(encoding.ids) : undefined
    if (known) done.set(text, known)
    else if (encoding.ids.length > encoding.firstScored) jobs.push(jobOf(text, label, encoding, window))
  }
  const textsCached = done.size
  await runJobs(backend, jobs, batchTokens, options, textsCached, (job, scores) => {
    checkFinite(scores, job.encoding, job.label, backend.name)
    cache.put(job.encoding.ids, scores)
    done.set(job.text, scores)
  })
  const answers = requests.map(({ text }): Answer => {
    const scores = done.get(text)
    return scores && { encoding: distinct.get(text)!.encoding, scores }
  })
  const textsWindowed = [...distinct.values()].filter(({ encoding }) => encoding.ids.length > window).length
  return { answers, window, batchTokens, textsWindowed, textsCached }
}

function cacheOf(
  backend: Backend,
  window: number,
  batchTokens: number,
  folder: string | undefined,
): ScoreCache {
  if (folder === undefined) return noCache
  const { identity, batchable } = backend
  return openScoreCache(folder, { identity, window, batchTokens: batchable ? 'independent' : batchTokens })
}

function checkIds(encoding: Encoding, label: string, { vocabulary, name }: Backend): Encoding {
  const outside = encoding.ids.find(id => id >= vocabulary)
  if (outside === undefined) return encoding
  throw new LossgapError(
    'VOCABULARY_MISMATCH',
    `${label} contains the token id ${outside}, but ${name} knows ids below ${vocabulary} only`,
    "Put this model's own tokenizer.json beside it, or take the special token out of the text",
  )
}

interface Job {
  readonly text: string
  readonly label: string
  readonly encoding: Encoding
  readonly windows: readonly Window[]
  readonly parts: Map<Window, SegmentScores>
}

function jobOf(text: string, label: string, encoding: Encoding, size: number): Job {
  return {
    text,
    label,
    encoding,
    windows: windowsOf(encoding.ids, encoding.firstScored, size),
    parts: new Map(),
  }
}

async function runJobs(
  backend: Backend,
  jobs: readonly Job[],
  batchTokens: number,
  { signal, onProgress }: ScoreOptions,
  textsCached: number,
  finish: (job: Job, scores: TextScores) => void,
): Promise<void> {
  const owners = new Map(jobs.flatMap(job => job.windows.map(window => [window, job] as const)))
  const queue = planBatches([...owners.keys()], batchTokens).reverse()
  const tokens = [...owners.keys()].reduce((sum, { ids, from }) => sum + ids.length - from, 0)
  const progress = {
    model: backend.name,
    texts: jobs.length + textsCached,
    textsDone: textsCached,
    textsCached,
    tokens,
    tokensDone: 0,
  }
  onProgress?.(progress)
  while (queue.length > 0) {
    const batch = queue.pop()!
    if (signal?.aborted) throw interrupted(backend.name, progress)
    const results = await scoreOrSplit(backend, batch, queue)
    results.forEach((scores, row) => {
      const window = batch[row]!
      const job = owners.get(window)!
      job.parts.set(window, scores)
      progress.tokensDone += scores.logProb.length
      if (job.parts.size < job.windows.length) return
      finish(job, joined(job))
      progress.textsDone++
    })
    onProgress?.({ ...progress })
  }
}

/** Runs a batch; one that does not fit into memory goes back to the queue in halves. */
async function scoreOrSplit(
  backend: Backend,
  batch: readonly Window[],
  queue: Window[][],
): Promise<readonly SegmentScores[]> {
  try {
    return await backend.score(batch)
  } catch (error) {
    if (!(error instanceof LossgapError) || error.code !== 'OUT_OF_MEMORY' || batch.length === 1) throw error
    const half = Math.ceil(batch.length / 2)
    queue.push(batch.slice(half), batch.slice(0, half))
    return []
  }
}

function joined({ windows, parts }: Job): TextScores {
  if (windows.length === 1) return parts.get(windows[0]!)!
  const columns = windows.map(window => parts.get(window)!)
  return {
    logProb: Float64Array.from(columns.flatMap(part => [...part.logProb])),
    vocabMean: Float64Array.from(columns.flatMap(part => [...part.vocabMean])),
    vocabStd: Float64Array.from(columns.flatMap(part => [...part.vocabStd])),
    rank: Int32Array.from(columns.flatMap(part => [...part.rank])),
  }
}

function interrupted(model: string, { textsDone, texts }: Progress): LossgapError {
  return new LossgapError(
    'INTERRUPTED',
    `Stopped at ${textsDone} of ${texts} texts of ${model}; their scores are kept`,
    'Run the same command again to go on from there',
  )
}
