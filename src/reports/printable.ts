/** Scripts whose letters join, and whose writers choose the joints with U+200C and U+200D. */
const JOINING = [
  ...['Arab', 'Syrc', 'Mand', 'Mong', 'Nkoo', 'Phag', 'Adlm', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml'],
  ...['Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt'],
]
  .map(script => `\\p{Script=${script}}`)
  .join('')

/**
 * Invisible characters that belong to what stands before them: joiners in joining scripts and between emoji, one variation
 * selector after an emoji, a key, a Mongolian letter or a Han character.
 */
const BELONGING = [
  `(?<=[${JOINING}]\\p{M}?)[\\u200c\\u200d]`,
  '(?<=\\p{Extended_Pictographic}[\\ufe0f\\p{Emoji_Modifier}]?)\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]',
  '(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
  '(?<=[\\u1820-\\u18aa])[\\u180b-\\u180d\\u180f]',
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]',
].join('|')

/** Format characters that are seen: signs of Arabic, Syriac and Kaithi that span the digits after them. */
const SEEN = '[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}]'

/** Group 1 is what may stay. Source: Unicode Standard, 23.2 to 23.4. */
const INVISIBLE = `(${BELONGING})|(?!${SEEN})[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]`

/**
 * Source of a pattern of what moves the cursor, ends a line, changes colours, turns the direction of writing or is not there
 * to the eye; group 1 is what may stay of it.
 */
export const UNSEEN = `${INVISIBLE}|\\p{Cc}`

/**
 * What the log of GitHub Actions obeys: "::" at the beginning of a line, "##[" anywhere in it (Azure's "##vso[" likewise).
 * Names are put behind colons, cut at slashes and wrapped at blanks, so that "::" is let stand after letters and digits
 * only. Source: ActionCommand.cs of actions/runner.
 */
const COMMANDS = '^:|(?<![\\p{L}\\p{N}]):(?=:|$)|#(?=#\\w*\\[)'

const OBEYED = new RegExp(`${UNSEEN}|${COMMANDS}`, 'gu')

/** Characters that a terminal or the log of a pipeline would obey rather than show, as JSON escapes them. */
export function escapeUnprintable(text: string): string {
  return text.replace(OBEYED, escaped)
}

const escaped = (character: string, belonging?: string) => belonging ?? jsonEscape(character)

/** Escapes that a parser of JSON undoes: one for each UTF-16 unit. */
export function jsonEscape(text: string): string {
  return [...Array(text.length).keys()]
    .map(unit => `\\u${text.charCodeAt(unit).toString(16).padStart(4, '0')}`)
    .join('')
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

const COMMAND_LINES = new RegExp(
  `${INVISIBLE}|(?![\\t\\n\\r\\u001b])\\p{Cc}|(?<=^\\s*):(?=:)|#(?=#\\w*\\[)`,
  'gmu',
)

/** Lines of which none is a command to the log of a pipeline; layout and colours stay. */
export function withoutCommands(text: string): string {
  return text.replace(COMMAND_LINES, escaped)
}
