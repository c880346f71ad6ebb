import { LossgapError } from '../errors.js'
import { createRandom } from '../statistics/random.js'
import type { Prompts } from '../text/prompt.js'
import type { Complete, Pace, SourceRow } from '../types.js'
import { LLM, llmParaphraser } from './llm.js'
import { type Generate, MODEL, modelParaphraser } from './model.js'
import type { ParaphraseOutcome, Paraphraser } from './paraphraser.js'
import { rules } from './rules.js'

/** What a paraphraser may need beyond the rows; a member for each such need. */
export interface Means {
  readonly complete?: Complete | undefined
  readonly generate?: Generate | undefined
  readonly prompts?: Prompts | undefined
}

/** A paraphraser by name, before it has what it needs. */
export interface ParaphraserKind extends Pick<Paraphraser, 'name' | 'summary'> {
  /** @throws LossgapError USAGE if something that it needs is not there. */
  open(means: Means): Paraphraser
}

/** All ways of rewording. A new one is a file beside this one and an entry here. */
const KINDS: readonly ParaphraserKind[] = [
  { ...rules, open: () => rules },
  { ...MODEL, open: openModel },
  { ...LLM, open: openLlm },
]

export const paraphraserNames: readonly string[] = KINDS.map(({ name }) => name)
export const paraphraserSummaries: readonly string[] = KINDS.map(
  ({ name, summary }) => `${name} (${summary})`,
)

/** Rewords rows with the paraphraser of that name. The same rows, fields and seed give the same rows again. */
export function paraphraseRows(
  by: string,
  rows: readonly SourceRow[],
  fields: readonly string[],
  seed: number,
  means: Means = {},
  pace?: Pace,
): Promise<ParaphraseOutcome> {
  const kind = KINDS.find(({ name }) => name === by)
  if (kind === undefined) throw new RangeError(`There is no paraphraser "${by}"`)
  return kind.open(means).paraphrase({ rows, fields, random: createRandom(seed, 'paraphrase', by), pace })
}

function openModel({ generate, prompts }: Means): Paraphraser {
  if (generate !== undefined && prompts !== undefined) return modelParaphraser(generate, prompts)
  throw new LossgapError('USAGE', 'Rewording by model needs a local model', 'Add --model-path FOLDER')
}

function openLlm({ complete, prompts }: Means): Paraphraser {
  if (complete !== undefined && prompts !== undefined) return llmParaphraser(complete, prompts)
  throw new LossgapError(
    'USAGE',
    'Rewording by llm needs a language model',
    'Add --base-url URL and --model NAME',
  )
}
