import type { Random } from '../statistics/random.js'
import type { MadeRow, SourceRow } from '../types.js'
import type { Builder, BuildRequest } from './builder.js'
import { listExclusions } from './exclusions.js'
import { FreeStretches } from './free-stretches.js'
import { DATE_FIELDS, dayOf } from './row-date.js'
import { kindOf, lengthNotes, type TargetLength, targetLengths } from './target-lengths.js'

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
    build: async request => buildWindows(request, after ?? '', like ?? []),
  }
}

interface Document {
  readonly row: SourceRow
  readonly stretches: FreeStretches
  readonly made: { readonly text: string; readonly target: TargetLength }[]
}

function buildWindows({ rows, count, perRow, random }: BuildRequest, after: string, like: readonly string[]) {
  const left: [reason: string, id: string][] = []
  const targets = targetLengths(like, count)
  const wanted = new Set(targets.map(({ language, unit }) => `${language} ${unit}`))
  const documents = new Map<string, Document[]>()
  for (const row of rows) {
    const reason = whyNot(row, after)
    const { unit, kind } = kindOf(String(row.fields.text))
    if (reason !== undefined || !wanted.has(kind)) {
      left.push([reason ?? 'in a language that the set to match has no text in', row.id])
      continue
    }
    const document = { row, stretches: new FreeStretches(String(row.fields.text), unit), made: [] }
    const same = documents.get(kind)
    if (same === undefined) documents.set(kind, [document])
    else same.push(document)
  }
  for (const [kind, list] of documents) random.stream(`windows: documents ${kind}`).shuffle(list)
  // The long ones first, while there are stretches that can hold them.
  const order = targets
    .map((target, t) => ({ target, t }))
    .sort((a, b) => b.target.length - a.target.length || a.t - b.t)
  const draws = random.stream('windows: places')
  const missed = order.filter(({ target }) => {
    const list = documents.get(`${target.language} ${target.unit}`) ?? []
    return !place(target, list, perRow, draws)
  })
  const all = new Map([...documents.values()].flat().map(document => [document.row.id, document]))
  const inOrder = rows.flatMap(({ id }) => all.get(id) ?? [])
  for (const { row, made } of inOrder)
    if (made.length === 0 && missed.length > 0)
      left.push(['no free run of sentences of a length that was wanted', row.id])
  return {
    rows: inOrder.flatMap(rowsOf),
    exclusions: listExclusions(left),
    notes: lengthNotes(
      targets,
      inOrder.flatMap(({ made }) => made),
      missed.map(({ target }) => target),
    ),
  }
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

/** Takes a window from the document that has given fewest so far, in an order that is random among equals. */
function place(target: TargetLength, documents: readonly Document[], perRow: number, draws: Random): boolean {
  for (let given = 0; given < perRow; given++)
    for (const { stretches, made } of documents) {
      if (made.length !== given) continue
      const text = stretches.take(target.length, draws)
      if (text === undefined) continue
      made.push({ text, target })
      return true
    }
  return false
}

function rowsOf({ row, made }: Document): MadeRow[] {
  return made.map(({ text }, m) => ({
    id: `${row.id}/${m + 1}`,
    parent: row.id,
    cluster: row.cluster,
    fields: { ...row.fields, text },
  }))
}
