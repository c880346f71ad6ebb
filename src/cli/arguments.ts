import { InvalidArgumentError } from 'commander'
import { dayOf } from '../building/row-date.js'
import { nearestName } from '../nearest-name.js'

/** Parsers of option values. Commander prints their message with the option's name and exits with a usage error. */

export function positiveInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.')
  return value
}

/** A window reads a token and predicts the next. */
export function windowSize(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 2)
    throw new InvalidArgumentError('It must be a whole number, 2 or above.')
  return value
}

export function seed(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('It must be a whole number, 0 or above.')
  return value
}

/** From one half on, an error rate is no better than a coin, and the tests that it is for have no threshold. */
export function errorRate(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value < 0.5))
    throw new InvalidArgumentError('It must lie between 0 and 0.5, both excluded.')
  return value
}

export function positiveNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0 && Number.isFinite(value)))
    throw new InvalidArgumentError('It must be a number above 0.')
  return value
}

export function oneOf<T extends string>(names: readonly T[]): (text: string) => T {
  return text => {
    const found = names.find(name => name === text)
    if (found !== undefined) return found
    const near = nearestName(text, names)
    throw new InvalidArgumentError(`Use ${names.join(', ')}.${near ? ` Did you mean ${near}?` : ''}`)
  }
}

export function collect(text: string, earlier: readonly string[]): string[] {
  return [...earlier, text]
}

/** A day of the calendar, as YYYY-MM-DD. */
export function day(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || dayOf(text) === undefined)
    throw new InvalidArgumentError('It must be a day such as 2024-05-31.')
  return text
}
