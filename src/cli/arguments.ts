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

export function count(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('It must be a whole number, 0 or above.')
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

/**
 * From one half on, an error rate is no better than a coin, and the tests that it is for have no threshold; below one
 * in a billion no test that rests on a large-sample distribution keeps its word.
 */
export function errorRate(text: string): number {
  const value = Number(text)
  if (!(value >= 1e-9 && value < 0.5))
    throw new InvalidArgumentError('It must be at least 1e-9 and below 0.5.')
  return value
}

export function positiveNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0 && Number.isFinite(value)))
    throw new InvalidArgumentError('It must be a number above 0.')
  return value
}

/** A share of items; none of them is no leak to look for. */
export function share(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0 && value <= 1))
    throw new InvalidArgumentError('It must be above 0 and at most 1.')
  return value
}

/** At 1 the models' losses would be one and the same, and no item would add a doubt. */
export function correlation(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value < 1))
    throw new InvalidArgumentError('It must be at least 0 and below 1.')
  return value
}

/** An audit that misses more often than it finds is not worth planning for. */
export function powerWanted(text: string): number {
  const value = Number(text)
  if (!(value >= 0.5 && value <= 0.999)) throw new InvalidArgumentError('It must lie between 0.5 and 0.999.')
  return value
}

/** Texts that say the same have vectors of one direction, so a limit lies between none in common and all. */
export function cosineLimit(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0 && value < 1))
    throw new InvalidArgumentError('It must be above 0 and below 1.')
  return value
}

/** More threads than any machine has only wait for each other. */
const MOST_THREADS = 256

export function threadCount(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1 || value > MOST_THREADS)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_THREADS}.`)
  return value
}

/** A path; without one, files would be written beside where the command happens to run. */
export function folderName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must name a folder.')
  return text
}

export function oneOf<T extends string>(names: readonly T[]): (text: string) => T {
  return text => {
    const found = names.find(name => name === text)
    if (found !== undefined) return found
    const near = nearestName(text, names)
    throw new InvalidArgumentError(`Use ${names.join(', ')}.${near ? ` Did you mean ${near}?` : ''}`)
  }
}

/** What a number that names the right option counts from. */
export function answerBase(text: string): 0 | 1 {
  if (text !== '0' && text !== '1') throw new InvalidArgumentError('It must be 0 or 1.')
  return text === '0' ? 0 : 1
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
