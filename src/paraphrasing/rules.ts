import type { Random } from '../statistics/random.js'
import { languageOf } from '../text/language.js'
import { tooLongForRules } from '../text/length.js'
import { readsAsEnglish } from '../text/reads-as-english.js'
import type { SourceRow } from '../types.js'
import { outcomeOf, type Rewording } from './outcome.js'
import type { ParaphraseRequest, Paraphraser } from './paraphraser.js'
import { rewordChinese } from './rules/chinese.js'
import { rewordEnglish } from './rules/reword.js'

/** Rewords by fixed rules: no model, no network, and the same text again for the same seed. */
export const rules: Paraphraser = {
  name: 'rules',
  summary: 'fixed rules for English word problems: wording, clauses, number forms; a few words of Chinese',
  async paraphrase({ rows, fields, random, pace }) {
    const texts: Rewording[] = []
    for (const [r, row] of rows.entries()) {
      await pace?.({ what: 'rewording', done: r, of: rows.length })
      texts.push(reword(row, fields, random.stream(row.id)))
    }
    return outcomeOf(rows, texts, notesOn(rows))
  },
}

function reword(row: SourceRow, names: ParaphraseRequest['fields'], random: Random): Rewording {
  const texts = names.map(name => row.fields[name])
  if (texts.some(text => typeof text !== 'string')) return 'a field to reword holds no text'
  const whole = texts.join('\n')
  const tooLong = tooLongForRules(whole)
  if (tooLong !== undefined) return tooLong
  const language = languageOf(whole)
  if (language === 'other') return 'no rules for this language'
  if (language === 'english' && !readsAsEnglish(whole))
    return 'Latin letters with hardly any common English word: no rules but for English'
  const fields = { ...row.fields }
  names.forEach((name, f) => {
    const text = texts[f] as string
    fields[name] =
      language === 'chinese' ? rewordChinese(text) : rewordEnglish(text, whole, random.stream(name))
  })
  if (names.some(name => fields[name] !== row.fields[name])) return fields
  return language === 'chinese' ? 'no rule for this Chinese text' : 'no rule applies'
}

function notesOn(rows: readonly SourceRow[]): string[] {
  const chinese = rows.filter(({ text }) => languageOf(text) === 'chinese').length
  return chinese === 0
    ? []
    : [
        `${chinese} of the items ${chinese === 1 ? 'is' : 'are'} Chinese: the rules swap a few words there and move nothing, so most of the text stays`,
      ]
}
