import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { type Split, splitOfName } from '../building/parent-advice.js'
import { LossgapError } from '../errors.js'
import type { Manifest, SetSpec } from '../sets/index.js'
import type { EndpointArguments } from './endpoint-options.js'
import { manifestOptions } from './manifest-options.js'
import type { NamedSource } from './repeat.js'

export interface BuildArguments extends EndpointArguments {
  from?: string
  out?: string
  by?: string
  count?: number
  perRow?: number
  seed: number
  split?: Split
  licence?: string
  like?: string
  likeTemplate?: string
  after?: string
  template?: string
  idField?: string
  clusterField?: string
  answerBase?: 0 | 1
  manifest?: string
  force?: boolean
}

/** Everything that decides what a build makes, and where it goes. */
export interface BuildPlan {
  readonly from: SetSpec
  readonly out: string
  readonly by?: string | undefined
  readonly count?: number | undefined
  readonly perRow?: number | undefined
  readonly seed: number
  /** Undefined where neither an option nor the file's name tells it. */
  readonly split?: Split | undefined
  readonly licence?: string | undefined
  readonly like?: SetSpec | undefined
  readonly after?: string | undefined
}

/** The builder that cannot do without --after and --like. */
const WINDOWS = 'windows'

/** @throws LossgapError USAGE when source, output, or what the builder needs is not named. */
export function planOf(options: BuildArguments): BuildPlan {
  const { from, out, like, likeTemplate, template, idField, clusterField, answerBase } = options
  if (from === undefined || out === undefined)
    throw new LossgapError(
      'USAGE',
      `sets build needs ${from === undefined ? '--from SET' : '--out FILE'}`,
      'lossgap sets build --from train.jsonl --out reference.jsonl, or --manifest FILE to repeat a build',
    )
  if (options.by === WINDOWS && (options.after === undefined || like === undefined)) {
    const needed = options.after === undefined ? '--after YYYY-MM-DD' : '--like SET'
    throw new LossgapError('USAGE', `--by ${WINDOWS} needs ${needed}`, `Add ${needed}`)
  }
  return {
    ...options,
    from: { path: from, template, idField, clusterField, answerBase },
    out,
    split: options.split ?? splitOfName(fileOf(from)),
    like: like === undefined ? undefined : { path: like, template: likeTemplate },
  }
}

/**
 * The plan that a manifest tells. A manifest names files beside and below it: they are looked for there, unless --from
 * and --like say where they are.
 * @throws LossgapError ROW_INVALID for an option that no build has written.
 */
export function planOfManifest(
  path: string,
  known: Manifest,
  { from, out, like }: BuildArguments,
): BuildPlan {
  const { source, output, generator } = known
  const beside = (name: string) => join(dirname(path), name)
  const { text, whole, wholeOr } = manifestOptions(path, known)
  const likeFile = text('like')
  const likeName = like ?? (likeFile === undefined ? undefined : beside(likeFile))
  const answerBase = wholeOr('answerBase', 0, undefined)
  return {
    from: {
      path: from ?? beside(source.file),
      template: source.template,
      idField: text('idField'),
      clusterField: text('clusterField'),
      answerBase: answerBase === undefined ? undefined : answerBase === 0 ? 0 : 1,
    },
    out: out ?? beside(output.file),
    by: generator.name,
    count: whole('count', 1),
    perRow: whole('perRow', 1),
    seed: whole('seed', 0),
    split: source.split,
    licence: source.licence ?? undefined,
    like: likeName === undefined ? undefined : { path: likeName, template: text('likeTemplate') },
    after: text('after'),
  }
}

/** The files that the manifest names and the command line does not. */
export function namedSources(
  { from, like }: BuildPlan,
  given: { readonly from?: string; readonly like?: string },
  { source, generator: { options } }: Manifest,
): NamedSource[] {
  const named: NamedSource[] = []
  if (given.from === undefined)
    named.push({ name: source.file, sha256: source.sha256, path: from.path, option: '--from PATH' })
  if (given.like === undefined && like !== undefined)
    named.push({
      ...{ name: String(options.like), sha256: String(options.likeSha256) },
      ...{ path: like.path, option: '--like PATH' },
    })
  return named
}

/** Options that a manifest settles, of which none may be given beside it. */
export const SETTLED = [
  ...['by', 'count', 'perRow', 'seed', 'split', 'licence', 'likeTemplate', 'after', 'template', 'idField'],
  ...['clusterField', 'answerBase'],
] as const

/**
 * How a manifest names a file: by its path from the manifest's own folder where it lies there or below, so that both can
 * be moved together; otherwise by its name alone, since a path of this machine says nothing on another.
 */
export function nameBeside(out: string, name: string): string {
  const path = relative(dirname(out), name)
  const outside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
  return outside ? fileOf(name) : path.replaceAll('\\', '/')
}

/** File name with its row range, without folders. */
export function fileOf(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
}
