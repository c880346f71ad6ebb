import { LossgapError } from '../errors.js'
import type { Backend } from '../models/backend.js'
import type { Model } from '../models/open-model.js'
import type { Encoding } from '../models/tokenizer.js'
import { type CacheScope, noCache, openScoreCache, type ScoreCache } from './cache.js'
import { type Job, jobOf, type Progress, runJobs } from './run-jobs.js'
import { checkFinite, type TextScores } from './token-scores.js'

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

/**
 * Scores each text once, from the cache where it is known; where there is a cache, every finished batch is kept.
 * Opening a cache reads all of it, so who calls several times opens it once.
 */
export async function scoreTexts(
  model: Model,
  requests: readonly Request[],
  options: ScoreOptions,
  cache = openCache(model.backend, options),
): Promise<ScoredTexts> {
  const { backend, tokenizer } = model
  const { window, batchTokens } = framingOf(backend, options)
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
  const kept = options.cacheFolder !== undefined
  await runJobs(backend, jobs, { ...options, batchTokens, textsCached, kept }, (job, scores) => {
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

/** The cache of a model's scores with these options; one that keeps nothing where no folder is given. */
export function openCache(backend: Backend, options: ScoreOptions): ScoreCache {
  const { scope } = framingOf(backend, options)
  return options.cacheFolder === undefined ? noCache : openScoreCache(options.cacheFolder, scope)
}

/** How a model's texts are cut and batched, and what of that their scores depend on. */
export function framingOf(
  { identity, batchable, contextLength }: Backend,
  options: ScoreOptions,
): { readonly window: number; readonly batchTokens: number; readonly scope: CacheScope } {
  const window = Math.min(options.window ?? DEFAULT_WINDOW, contextLength)
  const batchTokens = options.batchTokens ?? (batchable ? DEFAULT_BATCH_TOKENS : 1)
  return {
    window,
    batchTokens,
    scope: { identity, window, batchTokens: batchable ? 'independent' : batchTokens },
  }
}

/** @throws LossgapError VOCABULARY_MISMATCH when the model does not know one of the ids. */
export function checkIds(encoding: Encoding, label: string, { vocabulary, name }: Backend): Encoding {
  const outside = encoding.ids.find(id => id >= vocabulary)
  if (outside === undefined) return encoding
  throw new LossgapError(
    'VOCABULARY_MISMATCH',
    `${label} contains the token id ${outside}, but ${name} knows ids below ${vocabulary} only`,
    "Put this model's own tokenizer.json beside it, or take the special token out of the text",
  )
}
