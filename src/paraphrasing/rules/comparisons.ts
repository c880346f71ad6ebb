import { lowerFirst } from './first-word.js'
import { pick, type Rule } from './rule.js'

const NAME = `[A-Z][a-z]+(?: [A-Z][a-z]+)?`
const MORE = new RegExp(
  String.raw`^(?<who>(?:${NAME})|[Hh]e|[Ss]he|[Tt]hey) (?<said>\w+ (?:\$?[\d.,]+%?|twenty|thirty|two|three|four|five|six|ten)(?: \w+)? (?:more|fewer|less)(?: [a-z-]+){0,4}) than (?<whom>${NAME})(?<end>\.?)$`,
)
const TIMES = new RegExp(
  String.raw`\b(?<has>has|have|had) (?<times>(?:[\d.]+|two|three|four|five|six|seven|eight|ten) times|twice|half) as many (?<what>[a-z]+(?: [a-z]+){0,2}) as (?<whom>${NAME}|he|she|they)(?: (?<does>do|does|did|has|had))?(?=[.,?]| and [a-z]|$)`,
)

/** "X has 5 more pens than Y." → "Compared with Y, X has 5 more pens."; "twice as many pens as Y" → "twice the number of pens that Y has". */
export const comparisons: Rule = {
  name: 'comparisons',
  rewrite(sentence) {
    const more = MORE.exec(sentence.text)?.groups
    if (more !== undefined) {
      const who = lowerFirst(more.who!) ?? more.who!
      return `${pick(['Compared with', 'Compared to'], sentence)} ${more.whom}, ${who} ${more.said}${more.end}`
    }
    return sentence.text.replace(TIMES, (...found) => {
      const { has, times, what, whom, does } = found.at(-1) as Record<string, string>
      // "had twice as many as Y has" would move the second verb into another tense.
      if (does !== undefined && (does === 'did' || does === 'had') !== (has === 'had'))
        return found[0] as string
      return `${has} ${times} the number of ${what} that ${whom} ${has === 'have' ? (whom === 'they' ? 'have' : 'has') : has}`
    })
  },
}
