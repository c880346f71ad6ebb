import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { ModelIdentity } from '../models/backend.js'
import { type ModelOptions, openModel } from '../models/open-model.js'
import type { ItemSet, TokenScores } from '../types.js'
import { type ScoreOptions, scoreTexts } from './score-texts.js'
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
  /** Per set, in the order given: one entry per item, undefined where there is no token to predict. */
  readonly scores: readonly (readonly (TokenScores | undefined)[])[]
}

/** Opens a model, scores every item of every set once, and closes it. */
export async function scoreSets(
  path: string,
  sets: readonly ItemSet[],
  options: ModelOptions & ScoreOptions,
  files: Files,
): Promise<ScoredModel> {
  const model = await openModel(path, options, files)
  const { backend } = model
  try {
    const requests = sets.flatMap(set =>
      set.items.map(item => ({ text: item.text, label: `item "${item.id}" (${set.path}:${item.line})` })),
    )
    const { answers, ...facts } = await scoreTexts(model, requests, options)
    let next = 0
    const scores = sets.map(set =>
      set.items.map(({ id }) => {
        const answer = answers[next++]
        return answer && tokenScoresOf(id, answer.encoding, answer.scores)
      }),
    )
    sets.forEach((set, s) => {
      checkPlausible(set.name, scores[s]!, backend.name, backend.vocabulary)
    })
    const inexact = answers.filter(answer => answer && !answer.encoding.exactBytes).length
    const notes = [...backend.notes]
    if (inexact > 0)
      notes.push(
        `${inexact} texts are rewritten by the tokenizer: their byte spans are in proportion, not exact`,
      )
    return { name: backend.name, identity: backend.identity, ...facts, notes, scores }
  } finally {
    await backend.dispose()
  }
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
