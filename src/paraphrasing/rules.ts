import type { Random } from '../statistics/random.js'
import { languageOf } from '../text/language.js'
import type { Exclusion, MadeRow, SourceRow } from '../types.js'
import { readsAsEnglish } from './english-words.js'
import type { ParaphraseRequest, Paraphraser } from './paraphraser.js'
import { rewordChinese } from './rules/chinese.js'
import { rewordEnglish } from './rules/reword.js'

/** What became of one row: its reworded fields, or why there are none. */
type Outcome = { readonly fields: SourceRow['fields'] } | { readonly reason: string }

/** Rewords by fixed rules: no model, no network, and the same text again for the same seed. */
export const rules: Paraphraser = {
  name: 'rules',
  summary: 'fixed rules for English word problems: wording, clauses, number forms; a few words of Chinese',
  async paraphrase({ rows, fields, random, pace }) {
    const made: MadeRow[] = []
    const reasons = new Map<string, string[]>()
    for (const [r, row] of rows.entries()) {
      await pace?.({ what: 'rewording', done: r, of: rows.length })
      const outcome = reword(row, fields, random.stream(row.id))
      if ('reason' in outcome) reasons.set(outcome.reason, [...(reasons.get(outcome.reason) ?? []), row.id])
      else made.push({ id: row.id, parent: row.id, cluster: row.cluster, fields: outcome.fields })
    }
    const exclusions: Exclusion[] = [...reasons].map(([reason, ids]) => ({ reason, ids }))
    return { rows: made, exclusions, notes: notesOn(rows) }
  },
}

function reword(row: SourceRow, names: ParaphraseRequest['fields'], random: Random): Outcome {
  const texts = names.map(name => row.fields[name])
  if (texts.some(text => typeof text !== 'string')) return { reason: 'a field to reword holds no text' }
  const whole = texts.join('\n')
  const language = languageOf(whole)
  if (language === 'other' || (language === 'english' && !readsAsEnglish(whole)))
    return { reason: 'no rules for this language' }
  const fields = { ...row.fields }
  names.forEach((name, f) => {
    const text = texts[f] as string
    fields[name] =
      language === 'chinese' ? rewordChinese(text) : rewordEnglish(text, whole, random.stream(name))
  })
  if (names.some(name => fields[name] !== row.fields[name])) return { fields }
  return { reason: language === 'chinese' ? 'no rule for this Chinese text' : 'no rule applies' }
}

function notesOn(rows: readonly SourceRow[]): string[] {
  const chinese = rows.filter(({ text }) => languageOf(text) === 'chinese').length
  return chinese === 0
    ? []
    : [
        `${chinese} of the items ${chinese === 1 ? 'is' : 'are'} Chinese: the rules swap a few words there and move nothing, so most of the text stays`,
      ]
}
