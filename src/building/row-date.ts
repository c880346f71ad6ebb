/** Fields that hold the day of a text, the first that a row has. */
export const DATE_FIELDS = [
  'date',
  'published',
  'published_at',
  'publication_date',
  'created',
  'created_at',
  'timestamp',
] as const

/**
 * The first day that an ISO date may mean, as YYYY-MM-DD: of "2024-05" the first of May. The clock's time and zone are
 * set aside. Undefined for anything else, whatever a date parser would guess.
 */
export function dayOf(value: unknown): string | undefined {
  const text = value instanceof Date ? isoOf(value) : typeof value === 'string' ? value.trim() : ''
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?$/.exec(text) ?? []
  if (year === undefined) return undefined
  const date = `${year}-${month}-${day}`
  return isoOf(new Date(`${date}T00:00:00Z`)).startsWith(date) ? date : undefined
}

function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}
