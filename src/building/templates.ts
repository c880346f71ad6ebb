import type { Random } from '../statistics/random.js'
import { languageOf } from '../text/language.js'
import { tooLongForRules } from '../text/length.js'
import { readsAsEnglish } from '../text/reads-as-english.js'
import type { Exclusion, MadeRow, SourceRow } from '../types.js'
import type { Builder } from './builder.js'
import { chooseRows } from './templates/choose-rows.js'
import { changedNumbers, drawNumbers } from './templates/draw-numbers.js'
import { type FilledTexts, fillTemplate } from './templates/fill-template.js'
import { learnNames, type NamePool } from './templates/first-names.js'
import type { RowShape } from './templates/likeness.js'
import { makeTemplate } from './templates/make-template.js'
import { createNumberPool, type NumberPool } from './templates/number-pool.js'
import { questionNumbers } from './templates/question-numbers.js'
import { swapNames } from './templates/swap-names.js'
import type { Template } from './templates/template.js'

/** Draws for one variant, before the row counts as used up. */
const TRIES = 4

/** New numbers and names in word problems whose answers show their arithmetic in the way of GSM8K. */
export const templates: Builder = {
  name: 'templates',
  summary:
    'word problems with worked arithmetic (<<48/2=24>>, #### 72): new numbers and names, all steps recomputed',

  accepts(rows) {
    if (!rows.some(row => textsOf(row) !== undefined)) {
      return 'templates needs the fields question and answer as text, and answers with <<48/2=24>> and a last line #### 72'
    }
    if (!rows.some(row => isEnglish(textsOf(row)))) {
      return (
        'templates reads English only. Of other languages it cannot tell which numbers words hide (ein Drittel, doble), and for Chinese it cannot tell which numbers words hide (一半, 两倍, 半), ' +
        'nor find names without word boundaries, nor keep measure words right'
      )
    }
    return true
  },

  refuses(row) {
    const texts = textsOf(row)
    return texts && tooLongForRules(texts.question, texts.answer)
  },

  async build({ rows, count, perRow, random, pace }) {
    const excluded = new Map<string, string[]>()
    const exclude = (reason: string, { id }: SourceRow) => {
      excluded.set(reason, [...(excluded.get(reason) ?? []), id])
    }
    const usable: { readonly place: number; readonly row: SourceRow; readonly template: Template }[] = []
    const all: RowShape[] = []
    for (const [place, row] of rows.entries()) {
      await pace?.({ what: 'reading', done: place, of: rows.length })
      const texts = textsOf(row)
      if (texts === undefined) {
        exclude('no question and answer with #### and a number', row)
        continue
      }
      all.push(shapeOf(place, texts))
      const template = templateOf(texts)
      if (typeof template === 'string') exclude(template, row)
      else usable.push({ place, row, template })
    }
    const questions = rows.flatMap(row => textsOf(row)?.question ?? [])
    const pool = createNumberPool(
      questions.map(questionNumbers),
      usable.flatMap(({ template }) => template.steps.map(({ value }) => value)),
    )
    const names = learnNames(questions)

    // All rows are tried, though fewer may be wanted: only then is known which kinds of rows come to nothing.
    const made = new Map<number, MadeRow[]>()
    const most = usable.length * perRow
    let total = 0
    for (const [done, { place, row, template }] of usable.entries()) {
      const forecast = most < count ? { made: total } : {}
      const step = { what: 'making', done, of: usable.length, most, ...forecast }
      const variants = await makeVariants(row, template, perRow, { pool, names, random }, () => pace?.(step))
      if (variants.length === 0) exclude('no other numbers found that keep every step plausible', row)
      else made.set(place, variants)
      total += variants.length
    }
    const items = chosenItems(all, made, count, random)
    return {
      rows: items,
      exclusions: [...excluded].map(([reason, ids]): Exclusion => ({ reason, ids })),
      notes: notesOf(items.length, count),
    }
  },
}

function textsOf({ fields }: SourceRow): FilledTexts | undefined {
  const { question, answer } = fields
  if (typeof question !== 'string' || typeof answer !== 'string') return undefined
  return /\n####/.test(answer) ? { question, answer } : undefined
}

function shapeOf(
  place: number,
  { question, answer }: { readonly question?: unknown; readonly answer?: unknown },
): RowShape {
  return { place, text: `${question} ${answer}`, final: finalOf(`${answer}`) }
}

/** The number behind ####, for its size only; 0 where there is none to read. */
function finalOf(answer: string): number {
  return Number(/#### *\$?([\d,]*\.?\d+)/.exec(answer)?.[1]?.replaceAll(',', '') ?? 0)
}

function templateOf({ question, answer }: FilledTexts): Template | string {
  return isEnglish({ question, answer }) ? makeTemplate(question, answer) : 'not English'
}

/** By script and by its common words: Spanish and German have the same letters. */
function isEnglish(texts: FilledTexts | undefined): boolean {
  if (texts === undefined) return false
  return languageOf(texts.question) === 'english' && readsAsEnglish(texts.question)
}

/** `count` of the items, from rows that read like all; as many of a row as it made, in the order of the file. */
function chosenItems(
  all: readonly RowShape[],
  made: ReadonlyMap<number, readonly MadeRow[]>,
  count: number,
  random: Random,
): MadeRow[] {
  let left = count
  const kept = new Map<number, readonly MadeRow[]>()
  const first = [...made].map(([place, [item]]) => shapeOf(place, item!.fields))
  for (const place of chooseRows(all, first, count, random.stream('order'))) {
    const items = made.get(place)!.slice(0, left)
    left -= items.length
    if (items.length > 0) kept.set(place, items)
  }
  return [...kept].sort(([a], [b]) => a - b).flatMap(([, items]) => items)
}

interface Sources {
  readonly pool: NumberPool
  readonly names: NamePool
  readonly random: Random
}

/** Up to `count` different items from one row. */
async function makeVariants(
  row: SourceRow,
  template: Template,
  count: number,
  { pool, names, random }: Sources,
  rest: () => Promise<void> | undefined,
): Promise<MadeRow[]> {
  const found = new Map<string, FilledTexts>()
  for (let variant = 1; variant <= count; variant++) {
    await rest()
    const stream = random.stream(`${row.id} ${variant}`)
    for (let i = 0; i < TRIES; i++) {
      const numbers = drawNumbers(template, pool, stream)
      const texts = changedNumbers(template, numbers) === 0 ? undefined : fillTemplate(template, numbers)
      if (texts === undefined || found.has(texts.question)) continue
      found.set(texts.question, swapNames(texts, names, stream))
      break
    }
  }
  return [...found.values()].map((texts, i) => ({
    id: `${row.id}-t${i + 1}`,
    parent: row.id,
    cluster: row.cluster,
    fields: { ...row.fields, ...texts },
  }))
}

function notesOf(total: number, count: number): string[] {
  const notes = ['Numbers and first names are new; the sentences are those of the parent rows']
  return total < count ? [...notes, `${total} of ${count} items could be made from these rows`] : notes
}
