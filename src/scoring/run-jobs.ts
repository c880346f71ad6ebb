import { LossgapError } from '../errors.js'
import type { Backend, SegmentScores } from '../models/backend.js'
import type { Encoding } from '../models/tokenizer.js'
import { planBatches } from './batches.js'
import type { TextScores } from './token-scores.js'
import { type Window, windowsOf } from './windows.js'

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

/** A text on its way through the model, in one window or several. */
export interface Job {
  readonly text: string
  readonly label: string
  readonly encoding: Encoding
  readonly windows: readonly Window[]
  readonly parts: Map<Window, SegmentScores>
}

export function jobOf(text: string, label: string, encoding: Encoding, size: number): Job {
  return {
    text,
    label,
    encoding,
    windows: windowsOf(encoding.ids, encoding.firstScored, size),
    parts: new Map(),
  }
}

export interface RunOptions {
  readonly batchTokens: number
  readonly textsCached: number
  /** Whether `finish` keeps scores beyond this run: errors say so. */
  readonly kept: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Scores jobs batch by batch and hands each over as soon as it is complete. A text that `finish` refuses stops the
 * run, but only after the rest of its batch has been handed over as well.
 */
export async function runJobs(
  backend: Backend,
  jobs: readonly Job[],
  { batchTokens, textsCached, kept, signal, onProgress }: RunOptions,
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
  let refused: unknown
  while (queue.length > 0) {
    const batch = queue.pop()!
    if (signal?.aborted) throw interrupted(progress, kept)
    const results = await scoreOrSplit(backend, batch, queue, kept)
    results.forEach((scores, row) => {
      const window = batch[row]!
      const job = owners.get(window)!
      job.parts.set(window, scores)
      progress.tokensDone += scores.logProb.length
      if (job.parts.size < job.windows.length) return
      try {
        finish(job, joined(job))
        progress.textsDone++
      } catch (error) {
        refused ??= error
      }
    })
    if (refused !== undefined) throw refused
    onProgress?.({ ...progress })
  }
}

/** Runs a batch; one that does not fit into memory goes back to the queue in halves. */
async function scoreOrSplit(
  backend: Backend,
  batch: readonly Window[],
  queue: Window[][],
  kept: boolean,
): Promise<readonly SegmentScores[]> {
  try {
    return await backend.score(batch)
  } catch (error) {
    if (!(error instanceof LossgapError) || error.code !== 'OUT_OF_MEMORY') throw error
    if (batch.length === 1) {
      // The backend does not know what becomes of its scores.
      const fix = kept ? `${error.fix}; what is scored is kept` : error.fix
      throw new LossgapError(error.code, error.message, fix, { cause: error })
    }
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

function interrupted({ model, textsDone, texts }: Progress, kept: boolean): LossgapError {
  const stopped = `Stopped at ${textsDone} of ${texts} texts of ${model}; their scores are`
  return kept
    ? new LossgapError('INTERRUPTED', `${stopped} kept`, 'Run the same command again to go on from there')
    : new LossgapError(
        'INTERRUPTED',
        `${stopped} not kept, since there is no cache`,
        'Run the same command again: it begins anew. With a cache (--cache FOLDER, where the command has it) it would go on from there',
      )
}
