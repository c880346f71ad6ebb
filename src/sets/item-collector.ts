import { createHash } from 'node:crypto'
import type { Exclusion, Item, TextIndex } from '../types.js'
import { CountedKeys } from './counted-keys.js'
import { fieldMissing, lookUp, scalarText } from './fields.js'
import { FirstSeen } from './first-seen.js'
import { Identities, type Identity } from './identity.js'
import { normaliseText } from './overlap.js'
import { Reservoir } from './reservoir.js'
import type { Row } from './row-format.js'
import { coversRow, type RowRange, type SetSpec } from './set-spec.js'
import { defaultTemplate, parseTemplate, renderText, type Template, withAnswerBase } from './template.js'

export interface CollectedItems {
  readonly template: string
  /** Over id and text of all items of the range. */
  readonly itemsSha256: string
  readonly items: readonly Item[]
  readonly exclusions: readonly Exclusion[]
  /** True when the sample left something out. */
  readonly sampled: boolean
  /** All texts of the range, where there is a sample. */
  readonly allTexts: TextIndex | undefined
}

interface Candidate {
  readonly identity: Identity
  readonly text: string
  readonly cluster: string | undefined
  readonly line: number
  readonly parentSplit: unknown
}

/**
 * Turns the rows of a file into items. Every row of the range is checked, and duplicate texts are left out,
 * before the sample is drawn: so a sample is part of the set that it samples, whatever its seed, and a fault
 * in the file is found with every seed.
 */
export class ItemCollector {
  readonly #path: string
  readonly #spec: SetSpec
  readonly #rows: RowRange
  readonly #identities: Identities
  readonly #texts = new FirstSeen()
  readonly #normalised = new FirstSeen()
  readonly #duplicates: Identity[] = []
  readonly #candidates: Reservoir<Candidate>
  readonly #keys = new CountedKeys()
  /** Of all that may become an item, by both names that it may get: which one it is shows at the end. */
  readonly #hash = createHash('sha256')
  #template: Template | undefined

  constructor(path: string, spec: SetSpec, rows: RowRange) {
    this.#path = path
    this.#spec = spec
    this.#rows = rows
    this.#identities = new Identities(path, spec)
    this.#candidates = new Reservoir(spec.sample)
    if (spec.template !== undefined) this.#template = this.#withBase(parseTemplate(spec.template))
  }

  /** Takes rows in file order. Row 0 settles the default template even when the range leaves it out. */
  take(row: Row): void {
    this.#template ??= this.#withBase(defaultTemplate(row.fields, this.#path))
    if (!coversRow(this.#rows, row.index)) return
    const text = renderText(this.#template, row, this.#path, this.#keys.note)
    const identity = this.#identities.note(row)
    const cluster = clusterOf(row, this.#path, this.#spec.clusterField)
    if (this.#spec.sample !== undefined) this.#normalised.note(normaliseText(text), row.line)
    const repeated = this.#texts.note(collapseSpace(text), row.line) !== undefined
    if (repeated) {
      this.#duplicates.push(identity)
      return
    }
    this.#hash.update(`${JSON.stringify([identity.index, identity.named, text])}\n`)
    this.#candidates.offer({ identity, text, cluster, line: row.line, parentSplit: row.fields.parent_split })
  }

  /** What a number counts from becomes part of the template, which reports and manifests tell. */
  #withBase(template: Template): Template {
    const { answerBase } = this.#spec
    return answerBase === undefined ? template : parseTemplate(withAnswerBase(template.source, answerBase))
  }

  /** Call once every row has been taken. @throws ID_DUPLICATE, or ROW_INVALID for keys of two readings. */
  collected(): CollectedItems {
    this.#keys.settle(this.#path)
    const idOf = this.#identities.settle()
    const items = this.#candidates.values().map(({ identity, text, cluster, line, parentSplit }) => {
      const id = idOf(identity)
      const item = { id, text, cluster: cluster ?? id, line }
      return typeof parentSplit === 'string' && parentSplit !== '' ? { ...item, parentSplit } : item
    })
    const exclusions =
      this.#duplicates.length === 0 ? [] : [{ reason: 'duplicate text', ids: this.#duplicates.map(idOf) }]
    const { sampled } = this.#candidates
    const allTexts = sampled
      ? { has: (text: string) => this.#normalised.has(normaliseText(text)) }
      : undefined
    const itemsSha256 = this.#hash.digest('hex')
    return { template: this.#template?.source ?? '', itemsSha256, items, exclusions, sampled, allTexts }
  }
}

/** The text with each run of white space one space. Most texts have only single spaces: finding that out is cheaper. */
function collapseSpace(text: string): string {
  const trimmed = text.trim()
  return /[^\S ]| {2}/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed
}

/** The cluster that a row names; undefined = its own. A field that was asked for must be in every row. */
function clusterOf(row: Row, path: string, field: string | undefined): string | undefined {
  const value = lookUp(row.fields, field ?? 'cluster')
  if (field !== undefined && value === undefined)
    throw fieldMissing(field, row, path, `--cluster-field ${field}`)
  if (field === undefined && (value === undefined || value === null || value === '')) return undefined
  return scalarText(value, field ?? 'cluster', row, path)
}
