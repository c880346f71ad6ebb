import { LossgapError } from '../errors.js'
import { type Means, paraphraseRows } from '../paraphrasing/index.js'
import type { ParaphraseOutcome } from '../paraphrasing/paraphraser.js'
import { finishSet, loadRows, type Manifest, type RowSet, writeSet } from '../sets/index.js'
import { parseTemplate } from '../sets/template.js'
import type { Exclusion } from '../types.js'
import { VERSION } from '../version.js'
import type { Asker } from './asker.js'
import { nameBeside } from './build-plan.js'
import type { LocalWriter } from './local-writer.js'
import { givenOf } from './manifest-options.js'
import { pacerOf } from './pace.js'
import { type ParaphrasePlan, withoutSample } from './paraphrase-plan.js'
import type { Ports } from './ports.js'
import { checkRepeated, checkSame } from './repeat.js'

export interface ParaphraseRun {
  readonly manifest: Manifest
  /** Items read, those that repeat another included. */
  readonly read: number
  readonly left: readonly Exclusion[]
}

/** The models that may reword, of which at most one is there. */
export interface Writers {
  readonly asker: Asker | undefined
  /** Opened once the set has been read: loading a model takes time. */
  readonly openWriter: (() => Promise<LocalWriter>) | undefined
}

/**
 * From a plan to a written set. With the manifest of an earlier run nothing is written unless source and result are
 * the same bytes. Undefined where the asker only told what it would ask.
 * @throws LossgapError HASH_MISMATCH, FIELD_MISSING, SET_EMPTY when nothing could be reworded, or as reading a set does.
 */
export async function runParaphrase(
  plan: ParaphrasePlan,
  known: Manifest | undefined,
  { asker, openWriter }: Writers,
  ports: Ports,
): Promise<ParaphraseRun | undefined> {
  const set = await loadRows(plan.from, ports.files)
  if (known !== undefined)
    checkSame(`${set.path} is not the file that`, set.sha256, known.source.sha256, 'its path', 'paraphrase')
  const fields = fieldsOf(set, plan.fields)
  const { pace, end } = pacerOf(ports)
  const reword = (means?: Means) =>
    paraphraseRows(plan.by, set.rows, fields, plan.seed, means, pace).finally(end)
  const writer = await openWriter?.()
  for (const note of writer?.notes ?? []) ports.report(`${note}\n`)
  if (writer !== undefined)
    ports.report(
      `Asking ${writer.name} for ${set.rows.length === 1 ? 'one item' : `${set.rows.length} items`}, one field at a time; each may take minutes\n`,
    )
  const outcome =
    asker === undefined
      ? await reword(writer).finally(() => writer?.dispose())
      : await asker.run(complete => reword({ complete, prompts: asker.prompts }))
  if (outcome === undefined) return undefined
  const { rows, notes } = outcome
  const left = [...set.exclusions, ...outcome.exclusions]
  if (rows.length === 0) throw nothingReworded(set, left)
  const made = manifestOf(plan, set, outcome, left, {
    ...chosen(plan),
    fields: fields.join(','),
    seed: plan.seed,
    ...asker?.options,
    ...writer?.options,
  })
  if (known !== undefined) checkRepeated(finishSet(plan.out, rows, made).manifest, known, asker?.doubt?.())
  const manifest = await writeSet(plan.out, rows, made, ports.files)
  for (const note of notes) ports.report(`${note}\n`)
  const repeated = set.exclusions.reduce((sum, { ids }) => sum + ids.length, 0)
  return { manifest, read: set.rows.length + repeated, left }
}

function manifestOf(
  { by, out, split, licence }: ParaphrasePlan,
  set: RowSet,
  { notes }: ParaphraseOutcome,
  left: readonly Exclusion[],
  options: Manifest['generator']['options'],
): Omit<Manifest, 'schema' | 'output'> {
  return {
    kind: 'paraphrase',
    tool: { name: 'lossgap', version: VERSION },
    generator: { name: by, options },
    source: {
      file: nameBeside(out, withoutSample(set.name)),
      sha256: set.sha256,
      split: split ?? 'other',
      template: set.template,
      items: set.rows.length,
      licence: licence ?? null,
    },
    exclusions: left.map(({ reason, ids }) => ({ reason, ids: [...ids] })),
    notes: [...notes],
  }
}

/** The fields that were named, or else those of the template; each must be in the set. */
function fieldsOf(set: RowSet, named: readonly string[] | undefined): readonly string[] {
  const fields =
    named ?? parseTemplate(set.template).parts.flatMap(part => (part.kind === 'field' ? [part.name] : []))
  const [first] = set.rows
  const missing = fields.find(name => first !== undefined && !Object.hasOwn(first.fields, name))
  if (missing === undefined) return [...new Set(fields)]
  throw new LossgapError(
    'FIELD_MISSING',
    `${set.path}:${first!.line} has no field "${missing}" to reword (fields: ${Object.keys(first!.fields).join(', ')})`,
    'Name the fields that hold text: --fields question,answer',
  )
}

/** What of the set's reading decided the outcome. */
function chosen({ from }: ParaphrasePlan): Record<string, string | number> {
  const { sample, idField, clusterField, answerBase } = from
  return givenOf({ sample: sample?.count, idField, clusterField, answerBase })
}

function nothingReworded(set: RowSet, left: readonly Exclusion[]): LossgapError {
  const reasons = left.map(({ reason, ids }) => `${ids.length} ${reason}`).join(', ')
  return new LossgapError(
    'SET_EMPTY',
    set.rows.length === 1
      ? `The item of ${set.name} could not be reworded (${reasons})`
      : `None of the ${set.rows.length} items of ${set.name} could be reworded (${reasons})`,
    'Name the fields that hold text (--fields), or another way of rewording (--by)',
  )
}
