import { listExclusions } from '../exclusions.js'
import type { MadeRow, SourceRow } from '../types.js'
import type { ParaphraseOutcome } from './paraphraser.js'

/** What became of a row: its fields in other words, or why there are none. */
export type Rewording = Readonly<Record<string, unknown>> | string

/** A row for each that was reworded, named by its original; the others by reason. `rewordings` are in the rows' order. */
export function outcomeOf(
  rows: readonly SourceRow[],
  rewordings: readonly Rewording[],
  notes: readonly string[],
): ParaphraseOutcome {
  const made: MadeRow[] = []
  const left: [reason: string, id: string][] = []
  rows.forEach(({ id, cluster, fields }, r) => {
    const texts = rewordings[r]!
    if (typeof texts === 'string') left.push([texts, id])
    else made.push({ id, parent: id, cluster, fields: { ...fields, ...texts } })
  })
  return { rows: made, exclusions: listExclusions(left), notes }
}

/** The texts of the fields to reword, or why this row has none. */
export function textsOf(
  { fields }: SourceRow,
  names: readonly string[],
): Readonly<Record<string, string>> | string {
  const missing = names.find(name => typeof fields[name] !== 'string' || !/\S/.test(fields[name]))
  if (missing !== undefined) return `the field "${missing}" holds no text`
  return Object.fromEntries(names.map(name => [name, fields[name] as string]))
}
