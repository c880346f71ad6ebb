import type { Model } from '../models/open-model.js'
import { type Cache, noCache, openTotalCache, type TextTotal } from './cache.js'
import { type Job, jobOf, type Progress, runJobs } from './run-jobs.js'
import { checkIds, framingOf, type Request, type ScoreOptions } from './score-texts.js'
import { checkFinite } from './token-scores.js'

/** Long texts of which only the total is wanted, group by group, so that no more than one group is held at a time. */
export interface TotalScorer {
  /**
   * Totals of texts, each with two tokens or more, in the order given. A text is kept as soon as its last window is
   * scored, and texts are finished one after the other: a stopped run loses no more than the one that it was at.
   */
  score(
    requests: readonly Request[],
    onProgress?: (progress: Progress) => void,
  ): Promise<readonly TextTotal[]>
}

/** Opens the totals of one model: those of earlier runs are read once. */
export function openTotals(model: Model, options: Omit<ScoreOptions, 'onProgress'>): TotalScorer {
  const { window, batchTokens, scope } = framingOf(model.backend, options)
  const { cacheFolder, signal } = options
  const cache: Cache<TextTotal> = cacheFolder === undefined ? noCache : openTotalCache(cacheFolder, scope)
  return {
    async score(requests, onProgress) {
      const done = new Map<string, TextTotal>()
      const jobs = new Map<string, Job>()
      for (const { text, label } of requests) {
        if (done.has(text) || jobs.has(text)) continue
        const encoding = checkIds(model.tokenizer.encode(text), label, model.backend)
        if (encoding.ids.length <= encoding.firstScored)
          throw new RangeError(`${label} has no token to predict`)
        const known = cache.get(encoding.ids)
        if (known) done.set(text, known)
        else jobs.set(text, jobOf(text, label, encoding, window))
      }
      const kept = cacheFolder !== undefined
      const run = { batchTokens, textsCached: done.size, kept }
      await runJobs(
        model.backend,
        [...jobs.values()],
        { ...run, ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) },
        (job, scores) => {
          checkFinite(scores, job.encoding, job.label, model.backend.name)
          // The windows' scores are not needed again, and a group of long texts has many.
          job.parts.clear()
          let nats = 0
          for (const logProb of scores.logProb) nats -= logProb
          const total = { nats, tokens: scores.logProb.length }
          cache.put(job.encoding.ids, total)
          done.set(job.text, total)
        },
      )
      return requests.map(request => done.get(request.text)!)
    },
  }
}
