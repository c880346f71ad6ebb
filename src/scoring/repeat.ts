import type { Model } from '../models/open-model.js'
import { noCache } from './cache.js'
import { type Answer, type Request, type ScoreOptions, scoreTexts } from './score-texts.js'

/** How far scores move when texts are read again, alone and without the cache. */
export interface Repeat {
  readonly texts: number
  /** Largest difference of a text's loss, nats/token. */
  readonly largestShift: number
}

/** Enough to meet each kind of fault: padding, a runtime that does not repeat itself, a cache of another build. */
const TEXTS = 8

/** Longer ones are passed over: what they would add is time. */
const LONGEST = 512

/**
 * Scores a few of the texts again, each alone, and compares. They are taken at equal distances, so that the same
 * texts are taken every time. None where all are too long.
 */
export async function repeatScores(
  model: Model,
  requests: readonly Request[],
  answers: readonly Answer[],
  options: ScoreOptions,
): Promise<Repeat> {
  const distinct = new Map(requests.map((request, r) => [request.text, { request, answer: answers[r] }]))
  const short = [...distinct.values()].flatMap(({ request, answer }) =>
    answer && answer.encoding.ids.length <= LONGEST ? [{ request, answer }] : [],
  )
  const step = Math.max(1, Math.ceil(short.length / TEXTS))
  const chosen = short.filter((_, i) => i % step === 0)
  const { onProgress: _, ...quiet } = options
  const again = await scoreTexts(
    model,
    chosen.map(({ request }) => request),
    { ...quiet, batchTokens: 1 },
    noCache,
  )
  const shifts = chosen.map(({ answer }, c) => Math.abs(lossOf(answer) - lossOf(again.answers[c])))
  return { texts: chosen.length, largestShift: Math.max(0, ...shifts) }
}

function lossOf(answer: Answer): number {
  const { logProb } = answer!.scores
  return -logProb.reduce((sum, value) => sum + value, 0) / logProb.length
}
