import { Chalk } from 'chalk'
import type { Exclusion } from '../../types.js'
import { printable } from '../printable.js'
import { left, right, table, wrap } from '../table.js'
import type { ConsoleOptions } from './index.js'

/** What was made and from what, as its manifest says, with what only the run itself knows. */
export interface BuiltSet {
  readonly generator: { readonly name: string }
  readonly source: { readonly file: string; readonly split: string; readonly items: number }
  readonly output: { readonly sha256: string; readonly items: number }
  readonly exclusions: readonly Exclusion[]
  readonly notes: readonly string[]
  readonly path: string
  readonly manifestPath: string
  readonly parents: number
  readonly unused: number
  /** Rows of the source, those that repeat another included. */
  readonly read: number
  readonly wanted: number
  /** What the number that was wanted is that of, where no --count said it. */
  readonly wantedOf: '--from' | '--like' | undefined
  readonly perRow: number
  /** Rows that gave all that --per-row allows. */
  readonly full: number
  /** A model was asked: what is left out is then its answers, by the ids of the items, besides rows. */
  readonly byModel: boolean
  readonly advice: { readonly level: 'good' | 'fair' | 'bad'; readonly lines: readonly string[] }
  /** Made again from its manifest, with the same bytes. */
  readonly repeated: boolean
}

/** Ids that are shown per reason; the manifest has all. */
const SHOWN_IDS = 4

/** What a build made: counts, what was left out and why, the parents' split, where it lies and what to do next. */
export function builtReport(built: BuiltSet, { colourLevel, width }: ConsoleOptions): string {
  const chalk = new Chalk({ level: colourLevel })
  const { generator, source, output, exclusions, notes, advice, ...run } = printable(built)
  const parents = { good: chalk.green, fair: chalk.yellow, bad: chalk.red.bold }[advice.level]
  const mark = advice.level === 'good' ? '·' : '!'
  const short = output.items < run.wanted
  const things = run.byModel ? 'rows or answers' : 'rows'
  const leftOut = exclusions.reduce((sum, { ids }) => sum + ids.length, 0)
  const counts: string[][] = [
    ['read', `${run.read}`, `rows of ${source.file} (${source.split}), made by ${generator.name}`],
    [
      'made',
      `${output.items}`,
      `items from ${run.parents} rows${short ? `; ${aimOf(run)}: ${limitOf(run)}` : ''}`,
    ],
    ...(run.unused > 0 ? [['not needed', `${run.unused}`, 'rows']] : []),
    ['left out', `${leftOut}`, leftOut === 0 ? things : `${things}:`],
    ...exclusions.map(({ reason, ids }) => ['', `${ids.length}`, `  ${reason}: ${firstOf(ids)}`]),
  ]
  const lines = [
    ...table([left(''), right(''), left('')], counts).slice(1),
    '',
    ...notes.flatMap(note => listed(note, width)),
    ...advice.lines.flatMap(line => listed(line, width, mark).map(text => parents(text))),
    '',
    `Written to ${run.path} and ${run.manifestPath}`,
    ...(run.repeated
      ? [chalk.green(`The bytes are those that the manifest tells (sha256 ${output.sha256.slice(0, 16)}…)`)]
      : []),
    `Next: lossgap sets check ${run.path} --against TEST`,
  ]
  return `${lines.join('\n')}\n`
}

function aimOf({ wanted, wantedOf }: Pick<BuiltSet, 'wanted' | 'wantedOf'>): string {
  return wantedOf === undefined
    ? `${wanted} were wanted`
    : `the aim was ${wanted}, as many as ${wantedOf} has`
}

/** What kept the items below what was wanted, and what would make more of them. */
function limitOf({
  byModel,
  full,
  perRow,
  parents,
}: Pick<BuiltSet, 'byModel' | 'full' | 'perRow' | 'parents'>) {
  if (byModel) return 'answers that cannot be used are not replaced: ask for more with --count'
  if (full === 0) return `none of them gives more (--per-row ${perRow} is not the limit): take more rows`
  const rest = full < parents ? `${full} of them` : 'each'
  return `${rest} gave the ${perRow} that --per-row allows: raise it, or take more rows`
}

function firstOf(ids: readonly string[]): string {
  return ids.slice(0, SHOWN_IDS).join(', ') + (ids.length > SHOWN_IDS ? ', …' : '')
}

function listed(text: string, width: number, mark = '·'): string[] {
  const [first, ...rest] = wrap(text, width, '  ')
  return [`${mark}${first!.slice(1)}`, ...rest]
}
