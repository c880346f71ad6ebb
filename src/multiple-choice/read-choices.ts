import { KEYS, QUESTIONS } from '../choice-fields.js'
import type { SourceRow } from '../types.js'
import { type KeyForm, keyFormOf } from './answer-key.js'
import type { ChoiceItem, Option } from './choice-item.js'
import { type ChoiceLayout, layoutOf } from './choice-layouts.js'
import { withoutOwnLetters } from './own-letters.js'

/** A row as an item, or why it is none. */
export type ReadRow = ChoiceItem | string

export interface ReadRows {
  readonly rows: readonly ReadRow[]
  /** Why the rows as a whole cannot be read, where a key field could be read in two ways. */
  readonly fault: string | undefined
}

/** What tells items of one kind: MMLU and CMMLU, TruthfulQA, HellaSwag. */
const SUBJECTS = ['subject', 'Subject', 'category', 'activity_label', 'topic', 'task'] as const

/** Where a row keeps its options, these without letters of their own; a sentence where it has none that can be read. */
export function readLayout({ fields }: SourceRow): ChoiceLayout | string {
  const layout = layoutOf(fields)
  return layout === undefined ? 'no list of options' : withoutOwnLetters(layout)
}

/** Finds question, options and key in every row of a set, in whichever of the known layouts; see `keyFormOf` for `base`. */
export function readChoices(rows: readonly SourceRow[], base?: 0 | 1): ReadRows {
  const read = rows.map(readLayout)
  const layouts = read.map(layout => (typeof layout === 'string' ? undefined : layout))
  const forms = new Map<string, KeyForm>()
  let fault: string | undefined
  for (const name of KEYS) {
    const keyed = rows.flatMap(({ fields }, r) =>
      layouts[r] === undefined || fields[name] === undefined ? [] : [keyedRow(fields[name], layouts[r])],
    )
    if (keyed.length === 0) continue
    const form = keyFormOf(keyed, base)
    if (typeof form !== 'string') forms.set(name, form)
    else fault ??= `The field "${name}" does not say which option is right: ${form}`
  }
  const marked = layouts.some(layout => layout?.right !== undefined)
  return {
    rows: rows.map((row, r) => itemOf(row, read[r]!, forms)),
    fault: forms.size > 0 || marked ? undefined : fault,
  }
}

function itemOf(row: SourceRow, layout: ChoiceLayout | string, forms: ReadonlyMap<string, KeyForm>): ReadRow {
  if (typeof layout === 'string') return layout
  const { fields } = row
  const keys = [...forms].filter(([name]) => fields[name] !== undefined)
  const named = keys.map(([name, form]) => form.read(keyedRow(fields[name], layout)))
  const right = layout.right ?? named.slice(0, 1)
  if (right.length === 0) return 'no field says which option is right'
  if (right.some(position => position < 0) || named.some(position => position !== right[0]))
    return named.some(position => position < 0)
      ? 'the key names no option'
      : 'two fields name different options as right'
  const texts = layout.options.map(option => String(option).trim().toLowerCase())
  if (new Set(texts).size < texts.length) return 'two options are the same'
  return {
    row,
    question: String(
      QUESTIONS.map(name => fields[name]).find(value => typeof value === 'string') ?? row.text,
    ),
    subject: String(SUBJECTS.map(name => fields[name]).find(value => typeof value === 'string') ?? ''),
    options: layout.options,
    right,
    alsoRight: layout.alsoRight ?? [],
    write: (options: readonly Option[], moved, exchanged) => ({
      ...layout.write(options, moved, exchanged),
      ...Object.fromEntries(
        keys.map(([name, form]) => [name, form.write(keyedRow(fields[name], layout), moved[0]!, options)]),
      ),
    }),
  }
}

const keyedRow = (key: unknown, { options, labels }: ChoiceLayout) => ({ key, options, labels })
