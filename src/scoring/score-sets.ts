import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { ModelIdentity } from '../models/backend.js'
import { type Model, type ModelOptions, openModel } from '../models/open-model.js'
import type { ItemSet, TokenScores } from '../types.js'
import type { ScoreCache } from './cache.js'
import { type Repeat, repeatScores } from './repeat.js'
import { type Answer, openCache, type Request, type ScoreOptions, scoreTexts } from './score-texts.js'
import { itemLossOf, tokenScoresOf } from './token-scores.js'

/** All sets of a run under one model. */
export interface ScoredModel {
  readonly name: string
  readonly identity: ModelIdentity
  readonly window: number
  readonly batchTokens: number
  readonly textsWindowed: number
  readonly textsCached: number
  readonly notes: readonly string[]
  /** Of some of the texts, read again. */
  readonly repeat: Repeat
  /** Per set, in the order given: one entry per item, undefined where there is no token to predict. */
  readonly scores: readonly (readonly (TokenScores | undefined)[])[]
}

/** A model that stays open: each call scores what earlier ones have not, and answers for all of its sets. */
export interface Scorer {
  score(sets: readonly ItemSet[]): Promise<ScoredModel>
  close(): Promise<void>
}

/** Opens a model, scores every item of every set once, and closes it. */
export async function scoreSets(
  path: string,
  sets: readonly ItemSet[],
  options: ModelOptions & ScoreOptions,
  files: Files,
): Promise<ScoredModel> {
  const scorer = await openScorer(path, options, files)
  try {
    return await scorer.score(sets)
  } finally {
    await scorer.close()
  }
}

export async function openScorer(
  path: string,
  options: ModelOptions & ScoreOptions,
  files: Files,
): Promise<Scorer> {
  return scorerOf(await openModel(path, options, files), options)
}

/** A scorer on a model that is open; closing it disposes of the model. */
export function scorerOf(model: Model, options: ScoreOptions): Scorer {
  const { backend } = model
  const known = new Map<string, Answer>()
  let cache: ScoreCache | undefined
  let textsWindowed = 0
  let textsCached = 0
  let repeat: Repeat | undefined
  async function score(sets: readonly ItemSet[]): Promise<ScoredModel> {
    const requests = sets.flatMap(set =>
      set.items.map(item => ({ text: item.text, label: `item "${item.id}" (${set.path}:${item.line})` })),
    )
    const fresh = requests.filter(({ text }) => !known.has(text))
    cache ??= openCache(backend, options)
    const { answers, window, batchTokens, ...counts } = await scoreTexts(model, fresh, options, cache)
    fresh.forEach(({ text }, r) => {
      known.set(text, answers[r])
    })
    repeat ??= await repeatScores(model, fresh, answers, options)
    textsWindowed += counts.textsWindowed
    textsCached += counts.textsCached
    const scores = sets.map(set =>
      set.items.map(({ id, text }) => {
        const answer = known.get(text)
        return answer && tokenScoresOf(id, answer.encoding, answer.scores)
      }),
    )
    sets.forEach((set, s) => {
      checkPlausible(set.name, scores[s]!, backend.name, backend.vocabulary)
    })
    const { name, identity } = backend
    const notes = [...backend.notes, ...inexactNote(requests, known)]
    return { name, identity, window, batchTokens, textsWindowed, textsCached, notes, repeat, scores }
  }
  return { score, close: () => backend.dispose() }
}

/** How the note ends that says which tokens cannot be found in their texts. */
export const INEXACT_SPANS = 'rewritten by the tokenizer: their byte spans are in proportion, not exact'

function inexactNote(requests: readonly Request[], known: ReadonlyMap<string, Answer>): string[] {
  const inexact = requests.filter(({ text }) => known.get(text)?.encoding.exactBytes === false).length
  return inexact === 0 ? [] : [`${inexact} texts are ${INEXACT_SPANS}`]
}

/**
 * Guessing every token with equal chance costs ln V nats. A model that does worse on a whole set does not read it:
 * the tokenizer is another model's, or the BOS policy or the export is wrong.
 * @throws LossgapError LOSS_IMPLAUSIBLE.
 */
function checkPlausible(
  set: string,
  scores: readonly (TokenScores | undefined)[],
  model: string,
  vocabulary: number,
): void {
  let nats = 0
  let tokens = 0
  for (const item of scores) {
    if (item === undefined) continue
    nats += itemLossOf(item, '').nats
    tokens += item.logProb.length
  }
  if (tokens === 0 || nats / tokens < Math.log(vocabulary)) return
  throw new LossgapError(
    'LOSS_IMPLAUSIBLE',
    `${model} has a loss of ${(nats / tokens).toFixed(2)} nats/token on ${set}; guessing costs ${Math.log(vocabulary).toFixed(2)}`,
    "If the texts are of a language or kind that this model does not know, it cannot be asked about them. Otherwise check that tokenizer.json is this model's own, try --bos always and --bos never, and run lossgap doctor on the model",
  )
}
