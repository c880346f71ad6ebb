import type { Random } from '../statistics/random.js'
import { languageOf } from '../text/language.js'
import { tooLongForRules } from '../text/length.js'
import type { Exclusion, MadeRow, SourceRow } from '../types.js'
import type { Builder } from './builder.js'
import { chooseRows, type RowShape } from './templates/choose-rows.js'
import { changedNumbers, drawNumbers } from './templates/draw-numbers.js'
import { type FilledTexts, fillTemplate } from './templates/fill-template.js'
import { learnNames, type NamePool } from './templates/first-names.js'
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
    if (!rows.some(row => languageOf(textsOf(row)?.question ?? '') === 'english')) {
      return (
        'templates reads English only. For Chinese it cannot tell which numbers words hide (一半, 两倍, 半), ' +
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
    const usable: (RowShape & { readonly row: SourceRow; readonly template: Template })[] = []
    const all: RowShape[] = []
    for (const [place, row] of rows.entries()) {
      await pace?.({ what: 'reading', done: place, of: rows.length })
      const texts = textsOf(row)
      if (texts === undefined) {
        exclude('no question and answer with #### and a number', row)
        continue
      }
      const shape = {
        place,
        lines: texts.answer.split('\n').length,
        length: texts.question.length + texts.answer.length,
        final: finalOf(texts.answer),
      }
      all.push(shape)
      const template = templateOf(texts)
      if (typeof template === 'string') exclude(template, row)
      else usable.push({ ...shape, row, template })
    }
    const questions = rows.flatMap(row => textsOf(row)?.question ?? [])
    const pool = createNumberPool(
      questions.map(questionNumbers),
      usable.flatMap(({ template }) => template.steps.map(({ value }) => value)),
    )
    const names = learnNames(questions)

    const byPlace = new Map(usable.map(one => [one.place, one]))
    const made: { place: number; rows: MadeRow[] }[] = []
    const most = usable.length * perRow
    let total = 0
    const chooser = chooseRows(all, usable, random.stream('order'))
    while (total < count) {
      const place = chooser.next()
      if (place === undefined) break
      const { row, template } = byPlace.get(place)!
      const step = { what: 'making', done: made.length, of: usable.length, made: total, most }
      const wanted = Math.min(perRow, count - total)
      const variants = await makeVariants(row, template, wanted, { pool, names, random }, () => pace?.(step))
      if (variants.length === 0) {
        exclude('no other numbers found that keep every step plausible', row)
        chooser.refuse()
      }
      made.push({ place, rows: variants })
      total += variants.length
    }
    made.sort((a, b) => a.place - b.place)
    return {
      rows: made.flatMap(one => one.rows),
      exclusions: [...excluded].map(([reason, ids]): Exclusion => ({ reason, ids })),
      notes: notesOf(total, count),
    }
  },
}

function textsOf({ fields }: SourceRow): FilledTexts | undefined {
  const { question, answer } = fields
  if (typeof question !== 'string' || typeof answer !== 'string') return undefined
  return /\n####/.test(answer) ? { question, answer } : undefined
}

/** The number behind ####, for its size only; 0 where there is none to read. */
function finalOf(answer: string): number {
  return Number(/#### *\$?([\d,]*\.?\d+)/.exec(answer)?.[1]?.replaceAll(',', '') ?? 0)
}

function templateOf({ question, answer }: FilledTexts): Template | string {
  return languageOf(question) === 'english' ? makeTemplate(question, answer) : 'not English'
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
