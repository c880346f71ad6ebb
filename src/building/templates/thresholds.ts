import type { Condition, PlainValues, Template } from './template.js'

/** Words that make a solution depend on what is more: a limit, a price that starts at an amount, the best of several. */
const COMPARES =
  /\b(?:more than \$?\d|less than \$?\d|fewer than \$?\d|over \$?\d|under \$?\d|above \$?\d|below \$?\d|at least|at most|exceed\w*|up to|(?:the|his|her|their) first \$?\d|beyond|or more|or less|minimum|maximum|limit\w*|overtime|whichever|enough|closest|nearest|after (?:the first|\d)|until|only if|unless|cheap\w*|expensive|high(?:er|est)|low(?:er|est)|larg(?:er|est)|small(?:er|est)|fast(?:er|est)|slow(?:er|est)|long(?:er|est)|short(?:er|est)|old(?:er|est)|young(?:er|est)|bigg(?:er|est)|tall(?:er|est)|best|worst|winner|wins?)\b/i

/** Where the words compare, all numbers and results keep the order that they have in the parent. */
export function orderCondition(parent: Pick<Template, 'question' | 'numbers' | 'steps'>): Condition[] {
  if (!COMPARES.test(parent.question)) return []
  const valuesOf = ({ numbers, results }: PlainValues) => [...numbers, ...results]
  const old = [...parent.numbers, ...parent.steps].map(({ value }) => value.valueOf())
  return [
    now => {
      const values = valuesOf(now)
      return values.every((a, i) =>
        values.every((b, j) => j <= i || Math.sign(a - b) === Math.sign(old[i]! - old[j]!)),
      )
    },
  ]
}
