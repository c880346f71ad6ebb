import type { Option } from './choice-item.js'

/** The value of a key field, and the options that it may name. */
export interface KeyedRow {
  readonly key: unknown
  readonly options: readonly Option[]
  readonly labels?: readonly string[] | undefined
}

/** A way in which a benchmark says which option is right. */
export interface KeyForm {
  readonly name: string
  /** Position of the option that the key names; −1 where it names none. */
  read(row: KeyedRow): number
  /** The key that names the option at this position; `row` is the one that was read, `options` may be new. */
  write(row: KeyedRow, position: number, options: readonly Option[]): unknown
}

/**
 * The form that the keys of a whole set have. A single "2" may be the second option, the third, or the text of an
 * option; over a set only one of these fits. The form that fits most rows is taken.
 * `base` says what numbers count from, where that is known. Returns a sentence where none fits, or where two fit equally well and name different options.
 */
export function keyFormOf(rows: readonly KeyedRow[], base?: 0 | 1): KeyForm | string {
  const forms = base === undefined ? FORMS : FORMS.filter(form => form !== NUMBERS[1 - base])
  const fits = forms
    .map(form => ({ form, read: rows.map(row => form.read(row)) }))
    .map(fit => ({
      ...fit,
      count: fit.read.filter(position => position >= 0).length,
    }))
  const most = Math.max(...fits.map(({ count }) => count))
  if (most === 0) return 'its values name no option'
  const [best, ...rest] = fits.filter(({ count }) => count === most)
  // A row that states the names of its options leaves no doubt what a name means.
  if (best!.form === FORMS[0]) return best!.form
  if (base !== undefined && best!.form === NUMBERS[base]) return best!.form
  const rival = rest.find(({ read }) => read.some((position, r) => position !== best!.read[r]))
  return rival === undefined
    ? best!.form
    : `its values can be read as ${best!.form.name} and as ${rival.form.name}, which name different options${best!.form === NUMBERS[0] ? '; --answer-base 0 or 1 says what they count from' : ''}`
}

const NUMBERS = [numbersFrom(0), numbersFrom(1)] as const

/** In the order in which they are preferred where two of them say the same. */
const FORMS: readonly KeyForm[] = [
  {
    name: 'the name of an option',
    read: ({ key, labels }) => labels?.findIndex(label => same(label, String(key).trim())) ?? -1,
    write: ({ key, labels }, position) => inCaseOf(key, labels![position]!),
  },
  {
    name: 'a letter',
    read: ({ key, options }) =>
      typeof key === 'string' && /^\s*[A-J]\s*$/i.test(key)
        ? within(key.trim().toUpperCase().charCodeAt(0) - 65, options)
        : -1,
    write: ({ key }, position) => inCaseOf(key, String.fromCharCode(65 + position)),
  },
  ...NUMBERS,
  {
    name: 'the text of an option',
    // A text that two options have names neither.
    read: ({ key, options }) =>
      options.filter(option => option === key).length === 1 ? options.indexOf(key as Option) : -1,
    write: (_, position, options) => options[position]!,
  },
]

function numbersFrom(first: 0 | 1): KeyForm {
  return {
    name: `a number that counts from ${first}`,
    read: ({ key, options }) => (isWhole(key) ? within(Number(key) - first, options) : -1),
    write: ({ key }, position) =>
      typeof key === 'string'
        ? String(position + first)
        : typeof key === 'bigint'
          ? BigInt(position + first)
          : position + first,
  }
}

const isWhole = (key: unknown) =>
  typeof key === 'bigint' || Number.isInteger(key) || (typeof key === 'string' && /^\d{1,2}$/.test(key))
const within = (position: number, options: readonly Option[]) =>
  position >= 0 && position < options.length ? position : -1
const same = (label: string, key: string) => label.toLowerCase() === key.toLowerCase()
const inCaseOf = (key: unknown, label: string) =>
  typeof key !== 'string'
    ? Number(label)
    : key === key.toLowerCase()
      ? label.toLowerCase()
      : label.toUpperCase()
