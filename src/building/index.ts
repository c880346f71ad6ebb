import { LossgapError } from '../errors.js'
import { listExclusions } from '../exclusions.js'
import { createRandom } from '../statistics/random.js'
import type { Prompts } from '../text/prompt.js'
import type { Complete, Exclusion, Pace, SourceRow } from '../types.js'
import type { Builder, BuildOutcome } from './builder.js'
import { type ChoiceOptions, choices } from './choices.js'
import { llmBuilder } from './llm.js'
import { templates } from './templates.js'
import { type WindowOptions, windows } from './windows.js'

/** What builders need besides the rows. What is absent makes the builders that need it say so in `accepts`. */
export interface BuilderNeeds extends WindowOptions, ChoiceOptions {
  /** A language model, given only where it was asked for by name: it costs time and money. */
  readonly complete?: Complete | undefined
  readonly prompts?: Prompts | undefined
}

/** Every builder, in the order in which they are tried. A new one is a file beside this one and an entry here. */
const BUILDERS: readonly ((needs: BuilderNeeds) => Builder)[] = [
  () => templates,
  choices,
  windows,
  ({ complete, prompts }) => llmBuilder(complete, prompts),
]

/** Names for --help, and for the error where none of them is meant. */
export const builderNames = BUILDERS.map(make => make({}).name)

/** One line each, for --help. */
export const builderSummaries = BUILDERS.map(make => make({})).map(
  ({ name, summary }) => `${name} (${summary})`,
)

/**
 * The builder of that name, or the first that accepts the rows.
 * @throws LossgapError FORMAT_UNKNOWN with what each one misses.
 */
export function builderFor(
  rows: readonly SourceRow[],
  set: string,
  name: string | undefined,
  needs: BuilderNeeds,
): Builder {
  const asked = BUILDERS.map(make => make(needs)).filter(
    builder => name === undefined || builder.name === name,
  )
  const answers = asked.map(builder => ({ builder, answer: builder.accepts(rows) }))
  const chosen = answers.find(({ answer }) => answer === true)
  if (chosen !== undefined) return chosen.builder
  throw new LossgapError(
    'FORMAT_UNKNOWN',
    `No builder can work with ${set}`,
    'Give what is missing, or name another set with --from',
    { details: answers.map(({ builder, answer }) => `${builder.name}: ${answer}`) },
  )
}

/** Runs a builder with the draws of a seed: the same rows, numbers and seed make the same items. */
export async function build(
  builder: Builder,
  rows: readonly SourceRow[],
  { count, perRow, seed }: { count: number; perRow: number; seed: number },
  pace?: Pace,
): Promise<BuildOutcome> {
  const refused = rows.flatMap(row => {
    const reason = builder.refuses?.(row)
    return reason === undefined ? [] : [{ row, reason }]
  })
  const left = new Set(refused.map(({ row }) => row))
  const usable = left.size === 0 ? rows : rows.filter(row => !left.has(row))
  const random = createRandom('build', seed)
  const outcome = await builder.build({ rows: usable, count, perRow, random, pace })
  const exclusions = listExclusions(refused.map(({ row, reason }) => [reason, row.id]))
  return { ...outcome, exclusions: [...outcome.exclusions, ...exclusions].map(inOrderOf(rows)) }
}

/** Ids of rows in the order of the file, whatever the order in which they were tried; those of items stay as they are. */
function inOrderOf(rows: readonly SourceRow[]): (exclusion: Exclusion) => Exclusion {
  const places = new Map(rows.map(({ id }, place) => [id, place]))
  return ({ reason, ids }) =>
    ids.every(id => places.has(id))
      ? { reason, ids: [...ids].sort((a, b) => places.get(a)! - places.get(b)!) }
      : { reason, ids }
}
