import { keeps } from '../../../src/paraphrasing/rules/kept.js'
import type { Rule } from '../../../src/paraphrasing/rules/rule.js'
import { createRandom } from '../../../src/statistics/random.js'

/** Everything that a rule makes of one sentence under 20 seeds, without repeats; breaches are left out as in use. */
export function wordings(rule: Rule, text: string, { item = text, worked = false } = {}): string[] {
  const found = new Set<string>()
  for (let seed = 0; seed < 20; seed++) {
    const reworded = rule.rewrite({ text, item, worked, random: createRandom(seed) })
    found.add(keeps(text, reworded) ? reworded : text)
  }
  return [...found].sort()
}
