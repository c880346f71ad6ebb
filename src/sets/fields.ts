import { LossgapError } from '../errors.js'
import { nearestName } from '../nearest-name.js'
import type { Fields, Row } from './row-format.js'

/**
 * The value of `name` in a row: the field of exactly that name, or else the nested one that its dots lead to
 * (`choices.0`, `meta.title`). Only a row's own fields count, never what JavaScript objects inherit.
 */
export function lookUp(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name] ?? null
  let value: unknown = fields
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    // `length` is an own property of an array, but no part of its contents.
    if (Array.isArray(value) && !/^\d+$/.test(step)) return undefined
    value = (value as Fields)[step] ?? null
  }
  return value
}

/** `usedIn` is the option that asked for the field, as it was written. */
export function fieldMissing(name: string, row: Row, path: string, usedIn: string): LossgapError {
  const names = Object.keys(row.fields)
  const nearest = nearestName(name, names)
  return new LossgapError(
    'FIELD_MISSING',
    `${path}:${row.line} has no field "${name}" (fields: ${names.join(', ') || 'none'})`,
    nearest === undefined
      ? `Add the field to the row, or change ${usedIn}`
      : `Did you mean "${nearest}"? Change ${usedIn}`,
  )
}

/**
 * A value as text. Numbers must be exact: JSON readers round long ones, and a rounded text or id is another one.
 * @throws ROW_INVALID for null, lists, objects and numbers that are not exact.
 */
export function scalarText(value: unknown, name: string, row: Row, path: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  const where = `${path}:${row.line}`
  if (typeof value !== 'number') {
    const kind =
      value === null
        ? 'null'
        : Array.isArray(value)
          ? 'a list'
          : value instanceof Date
            ? 'a date'
            : 'an object'
    const nested = typeof value === 'object' && value !== null && !(value instanceof Date)
    throw new LossgapError(
      'ROW_INVALID',
      `${where} field "${name}" is ${kind}; a text is made of strings, numbers and booleans`,
      nested
        ? `Name a part of it, such as {${name}.${Object.keys(value)[0] ?? '0'}}, or list options: {${name}|lettered}`
        : 'Fill it in or delete the row',
    )
  }
  if (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)) return String(value)
  throw new LossgapError(
    'ROW_INVALID',
    `${where} field "${name}" is the number ${value}, which cannot be read exactly`,
    'Write it as a string, in quotes',
  )
}
