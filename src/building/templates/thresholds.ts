import type { Condition, PlainValues, Template } from './template.js'

/** Words that make a solution depend on what is more: a limit, a price that starts at an amount, the best of several. */
const COMPARES =
  /[<>≤≥]|\b(?:more than \$?\d|less than \$?\d|fewer than \$?\d|over \$?\d|under \$?\d|above \$?\d|below \$?\d|at least|at most|exceed\w*|up to|(?:the|his|her|their) first \$?\d|beyond|or more|or less|greater|minimum|maximum|limit\w*|overtime|whichever|enough|afford\w*|capacity|fits?|closest|nearest|after (?:the first|\d)|until|only|unless|except|instead|as (?:early|soon|many|much|long) as (?:possible|s?he|they)|cheap\w*|expensive|high(?:er|est)|low(?:er|est)|larg(?:er|est)|small(?:er|est)|fast(?:er|est)|slow(?:er|est)|long(?:er|est)|short(?:er|est)|old(?:er|est)|young(?:er|est)|bigg(?:er|est)|tall(?:er|est)|heav(?:ier|iest)|light(?:er|est)|best|better|worse|worst|winner|wins?|most|least|fewest|than (?:the|that|what|this)|since \$?\d)\b/i

/** Where the question or the answer compares, all numbers and results keep the order that they have in the parent. */
export function orderCondition(
  parent: Pick<Template, 'question' | 'numbers' | 'steps'> & { readonly told: string },
): Condition[] {
  if (!COMPARES.test(`${parent.question}\n${parent.told}`)) return []
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
