import { OPTION_LETTERS as LETTERS, OPTION_LISTS as LISTS, MARKED_LISTS } from '../choice-fields.js'
import type { SourceRow } from '../types.js'
import type { Option } from './choice-item.js'

type Fields = SourceRow['fields']

/** Where a row keeps its options and, in some layouts, which of them are right. */
export interface ChoiceLayout {
  readonly options: readonly Option[]
  /** Names of the options in their order, where the row states them: field names, or ARC's list of labels. */
  readonly labels?: readonly string[]
  /** Positions that the layout itself marks as right; otherwise a key field says it. */
  readonly right?: readonly number[]
  readonly alsoRight?: readonly Option[]
  write(options: readonly Option[], right: readonly number[], exchanged: ReadonlyMap<Option, Option>): Fields
}

/** How the options lie in a row, or undefined where they do not. A new layout is a function and an entry here. */
export function layoutOf(fields: Fields): ChoiceLayout | undefined {
  for (const read of [markedLists, labelledLists, plainList, letteredFields]) {
    const layout = read(fields)
    if (layout !== undefined) return layout
  }
  return undefined
}

/** TruthfulQA: `mc1_targets` and `mc2_targets`, each with `choices` and `labels` of 0 and 1. */
function markedLists(fields: Fields): ChoiceLayout | undefined {
  const read = (name: string) => {
    const value = fields[name]
    if (!isRecord(value) || !isOptions(value.choices) || !Array.isArray(value.labels)) return undefined
    // Parquet gives whole numbers as BigInt.
    const labels = value.labels.map(Number)
    const whole = labels.length === value.choices.length && labels.every(one => one === 0 || one === 1)
    return whole ? { name, value, options: value.choices, labels } : undefined
  }
  const [first, second] = MARKED_LISTS.flatMap(name => read(name) ?? [])
  if (first === undefined) return undefined
  return {
    options: first.options,
    right: first.labels.flatMap((label, i) => (label === 1 ? [i] : [])),
    alsoRight: second?.options.filter((_, i) => second.labels[i] === 1) ?? [],
    write: (options, right, exchanged) => ({
      ...fields,
      [first.name]: {
        ...first.value,
        choices: options,
        labels: options.map((_, i) => (right.includes(i) ? 1 : 0)),
      },
      ...(second && {
        [second.name]: {
          ...second.value,
          choices: second.options.map((one, i) =>
            second.labels[i] === 1 ? one : (exchanged.get(one) ?? one),
          ),
        },
      }),
    }),
  }
}

/** ARC and CommonsenseQA: `choices` with lists `text` and `label`. The labels stay, the texts move. */
function labelledLists(fields: Fields): ChoiceLayout | undefined {
  const name = LISTS.find(list => isRecord(fields[list]) && isOptions((fields[list] as Fields).text))
  if (name === undefined) return undefined
  const value = fields[name] as Fields
  const options = value.text as Option[]
  const labels = Array.isArray(value.label) ? value.label.map(String) : []
  if (labels.length !== options.length) return undefined
  return { options, labels, write: moved => ({ ...fields, [name]: { ...value, text: moved } }) }
}

function plainList(fields: Fields): ChoiceLayout | undefined {
  const name = LISTS.find(list => isOptions(fields[list]))
  if (name === undefined) return undefined
  return { options: fields[name] as Option[], write: moved => ({ ...fields, [name]: moved }) }
}

/** CMMLU and C-Eval: fields `A` to `D`; MedQA: the same within `options`. */
function letteredFields(fields: Fields): ChoiceLayout | undefined {
  const inner = LISTS.find(list => isRecord(fields[list]))
  const holder = inner === undefined ? fields : (fields[inner] as Fields)
  for (const letters of [LETTERS, LETTERS.map(letter => letter.toLowerCase())]) {
    const end = letters.findIndex(letter => !isOption(holder[letter]))
    const labels = letters.slice(0, end < 0 ? letters.length : end)
    if (labels.length < 2) continue
    const write = (moved: readonly Option[]) => ({
      ...holder,
      ...Object.fromEntries(labels.map((label, i) => [label, moved[i]!])),
    })
    return {
      labels,
      options: labels.map(label => holder[label] as Option),
      write: moved => (inner === undefined ? write(moved) : { ...fields, [inner]: write(moved) }),
    }
  }
  return undefined
}

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isOption = (value: unknown): value is Option =>
  (typeof value === 'string' && value.trim() !== '') || (typeof value === 'number' && Number.isFinite(value))
const isOptions = (value: unknown): value is Option[] =>
  Array.isArray(value) && value.length >= 2 && value.length <= LETTERS.length && value.every(isOption)
