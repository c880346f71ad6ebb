import type { Random } from '../../statistics/random.js'
import { mendArticles } from './article.js'
import { hideFormulas } from './formulas.js'
import { keeps } from './kept.js'
import { RULES } from './registry.js'
import type { Rule, Sentence } from './rule.js'
import { sentencesOf } from './sentences.js'

/**
 * Rewords an English text sentence by sentence: each rule in the registry's order, each kept only if it breaks nothing.
 * @param vocabulary every word of the item in lower case.
 */
export function rewordEnglish(text: string, vocabulary: ReadonlySet<string>, random: Random): string {
  const hidden = hideFormulas(text)
  if (hidden === undefined) return text
  const worked = /<<|^####/m.test(text)
  const draws = new Map<string, number>()
  const choose = (key: string, below: number) => {
    const drawn = draws.get(key) ?? random.stream(key).integer(below)
    draws.set(key, drawn)
    return drawn
  }
  const reworded = sentencesOf(hidden.text).map(({ text: source, gap }, s) => {
    const place = { worked, vocabulary, choose, random: random.stream(`sentence ${s}`) }
    return RULES.reduce((said, rule) => applied(rule, said, place), source) + gap
  })
  return hidden.restore(reworded.join(''))
}

function applied(rule: Rule, text: string, place: Omit<Sentence, 'text'>): string {
  const reworded = mendArticles(text, rule.rewrite({ ...place, text }))
  return reworded !== text && keeps(text, reworded) ? reworded : text
}
