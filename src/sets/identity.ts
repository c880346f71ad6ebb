import { LossgapError } from '../errors.js'
import { fieldMissing, lookUp, scalarText } from './fields.js'
import { FirstSeen } from './first-seen.js'
import type { Row } from './row-format.js'
import type { SetSpec } from './set-spec.js'

/** What a row may be called. Which of the two it is called is known only once all rows have been seen. */
export interface Identity {
  readonly index: number
  readonly named: string | undefined
}

/**
 * Settles ids: the `--id-field`; or the field `id` if every row has one; or the row's number in the file.
 * Duplicates are an error, since scores, pairs and exclusions are all found by id.
 */
export class Identities {
  readonly #path: string
  readonly #field: string
  readonly #required: boolean
  #usesField = true
  #seen = new FirstSeen()
  #duplicate: LossgapError | undefined

  constructor(path: string, spec: SetSpec) {
    this.#path = path
    this.#field = spec.idField ?? 'id'
    this.#required = spec.idField !== undefined
  }

  /** @throws FIELD_MISSING or ROW_INVALID when the field that was asked for holds no id. */
  note(row: Row): Identity {
    const named = this.#usesField ? this.#idOf(row) : undefined
    if (named === undefined) {
      this.#usesField = false
      this.#seen = new FirstSeen()
      return { index: row.index, named }
    }
    const first = this.#seen.note(named, row.line)
    if (first !== undefined) this.#duplicate ??= duplicateId(this.#path, named, first, row.line)
    return { index: row.index, named }
  }

  #idOf(row: Row): string | undefined {
    const value = this.#required ? lookUp(row.fields, this.#field) : row.fields[this.#field]
    if (this.#required && value === undefined)
      throw fieldMissing(this.#field, row, this.#path, `--id-field ${this.#field}`)
    if (!this.#required && (value === undefined || value === null)) return undefined
    const id = scalarText(value, this.#field, row, this.#path)
    if (id.trim() !== '') return id
    if (!this.#required) return undefined
    throw new LossgapError(
      'ROW_INVALID',
      `${this.#path}:${row.line} has an empty id (field "${this.#field}")`,
      'Fill it in or delete the row',
    )
  }

  /** Call once every row has been noted. @throws ID_DUPLICATE */
  settle(): (identity: Identity) => string {
    if (!this.#usesField) return ({ index }) => String(index)
    if (this.#duplicate !== undefined) throw this.#duplicate
    return ({ index, named }) => named ?? String(index)
  }
}

function duplicateId(path: string, id: string, first: number, second: number): LossgapError {
  return new LossgapError(
    'ID_DUPLICATE',
    `${path}:${second} has the id "${id}" of ${path}:${first}`,
    'Make the ids unique, or name a field that is: --id-field FIELD',
  )
}
