import { LossgapError } from '../errors.js'

/** The key of an endpoint. Only `header` gives it out; nothing else of it can be printed, not even by mistake. */
export interface Secret {
  /** The value of the Authorization header, or undefined without a key. */
  header(): string | undefined
  /** For messages and faults: the text with all secrets struck out, however a server spells them. */
  hide(text: string): string
  /** The same of those alone that are long enough to be in no text by chance. */
  strike(text: string): string
}

/**
 * Keys of letters alone that are shorter than this are words that local servers take for one (none, EMPTY, not-needed):
 * they protect nothing, and any text may well hold them. Providers' keys are longer and have digits.
 */
const LONGEST_PLACEHOLDER = 16
const isPlaceholder = (key: string) => key.length < LONGEST_PLACEHOLDER && /^[a-z_-]*$/i.test(key)

/** A text of so many characters is in no answer by chance; shorter ones are struck out of messages only. */
const LEAST_SECRET = 12

/** A shorter value would strike letters out of every message. */
const LEAST_HIDDEN = 4

/**
 * @param name of the environment variable that the key came from, for messages.
 * @param others texts that must not be shown either: those in the query of the base URL.
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
  const all = [...(isPlaceholder(value) ? [] : [value]), ...others]
  const hidden = spellingsOf(all, LEAST_HIDDEN)
  const secret = spellingsOf(all, LEAST_SECRET)
  return {
    header: () => (value === '' ? undefined : `Bearer ${value}`),
    hide: text => without(text, hidden),
    strike: text => without(text, secret),
  }
}

const without = (text: string, found: readonly RegExp[]) =>
  found.reduce((left, spelling) => left.replace(spelling, '[key]'), text)

/** Longest first: what holds another is struck out whole. */
function spellingsOf(texts: readonly string[], least: number): RegExp[] {
  return texts
    .filter(({ length }) => length >= least)
    .sort((a, b) => b.length - a.length)
    .map(text => new RegExp([...text].map(spellings).join(''), 'g'))
}

/** A character as it is, as JSON may escape it (PHP writes \/, .NET \u002B), and as in an address. */
function spellings(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character
  const hex = (value: number, digits: number) =>
    value
      .toString(16)
      .padStart(digits, '0')
      .replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`)
  const literal = /\p{L}|\p{N}/u.test(character) ? character : `\\${character}`
  const units = Array.from({ length: character.length }, (_, u) => `\\\\u${hex(character.charCodeAt(u), 4)}`)
  const bytes = [...new TextEncoder().encode(character)].map(byte => `%${hex(byte, 2)}`)
  const all = [literal, `\\\\${literal}`, units.join(''), bytes.join('')]
  return `(?:${[...all, ...(character === ' ' ? ['\\+'] : [])].join('|')})`
}
