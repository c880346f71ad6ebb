import { listExclusions } from '../exclusions.js'
import type { Random } from '../statistics/random.js'
import { lengthIn } from '../text/length.js'
import type { MadeRow, Pace, SourceRow } from '../types.js'
import type { Builder, BuildRequest } from './builder.js'
import { FreeStretches } from './free-stretches.js'
import { DATE_FIELDS, dayOf } from './row-date.js'
import { kindOf, quantilesOf, shares, spreadOf, type TargetLengths, targetLengths } from './target-lengths.js'

export interface WindowOptions {
  /** Only documents dated after this day (YYYY-MM-DD) are used: what the model's training data cannot hold. */
  readonly after?: string | undefined
  /** Texts of the set whose lengths the windows should have. */
  readonly like?: readonly string[] | undefined
}

/**
 * Windows from a corpus of running text in a field `text`, from documents that are younger than the model: whole
 * sentences, as long as the texts of another set, none overlapping another. English, Chinese and other languages,
 * each matched to texts of its own language.
 *
 * Limits: a date in a file says when a document was published, not when its sentences were first written.
 */
export function windows({ after, like }: WindowOptions): Builder {
  return {
    name: 'windows',
    summary: 'running text: windows of a dated corpus, as long as the texts of another set',
    accepts(rows) {
      const usable = rows.filter(
        ({ fields }) => typeof fields.text === 'string' && dateOf(fields) !== undefined,
      )
      if (usable.length === 0) return `It needs a field "text" and a date (${DATE_FIELDS.join(', ')})`
      if (after === undefined) return "It needs the model's cut-off: --after YYYY-MM-DD"
      if (like === undefined || like.length === 0)
        return 'It needs a set whose lengths it matches: --like SET'
      return true
    },
    build: request => buildWindows(request, after ?? '', like ?? []),
  }
}

interface Document {
  readonly row: SourceRow
  readonly kind: string
  readonly stretches: FreeStretches
  readonly made: string[]
}

async function buildWindows(
  { rows, count, perRow, random, pace }: BuildRequest,
  after: string,
  like: readonly string[],
) {
  const left: [reason: string, id: string][] = []
  const targets = targetLengths(like)
  const documents: Document[] = []
  for (const [r, row] of rows.entries()) {
    await pace?.({ what: 'reading', done: r, of: rows.length })
    const text = String(row.fields.text)
    const { unit, kind } = kindOf(text)
    const reason = whyNot(row, after) ?? (targets.some(target => target.kind === kind) ? undefined : STRANGE)
    if (reason === undefined)
      documents.push({ row, kind, stretches: new FreeStretches(text, unit), made: [] })
    else left.push([reason, row.id])
  }
  const wanted = shares(
    targets.map(({ lengths }) => lengths.length),
    count,
  )
  const notes: string[] = []
  for (const [t, target] of targets.entries()) {
    const ofKind = documents.filter(({ kind }) => kind === target.kind)
    const draws = random.stream(`windows: ${target.kind}`)
    notes.push(...(await fill(ofKind, target, wanted[t]!, perRow, draws, pace)))
  }
  const short = documents.reduce((sum, { made }) => sum + made.length, 0) < count
  for (const { row, made } of documents) if (short && made.length === 0) left.push([NO_RUN, row.id])
  return { rows: documents.flatMap(rowsOf), exclusions: listExclusions(left), notes }
}

const STRANGE = 'in a language that the set to match has no text in'
const NO_RUN = 'no free run of whole sentences of a length that was wanted'

/** Takes windows of one kind from its documents, the long ones first, while there are stretches that hold them. */
async function fill(
  documents: readonly Document[],
  { kind, lengths, unit }: TargetLengths,
  wanted: number,
  perRow: number,
  random: Random,
  pace: Pace | undefined,
): Promise<string[]> {
  const shuffled = [...documents]
  random.shuffle(shuffled)
  // Where documents are too few, all lengths are made in their proportion rather than the longest of them.
  const room = Math.min(wanted, documents.length * perRow)
  const targets = quantilesOf(lengths, room)
  const missed: number[] = []
  for (const [t, length] of targets.entries()) {
    await pace?.({ what: 'making', done: t, of: targets.length, made: t - missed.length })
    if (!place(length, shuffled, perRow, random)) missed.push(length)
  }
  const made = documents.flatMap(document => document.made.map(text => lengthIn(unit, text)))
  return [
    ...(made.length > 0
      ? [`Lengths (${kind}): ${spreadOf(made)}; in the set to match ${spreadOf(lengths)}`]
      : []),
    ...(room < wanted
      ? [
          `${wanted} windows (${kind}) were wanted; ${documents.length} documents with at most ${perRow} each give ${room}`,
        ]
      : []),
    ...(missed.length > 0
      ? [
          `${missed.length} windows (${kind}) of ${missed.at(-1)} to ${missed[0]} were not made: no document has a free run of whole sentences of that length`,
        ]
      : []),
  ]
}

function whyNot({ fields }: SourceRow, after: string): string | undefined {
  if (typeof fields.text !== 'string' || fields.text.trim() === '') return 'no field "text"'
  const date = dateOf(fields)
  if (date === undefined) return 'no date that can be read (YYYY-MM-DD)'
  return date > after ? undefined : `dated ${after} or before`
}

function dateOf(fields: SourceRow['fields']): string | undefined {
  const name = DATE_FIELDS.find(field => fields[field] !== undefined && fields[field] !== null)
  return name === undefined ? undefined : dayOf(fields[name])
}

/** Takes a window from the first document, in random order, of those that have given fewest. */
function place(length: number, documents: readonly Document[], perRow: number, draws: Random): boolean {
  for (let given = 0; given < perRow; given++)
    for (const { stretches, made } of documents) {
      if (made.length !== given) continue
      const text = stretches.take(length, draws)
      if (text === undefined) continue
      made.push(text)
      return true
    }
  return false
}

function rowsOf({ row, made }: Document): MadeRow[] {
  return made.map((text, m) => ({
    id: `${row.id}/${m + 1}`,
    parent: row.id,
    cluster: row.cluster,
    fields: { ...row.fields, text },
  }))
}
