import { dirname, join } from 'node:path'
import { type Split, splitOfName } from '../building/parent-advice.js'
import { LossgapError } from '../errors.js'
import type { Manifest, SetSpec } from '../sets/index.js'
import { fileOf } from './build-plan.js'
import type { EndpointArguments } from './endpoint-options.js'
import { manifestOptions } from './manifest-options.js'
import type { NamedSource } from './repeat.js'
import { type SetArguments, specOf } from './set-options.js'
import type { WriterArguments } from './writer-options.js'

export interface ParaphraseArguments extends SetArguments, EndpointArguments, WriterArguments {
  out?: string
  by: string
  fields?: string
  split?: Split
  licence?: string
  manifest?: string
  force?: boolean
}

/** Everything that decides what a rewording makes, the models aside, and where it goes. */
export interface ParaphrasePlan {
  readonly from: SetSpec
  readonly out: string
  readonly by: string
  /** Undefined: those of the template. */
  readonly fields: readonly string[] | undefined
  readonly seed: number
  /** Undefined where neither an option nor the file's name tells it. */
  readonly split: Split | undefined
  readonly licence: string | undefined
}

/** @throws LossgapError USAGE when set or output is not named. */
export function planOf(set: string | undefined, options: ParaphraseArguments): ParaphrasePlan {
  const { out, by, fields, seed, split, licence } = options
  if (set === undefined || out === undefined)
    throw new LossgapError(
      'USAGE',
      `sets paraphrase needs ${set === undefined ? 'a set' : '--out FILE'}`,
      'lossgap sets paraphrase test.jsonl --out paraphrase.jsonl, or --manifest FILE to repeat a rewording',
    )
  return {
    from: specOf(set, options),
    ...{ out, by, seed, licence },
    fields: fields?.split(',').map(name => name.trim()),
    split: split ?? splitOfName(fileOf(set)),
  }
}

/**
 * The plan that a manifest tells. The set is looked for beside and below it unless the command line says where it is.
 * @throws LossgapError ROW_INVALID for an option that no rewording has written.
 */
export function planOfManifest(
  path: string,
  known: Manifest,
  set: string | undefined,
  out: string | undefined,
): ParaphrasePlan {
  const { source, output, generator } = known
  const { text, whole, wholeOr } = manifestOptions(path, known)
  const seed = whole('seed', 0)
  const count = wholeOr('sample', 1, undefined)
  const answerBase = wholeOr('answerBase', 0, undefined)
  return {
    from: {
      path: set ?? join(dirname(path), withoutSample(source.file)),
      template: source.template,
      idField: text('idField'),
      clusterField: text('clusterField'),
      answerBase: answerBase === undefined ? undefined : answerBase === 0 ? 0 : 1,
      ...(count === undefined ? {} : { sample: { count, seed } }),
    },
    out: out ?? join(dirname(path), output.file),
    by: generator.name,
    fields: text('fields')?.split(','),
    seed,
    split: source.split,
    licence: source.licence ?? undefined,
  }
}

/** Options that a manifest settles, of which none may be given beside it. */
export const SETTLED = [
  ...['by', 'fields', 'seed', 'sample', 'split', 'licence', 'template', 'idField', 'clusterField'],
  ...['answerBase', 'modelTemperature', 'modelTopP'],
] as const

/** The set, unless the command line says where it is. */
export function namedSource(
  plan: ParaphrasePlan,
  given: string | undefined,
  { source }: Manifest,
): NamedSource[] {
  const { file, sha256 } = source
  return given === undefined
    ? [{ name: file, sha256, path: plan.from.path, option: 'sets paraphrase PATH' }]
    : []
}

/** A set's name without the note on its sample, which a manifest tells as an option. */
export function withoutSample(name: string): string {
  return name.replace(/ \(\d+ sampled, seed \d+\)$/, '')
}
