/** What moves the cursor, ends a line, changes colours or turns the direction of writing instead of being seen. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu

/** Characters that a terminal would obey rather than show, as JSON escapes them. */
export function escapeUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * The same value with every text in it safe to print. Names of files, models and items come from elsewhere: none of
 * them may break the layout, or hide or fake a line of a report.
 */
export function printable<T>(value: T): T {
  if (typeof value === 'string') return escapeUnprintable(value) as T
  if (Array.isArray(value)) return value.map(printable) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, printable(entry)])) as T
}
