/**
 * Things that the world has in a fixed number, or of a fixed worth. A number right before one, or with one word between,
 * may be that fact: `21 consonants`, `52 playing cards`, `four legs`, `a $20 bill`. It stays, though now and then it
 * counts something else.
 */
const THINGS =
  'letters?|vowels?|consonants?|legs?|arms?|hands?|fingers?|toes?|eyes?|ears?|wings?|tentacles?|paws?|hooves|feet of|wheels?|' +
  'tires?|tyres?|sides?|corners?|faces?|angles?|degrees?|suits?|aces?|kings?|queens?|jacks?|planets?|continents?|states?|' +
  'strings?|pedals?|innings?|quarters?|halves|players?|bills?|notes?|seasons?|chambers?|bases?|holes?|lanes?'
const THING_AFTER = new RegExp(`^[- ](?:[a-z]+[- ])?(?:${THINGS})\\b`, 'i')

/** What these words are about has a fixed number of parts: no number of their sentence can be told from a fact. */
const FACTUAL =
  /\b(?:alphabet|leap year|playing cards|deck of|calendar|chess\s?board|solar system|major league|dice|die rolls?|six-sided|fahrenheit|celsius|equator|remember|recall|note that|given that there are|assum\w+|there (?:are|is) (?:about |exactly )?[\d.,]+ \w+ in (?:a|an|one|each|every)\b)/i

/** Two names of one amount: `7 months, or 213 days`, `2 hours (120 minutes)`, `1 dozen = 12`. */
const SAME_AFTER =
  /^\s?[A-Za-z]+(?: [a-z]+)?,?\s?(?:\(?\s?(?:or|i\.e\.|that is|which is|which are|which equals|equals?|equal to|is|are|=|equivalent to|the same as)\s(?:about |exactly |equal to |the same as )?|\()\$?\d/i
const SAME_BEFORE =
  /\d\s?[A-Za-z]*(?: [a-z]+)?,?\s?(?:\(?\s?(?:\bor|i\.e\.|that is|which is|which are|which equals|\bequals?|equal to|=|equivalent to|(?:is |are )?the same as)\s(?:about |exactly |equal to )?|\()\$?$/i

/** What a measure is worth in another: `one tablespoon is 3 teaspoons`, `a nautical mile equals 1.15 land miles`. */
const MEASURE =
  '(?:teaspoons?|tablespoons?|cups?|pints?|quarts?|gallons?|bushels?|ounces?|pounds?|tons?|lbs?|oz|inch(?:es)?|foot|feet|yards?|miles?|knots?|(?:kilo|centi|milli)?(?:meters?|metres?|grams?|liters?|litres?)|kg|km|cm|mm|ml|acres?|square (?:feet|miles|yards)|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|cents?|pennies|penny|nickels?|dimes?|quarters?|dozens?|pairs?|degrees?)'
const WORTH_BEFORE = new RegExp(
  `\\b${MEASURE}(?:\\sof\\s[a-z]+)?\\s(?:is|are|equals?|has|have|contains?|makes?|weighs?|=)\\s(?:about |exactly |equal to |worth |the same as )?$`,
  'i',
)
const WORTH_AFTER = new RegExp(
  `^\\s(?:[a-z]+\\s)?${MEASURE}\\s(?:in|to|make|makes|equals?)\\s(?:a|an|one|1|each|every|the)?\\s?(?:[a-z]+\\s)?${MEASURE}\\b`,
  'i',
)

/** Days, weeks and months between dates: a span that a calendar fixes. */
const MONTH_DAY =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/
const SPAN_AFTER = /^[- ](?:days?|weeks?|months?|years?)\b/i
const CALENDAR_AFTER =
  /^[- ](?:days?|weeks?|months?|hours?)\s(?:in|of) (?:a|an|the|one|each|every|that|this)\s(?:\w+ )?(?:year|month|week|day|season)/i

/** Whether the words around a number may make it a fact of the world, or say its amount twice. */
export function isWorldFact(text: string, start: number, end: number): boolean {
  const before = text.slice(0, start)
  const after = text.slice(end)
  if (THING_AFTER.test(after) || SAME_AFTER.test(after) || SAME_BEFORE.test(before)) return true
  if (CALENDAR_AFTER.test(after)) return true
  if (WORTH_BEFORE.test(before) || WORTH_AFTER.test(after)) return true
  const sentence = `${/[^.!?]*$/.exec(before)![0]}${text.slice(start, end)}${/^(?:[^.!?]|\.\d)*/.exec(after)![0]}`
  return FACTUAL.test(sentence) || (SPAN_AFTER.test(after) && MONTH_DAY.test(sentence))
}
