import type { BuildOutcome } from '../building/builder.js'
import type { RowSet } from '../sets/index.js'
import { parseTemplate, renderText } from '../sets/template.js'
import type { MadeRow } from '../types.js'

/**
 * What a builder made, without the items whose text is that of their parent though their fields are not: a template that
 * leaves out what was changed shows an audit the parents themselves. They are listed with that reason. An item whose
 * fields are the parent's was meant to be: a document of a corpus that is a window as a whole.
 */
export function withoutUnchanged(
  outcome: BuildOutcome,
  { rows: sources, template, path }: RowSet,
): BuildOutcome {
  const parents = new Map(sources.map(row => [row.id, row]))
  const parsed = parseTemplate(template)
  const isUnchanged = ({ parent, fields }: MadeRow) => {
    const source = parents.get(parent)
    return (
      source !== undefined &&
      Object.entries(fields).some(([name, value]) => bare(value) !== bare(source.fields[name])) &&
      renderText(parsed, { index: 0, line: source.line, fields }, path) === source.text
    )
  }
  const same = outcome.rows.filter(isUnchanged)
  if (same.length === 0) return outcome
  const left = new Set(same)
  return {
    ...outcome,
    rows: outcome.rows.filter(row => !left.has(row)),
    exclusions: [
      ...outcome.exclusions,
      {
        reason: `the template ${JSON.stringify(template)} shows nothing of what was changed`,
        ids: same.map(({ id }) => id),
      },
    ],
  }
}

/** A window ends with its last sentence, not with the line break behind it. */
const bare = (value: unknown) => (typeof value === 'string' ? value.trim() : value)
