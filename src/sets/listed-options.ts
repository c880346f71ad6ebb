import { LossgapError } from '../errors.js'
import { isObject } from './choice-template.js'
import { fieldMissing, lookUp, scalarText } from './fields.js'
import type { Row } from './row-format.js'

/** Options of a row with the letters or labels that stand before them. */
export interface Options {
  readonly labels: readonly string[]
  readonly values: readonly unknown[]
  readonly texts: readonly string[]
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/**
 * The options that `{name|lettered}` lists: a list, lettered from A on; ARC's lists `text` and `label`, under their own
 * labels; an object with the members A, B, …; or, as `A..D`, the fields of these names.
 * @throws FIELD_MISSING, or ROW_INVALID for anything else.
 */
export function optionsOf(name: string, row: Row, path: string, usedIn: string): Options {
  const listed = (labels: readonly string[], values: readonly unknown[]) => ({
    labels,
    values,
    texts: values.map((value, v) => scalarText(value, `${name}.${v}`, row, path)),
  })
  const value = lookUp(row.fields, name)
  const [, first, last] = /^([A-Za-z])\.\.([A-Za-z])$/.exec(name) ?? []
  if (value === undefined && first !== undefined && last !== undefined) {
    const names = between(first, last)
    const missing = names.find(letter => !Object.hasOwn(row.fields, letter))
    if (names.length === 0 || missing !== undefined) throw fieldMissing(missing ?? name, row, path, usedIn)
    return listed(
      names.map(letter => letter.toUpperCase()),
      names.map(letter => row.fields[letter]),
    )
  }
  if (value === undefined) throw fieldMissing(name, row, path, usedIn)
  if (Array.isArray(value) && value.length > 0 && value.length <= LETTERS.length)
    return listed(LETTERS.slice(0, value.length), value)
  if (isObject(value) && Array.isArray(value.text) && value.text.length > 0) {
    const { text, label } = value
    if (!Array.isArray(label) && text.length <= LETTERS.length)
      return listed(LETTERS.slice(0, text.length), text)
    if (Array.isArray(label) && label.length === text.length) return listed(label.map(String), text)
  }
  if (isObject(value) && Object.hasOwn(value, 'A')) {
    const end = LETTERS.findIndex(letter => value[letter] === undefined || value[letter] === null)
    const letters = LETTERS.slice(0, end < 0 ? LETTERS.length : end)
    return listed(
      letters,
      letters.map(letter => value[letter]),
    )
  }
  throw new LossgapError(
    'ROW_INVALID',
    `${path}:${row.line} field "${name}" is no list of options`,
    'Give |lettered a list of 1 to 26 texts, lists text and label of one length, or an object with A, B, …',
  )
}

function between(first: string, last: string): string[] {
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String.fromCharCode(from + i))
}

/** `A. …`, a line an option. */
export function linesOf({ labels, texts }: Options): string {
  return texts.map((text, t) => `${labels[t]}. ${text}`).join('\n')
}

/**
 * The label of the option that a key names: by its label, its number, its text, or a list of 0 and 1.
 * @param key `base` undefined: a number counts from 0, and `onCount` is told.
 * @throws ROW_INVALID where it names none, or two by two readings.
 */
export function labelOf(
  value: unknown,
  { name, base }: { readonly name: string; readonly base: 0 | 1 | undefined },
  { labels, values }: Options,
  where: string,
  onCount?: (name: string, key: number) => void,
): string {
  if (Array.isArray(value)) {
    const marked = labels.filter((_, l) => Number(value[l]) === 1)
    if (marked.length > 0 && value.length === labels.length) return marked.join(', ')
  }
  const text = String(value).trim()
  const label = labels.find(one => one.toLowerCase() === text.toLowerCase())
  if (label !== undefined) return label
  const equal = values.filter(one => one === value).length === 1 ? values.indexOf(value) : -1
  const number = /^\d{1,2}$/.test(text) ? Number(text) : undefined
  const position = number === undefined ? -1 : number - (base ?? 0)
  const counted = position >= 0 && position < labels.length ? position : -1
  if (base === undefined && equal >= 0 && counted >= 0 && equal !== counted)
    throw new LossgapError(
      'ROW_INVALID',
      `${where} field "${name}" is ${JSON.stringify(value)}, the text of option ${labels[equal]} and the number of option ${labels[counted]}`,
      'Say that it is a number: --answer-base 0 or --answer-base 1',
    )
  if (counted >= 0) {
    if (base === undefined) onCount?.(name, number!)
    return labels[counted]!
  }
  if (equal >= 0) return labels[equal]!
  throw new LossgapError(
    'ROW_INVALID',
    `${where} field "${name}" is ${shown(value)}, which names none of the options ${labels[0]} to ${labels.at(-1)}`,
    number === labels.length && base === undefined
      ? 'If the numbers count from 1, say so: --answer-base 1'
      : 'Mend or delete the row, or name a --template without its key',
  )
}

/** JSON knows no BigInt, which Parquet gives. */
const shown = (value: unknown) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value))
