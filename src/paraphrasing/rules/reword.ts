import type { Random } from '../../statistics/random.js'
import { mendArticles } from './article.js'
import { hideFormulas } from './formulas.js'
import { keeps } from './kept.js'
import { swapSigns } from './multiplication-signs.js'
import { RULES } from './registry.js'
import type { Rule, Sentence } from './rule.js'
import { piecesOf } from './sentences.js'

/**
 * Rewords an English text sentence by sentence: each rule in the registry's order, each kept only if it breaks nothing.
 * @param item all texts of the item that are reworded.
 */
export function rewordEnglish(text: string, item: string, random: Random): string {
  const hidden = hideFormulas(swapSigns(text))
  if (hidden === undefined) return text
  const worked = /<<|^####/m.test(text)
  const reworded = piecesOf(hidden.text).map(({ text: source, gap }, s) => {
    const place = { worked, item, random: random.stream(`sentence ${s}`) }
    return RULES.reduce((said, rule) => applied(rule, said, place), source) + gap
  })
  return hidden.restore(reworded.join(''))
}

function applied(rule: Rule, text: string, place: Omit<Sentence, 'text'>): string {
  const reworded = mendArticles(text, rule.rewrite({ ...place, text }))
  return reworded !== text && keeps(text, reworded) ? reworded : text
}
