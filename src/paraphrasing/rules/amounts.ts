/** Nouns of what is computed; of anything else (a capital, a cause) "calculate" is no order. */
const AMOUNT = new RegExp(
  String.raw`\b(?:${[
    'total|number|amount|quantity|sum|difference|product|quotient|remainder|average|mean|median|mode|count|maximum|minimum',
    'cost|price|fee|fare|bill|tax|profit|loss|revenue|income|salary|wage|pay|budget|savings?|earnings|change|discount|tip|debt|interest|money',
    'percent|percentage|fraction|ratio|proportion|share|rate|probability|odds|chances?|score|grade|value|result|balance|expenses?',
    'length|width|height|depth|distance|area|volume|perimeter|circumference|radius|diameter|size|angle|degree|weight|mass|speed|velocity|temperature|age|time|duration|capacity|population|score|points?|salary|worth|weigh',
  ].join('|')})s?\b`,
)

/** Whether a noun phrase or clause asks for something that can be calculated. */
export function isAmount(text: string): boolean {
  return AMOUNT.test(text.toLowerCase())
}

/** Orders that ask for it: "find" and "calculate" an amount, "find" and "state" anything else. */
export const ordersOf = (text: string) => (isAmount(text) ? ['find', 'calculate'] : ['find', 'state'])
