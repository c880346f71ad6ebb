import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export interface GeneratedRow {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly cluster: string
}

/** What readers trip over: separators, quotes, line ends, white space, characters of 2 to 4 bytes, BOMs, look-alikes. */
const PIECES = [
  'a', 'word', '7', ',', ';', '\t', '"', '""', '\\', '\\n', '\n', '\r\n', '\r', ' ', '  ', '\u00a0', '\u2028',
  'ß', 'é', 'e\u0301', '日本', '🦜', '👩‍🚀', '\ufeff', '\u0000', '{', '}', '#', 'null', 'true', '1e3',
] // biome-ignore format: a list to read across

/** Rows of awkward text, the same for the same seed. Ids differ; texts may repeat, as they do in real sets. */
export function generateRows(count: number, seed: number): readonly GeneratedRow[] {
  const random = xoroshiro128plus(seed)
  const below = (bound: number) => uniformInt(random, 0, bound - 1)
  const awkward = () => Array.from({ length: below(12) }, () => PIECES[below(PIECES.length)]).join('')
  return Array.from({ length: count }, (_, i) => ({
    id: `item ${i}`,
    question: below(10) === 0 ? 'repeated' : `q${below(2)}${awkward()}`,
    answer: below(10) === 0 ? 'repeated' : awkward(),
    cluster: `document ${below(5)}`,
  }))
}

export function toJsonl(rows: readonly object[], lineEnd = '\n'): string {
  return rows.map(row => JSON.stringify(row) + lineEnd).join('')
}

/** RFC 4180: a field is quoted if it must be, or now and then although it need not be. */
export function toDelimited(rows: readonly object[], separator: string, lineEnd = '\n'): string {
  const quoted = (value: unknown, i: number) => {
    const text = String(value)
    const must = /["\r\n]/.test(text) || text.includes(separator) || text === '' || i % 3 === 0
    return must ? `"${text.replaceAll('"', '""')}"` : text
  }
  const names = Object.keys(rows[0] ?? {})
  const records = rows.map(row => Object.values(row).map(quoted).join(separator))
  return [names.join(separator), ...records].map(line => line + lineEnd).join('')
}
