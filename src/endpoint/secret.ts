import { LossgapError } from '../errors.js'

/** The key of an endpoint. Only `header` gives it out; nothing else of it can be printed, not even by mistake. */
export interface Secret {
  /** The value of the Authorization header, or undefined without a key. */
  header(): string | undefined
  /** The text with the key struck out, in each spelling that a server may send it back in. */
  hide(text: string): string
}

/**
 * @param name of the environment variable that the key came from, for messages.
 * @throws USAGE for a key that no header can carry; `fetch` would print it in its complaint.
 */
export function secretOf(key: string | undefined, name: string): Secret {
  const value = key?.trim() ?? ''
  if (value === '') return { header: () => undefined, hide: text => text }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new LossgapError(
      'USAGE',
      `The key in ${name} holds characters that no HTTP header can carry (white space inside, or letters beyond ASCII)`,
      `Set ${name} again, with the key alone`,
    )
  }
  const spellings = [value, value.replaceAll('/', '\\/'), encodeURIComponent(value)]
  return {
    header: () => `Bearer ${value}`,
    hide: text => spellings.reduce((left, spelling) => left.replaceAll(spelling, '[key]'), text),
  }
}
