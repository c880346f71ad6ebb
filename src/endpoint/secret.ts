import { LossgapError } from '../errors.js'

/** The key of an endpoint. Only `header` gives it out; nothing else of it can be printed, not even by mistake. */
export interface Secret {
  /** The value of the Authorization header, or undefined without a key. */
  header(): string | undefined
  /** For messages: the text with the key struck out, in each spelling that a server may send it back in. */
  hide(text: string): string
  /** Whether an answer repeats the key: it must not be kept then, nor may it be rewritten. */
  isIn(text: string): boolean
}

/**
 * Shorter keys than this are words that local servers take for one (none, EMPTY, test): they protect nothing, and an
 * answer may well hold them. Providers' keys are longer.
 */
const LEAST_SECRET = 12

/** A shorter value would strike letters out of every message. */
const LEAST_HIDDEN = 4

/**
 * @param name of the environment variable that the key came from, for messages.
 * @param others values that must not be shown either: those in the query of the base URL.
 * @throws USAGE for a key that no header can carry; `fetch` would print it in its complaint.
 */
export function secretOf(key: string | undefined, name: string, others: readonly string[] = []): Secret {
  const value = key?.trim() ?? ''
  if (value !== '' && !/^[\x21-\x7e]+$/.test(value)) {
    throw new LossgapError(
      'USAGE',
      `The key in ${name} holds characters that no HTTP header can carry (white space inside, or letters beyond ASCII)`,
      `Set ${name} again, with the key alone`,
    )
  }
  const spellingsFrom = (least: number) =>
    [value, ...others].filter(one => one.length >= least).flatMap(spellings)
  const hidden = spellingsFrom(LEAST_HIDDEN)
  const secrets = spellingsFrom(LEAST_SECRET)
  return {
    header: () => (value === '' ? undefined : `Bearer ${value}`),
    hide: text => hidden.reduce((left, spelling) => left.replaceAll(spelling, '[key]'), text),
    isIn: text => secrets.some(spelling => text.includes(spelling)),
  }
}

/** As it is, as JSON may escape it, and as in an address. */
function spellings(value: string): string[] {
  return [value, value.replaceAll('/', '\\/'), encodeURIComponent(value)]
}
