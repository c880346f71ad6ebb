import { listExclusions } from '../exclusions.js'
import { plainNumber } from '../json-numbers.js'
import type { Random } from '../statistics/random.js'
import { jsonObjectIn } from '../text/json-object.js'
import { type Prompts, promptFor } from '../text/prompt.js'
import type { Complete, Completion, MadeRow, SourceRow } from '../types.js'
import type { Builder, BuildRequest } from './builder.js'
import { inFormOf } from './same-form.js'

/** Items shown besides the one whose form is wanted: enough to show what varies, few enough for a small context. */
const OTHER_EXAMPLES = 2

/** Names that a made row takes for itself; no model is asked for them. */
const OWN = ['id', 'cluster', 'parent', 'parent_split']

/**
 * New items of a row's form, written by a language model: one request an item, whose prompt shows the row and two
 * others. Item i is made from row i mod n of a seeded order, so more items asked for later leave the first ones as they
 * are. `prompts` have the placeholders {examples} (JSON, one a line, the row last) and {fields} (their names).
 * Without a model and prompts it accepts no rows.
 */
export function llmBuilder(complete: Complete | undefined, prompts: Prompts | undefined): Builder {
  return {
    name: 'llm',
    summary: "new items of a row's form, written by a language model",
    accepts: rows => {
      if (complete === undefined || prompts === undefined)
        return 'It needs a language model: --by llm, --base-url URL and --model NAME'
      if (rows.length <= OTHER_EXAMPLES)
        return `a prompt shows ${OTHER_EXAMPLES + 1} rows, and there are ${rows.length}`
      const bare = rows.find(row => askedFields(row).length === 0)
      return bare === undefined || `row ${bare.id} has no field besides its id`
    },
    build: async request => {
      if (complete === undefined || prompts === undefined) throw new RangeError('There is no model to ask')
      const plans = plan(request)
      // All, before any error is passed on: what is under way has been paid for and is kept by then.
      const answers = await Promise.allSettled(plans.map(one => complete(prompted(one, prompts))))
      const failed = answers.find(answer => answer.status === 'rejected')
      if (failed !== undefined) throw failed.reason
      return outcome(
        plans,
        answers.map(answer => (answer as PromiseFulfilledResult<Completion>).value),
        request,
      )
    },
  }
}

interface Plan {
  readonly id: string
  readonly parent: SourceRow
  readonly others: readonly SourceRow[]
  readonly variant: number
}

function plan({ rows, count, perRow, random }: BuildRequest): Plan[] {
  const order = rows.map((_, r) => r)
  random.stream('llm rows').shuffle(order)
  const wanted = Math.min(count, rows.length * perRow)
  return Array.from({ length: wanted }, (_, i) => {
    const parent = rows[order[i % rows.length]!]!
    const variant = Math.floor(i / rows.length)
    const id = `${parent.id}-llm-${variant}`
    return { id, parent, others: othersThan(parent, rows, random.stream(`llm ${id}`)), variant }
  })
}

function othersThan(parent: SourceRow, rows: readonly SourceRow[], random: Random): SourceRow[] {
  const chosen = new Set<SourceRow>()
  while (chosen.size < OTHER_EXAMPLES) {
    const other = rows[random.integer(rows.length)]!
    if (other !== parent) chosen.add(other)
  }
  return [...chosen]
}

function prompted({ parent, others, variant }: Plan, prompts: Prompts) {
  const names = askedFields(parent)
  const form = json(parent, names)
  const prompt = promptFor(
    parent.text,
    prompts,
  )({
    examples: [...others.map(other => json(other, askedFields(other))), form].join('\n'),
    fields: names.join(', '),
  })
  return { prompt, variant, expectedCharacters: form.length }
}

function outcome(plans: readonly Plan[], answers: readonly Completion[], { rows, count }: BuildRequest) {
  const made: MadeRow[] = []
  const left: [reason: string, id: string][] = []
  const seen = new Map(rows.map(row => [contents(row.fields), 'the answer repeats a row of the source']))
  plans.forEach(({ id, parent }, i) => {
    const fields = fieldsIn(answers[i]!, parent)
    const fault = typeof fields === 'string' ? fields : seen.get(contents(fields))
    if (typeof fields !== 'string' && fault === undefined) {
      seen.set(contents(fields), 'the answer repeats an item that was made before')
      made.push({ id, parent: parent.id, cluster: parent.cluster, fields })
    } else left.push([fault!, id])
  })
  const notes = ['A language model wrote the items; nothing here checks that their answers are right.']
  if (made.length < count)
    notes.push(
      `${made.length} of ${count} items were made: ${plans.length} were asked for, and ${plans.length - made.length} answers could not be used.`,
    )
  const unused = rows.length - new Set(plans.map(({ parent }) => parent)).size
  return { rows: made, exclusions: listExclusions(left), notes, unused }
}

/** The new row's fields, or why the answer is none. Fields that were not asked for are the parent's. */
function fieldsIn(answer: Completion, parent: SourceRow): Record<string, unknown> | string {
  if ('unusable' in answer) return answer.unusable
  const object = jsonObjectIn(answer.text)
  if (object === undefined) return 'the answer holds no JSON object'
  const fields: Record<string, unknown> = { ...parent.fields }
  for (const name of askedFields(parent)) {
    const formed = inFormOf(parent.fields[name], Object.hasOwn(object, name) ? object[name] : undefined, name)
    if ('fault' in formed) return formed.fault
    fields[name] = formed.value
  }
  return fields
}

function askedFields({ fields }: SourceRow): string[] {
  return Object.keys(fields).filter(name => !OWN.includes(name) && fields[name] !== null)
}

function json({ fields }: SourceRow, names: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(names.map(name => [name, fields[name]])), plainNumber)
}

/** What a row says, whatever its white space and letter case. */
function contents(fields: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(fields).filter(([name]) => !OWN.includes(name))
  return JSON.stringify(Object.fromEntries(entries), plainNumber)
    .toLowerCase()
    .replace(/(\s|\\[nrt])+/g, ' ')
}
