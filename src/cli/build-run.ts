import type { BuildOutcome } from '../building/builder.js'
import { type BuilderNeeds, build, builderFor } from '../building/index.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { finishSet, loadRows, loadSet, type Manifest, type RowSet, writeSet } from '../sets/index.js'
import type { Exclusion, ItemSet } from '../types.js'
import { VERSION } from '../version.js'
import type { Asker } from './asker.js'
import { type BuildPlan, nameBeside } from './build-plan.js'
import { withoutUnchanged } from './changed-texts.js'
import { givenOf } from './manifest-options.js'
import type { Pacer } from './pace.js'
import { checkRepeated, checkSame } from './repeat.js'

export interface BuildRun {
  readonly set: RowSet
  readonly manifest: Manifest
  /** Rows that something was made from. */
  readonly parents: number
  /** Rows that were not looked at, since there were enough items. */
  readonly unused: number
  /** Rows of the source, those that repeat another included. */
  readonly read: number
  readonly wanted: number
  readonly wantedOf: '--from' | '--like' | undefined
  readonly perRow: number
  /** Rows that gave all that --per-row allows. */
  readonly full: number
}

/**
 * From a plan to a written set. With the manifest of an earlier run nothing is written unless sources and result are
 * the same bytes. Undefined where `asker` only told what it would ask.
 * @throws LossgapError HASH_MISMATCH, SET_EMPTY when nothing could be made, or as reading a set does.
 */
export async function runBuild(
  plan: BuildPlan,
  known: Manifest | undefined,
  asker: Asker | undefined,
  files: Files,
  pacer: (wanted: number) => Pacer,
): Promise<BuildRun | undefined> {
  const set = await loadRows(plan.from, files)
  const like = plan.like === undefined ? undefined : await loadSet(plan.like, files)
  if (known !== undefined) {
    const check = (one: RowSet | ItemSet, sha256: string, option: string) =>
      checkSame(`${one.path} is not the file that`, one.sha256, sha256, option, 'reference')
    check(set, known.source.sha256, '--from')
    if (like !== undefined) check(like, String(known.generator.options.likeSha256), '--like')
  }
  const needs: BuilderNeeds = {
    after: plan.after,
    like: like?.items.map(({ text }) => text),
    answerBase: plan.from.answerBase,
  }
  const wanted = plan.count ?? (like?.items ?? set.rows).length
  const perRow = plan.perRow ?? Math.max(1, Math.ceil(wanted / set.rows.length))
  const { pace, end } = pacer(wanted)
  const make = async (means: BuilderNeeds) => {
    const builder = builderFor(set.rows, set.name, plan.by, means)
    const numbers = { count: wanted, perRow, seed: plan.seed }
    const outcome = await build(builder, set.rows, numbers, pace).finally(end)
    return { ...withoutUnchanged(outcome, set), by: builder.name, unused: unusedOf(outcome, set.rows.length) }
  }
  const outcome =
    asker === undefined
      ? await make(needs)
      : await asker.run(complete => make({ ...needs, complete, prompts: asker.prompts }))
  if (outcome === undefined) return undefined
  const { by, rows, notes, exclusions } = outcome
  const left = [...set.exclusions, ...exclusions].map(({ reason, ids }) => ({ reason, ids: [...ids] }))
  if (rows.length === 0)
    throw new LossgapError(
      'SET_EMPTY',
      `${by} could make nothing from ${set.name}: ${left.map(({ reason, ids }) => `${reason} (${ids.length})`).join(', ')}`,
      'Name another set with --from, or another way with --by',
    )
  const made = {
    kind: 'reference' as const,
    tool: { name: 'lossgap' as const, version: VERSION },
    generator: { name: by, options: { ...optionsOf(plan, wanted, perRow, like), ...asker?.options } },
    source: {
      file: nameBeside(plan.out, set.name),
      sha256: set.sha256,
      split: plan.split ?? 'other',
      template: set.template,
      items: set.rows.length,
      licence: plan.licence ?? null,
    },
    exclusions: left,
    notes: [...notes],
  }
  if (known !== undefined) checkRepeated(finishSet(plan.out, rows, made).manifest, known, asker?.doubt?.())
  await pace({ what: 'making', done: set.rows.length, of: set.rows.length, made: rows.length })
  const manifest = await writeSet(plan.out, rows, made, files)
  const given = new Map<string, number>()
  for (const { parent } of rows) given.set(parent, (given.get(parent) ?? 0) + 1)
  const parents = given.size
  const full = [...given.values()].filter(items => items >= perRow).length
  const read = set.rows.length + countOf(set.exclusions)
  const wantedOf = plan.count !== undefined ? undefined : like === undefined ? '--from' : '--like'
  return { set, manifest, parents, unused: outcome.unused, read, wanted, wantedOf, perRow, full }
}

/** Rows that were not looked at. */
function unusedOf({ rows, exclusions, unused }: BuildOutcome, read: number): number {
  return unused ?? read - new Set(rows.map(({ parent }) => parent)).size - countOf(exclusions)
}

const countOf = (exclusions: readonly Exclusion[]) => exclusions.reduce((sum, { ids }) => sum + ids.length, 0)

/** What decided the outcome besides the source. */
function optionsOf(plan: BuildPlan, count: number, perRow: number, like: ItemSet | undefined) {
  return givenOf({
    seed: plan.seed,
    count,
    perRow,
    after: plan.after,
    like: like && nameBeside(plan.out, like.name),
    likeSha256: like?.sha256,
    likeTemplate: like?.template,
    idField: plan.from.idField,
    clusterField: plan.from.clusterField,
    answerBase: plan.from.answerBase,
  })
}
