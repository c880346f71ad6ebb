/**
 * What words say without digits: `twice` is a 2, a week has 7 days. A number of the same value in the question may mean
 * just this, and a step that uses the value may use the word, so such a number stays.
 */
const SAYS: readonly (readonly [words: RegExp, values: readonly number[]])[] = [
  [
    /\b(twice|doubl\w*|hal(f|ves|ved|ving)|both|pairs?|couple|twins?|round[- ]trip|each way|two)\b/i,
    [2, 0.5],
  ],
  [/\b(there and back|back and forth|to and from|ways|second|other|alternat\w+|either|semi\w*)\b/i, [2]],
  [/\b(tripl\w*|thirds?|thrice|three|yards?|trio|tri\w+)\b/i, [3]],
  [/\b(quarter\w*|four\w*|quadrupl\w*|seasons?|squares?|months?|weeks?)\b/i, [4]],
  [/\bquarters?\b/i, [25, 0.25]],
  [/\b(nickels?|five|fifths?|weekdays?|work ?days?|school days?)\b/i, [5]],
  [/\b(dimes?|ten|tenths?|decades?)\b/i, [10]],
  [/\bweek\w*\b/i, [7]],
  [/\b(months?|years?|yearly|annual\w*|dozens?|feet|foot|inch\w*|noon|midnight)\b/i, [12]],
  [/\b(pounds?|ounces?)\b/i, [16]],
  [/\b(days?|daily)\b.*\bhours?\b|\bhours?\b.*\b(days?|daily)\b/is, [24]],
  [/\bmonths?\b/i, [30, 31]],
  [/\b(years?|yearly|annual\w*)\b/i, [52, 365, 366]],
  [/\b(hours?|minutes?|seconds?|hourly)\b/i, [60]],
  [/\bhalf[ -](an[ -])?hour|\bquarter[ -](of an[ -])?hour/i, [30, 15, 45]],
  [
    /\b(legs?|wheels?|t[iy]res?|paws?|wings?|eyes?|arms?|fingers?|toes?|sides|faces|corners?)\b/i,
    [2, 3, 4, 5, 6, 8, 10],
  ],
  [/%|\bpercent\w*|\bcents?\b|\bcenti\w+|\bcenturi?\w*|\bcm\b|\bmeters?\b|\bpenn(y|ies)\b/i, [100]],
  [/\bkilo\w*|\bkm\b|\bkg\b|\bgrams?\b|\blit\w+\b|\bmilli\w*|\bml\b|\btons?\b/i, [1000, 2000]],
]

/** What one measure holds of another, where a text speaks of both. */
const HOLDS: readonly (readonly [one: RegExp, other: RegExp, values: readonly number[]])[] = [
  [/\bpints?\b/i, /\bgallons?\b/i, [8]],
  [/\bquarts?\b/i, /\bgallons?\b/i, [4]],
  [/\bcups?\b/i, /\bgallons?\b/i, [16]],
  [/\bcups?\b/i, /\bquarts?\b/i, [4]],
  [/\b(ounces?|oz)\b/i, /\bgallons?\b/i, [128]],
  [/\b(ounces?|oz)\b/i, /\b(cups?|pints?|quarts?)\b/i, [8, 16, 32]],
  [/\bteaspoons?\b/i, /\btablespoons?\b/i, [3]],
  [/\b(tea|table)spoons?\b/i, /\bcups?\b/i, [16, 48]],
  [/\b(feet|foot|ft|inch\w*)\b/i, /\byards?\b/i, [3, 36]],
  [/\b(feet|foot|ft|yards?)\b/i, /\bmiles?\b/i, [5280, 1760]],
  [/\bdays?\b/i, /\bmonths?\b/i, [28, 29]],
  [/\b(mm|millimet\w+)\b/i, /\b(cm|centimet\w+)\b/i, [10]],
]

/** Values that the words of a problem and of its worked answer say. */
export function hiddenNumbers(question: string, answer: string): Set<number> {
  const text = `${question}\n${answer}`
  const found = new Set<number>([0, 1])
  for (const [words, values] of SAYS) if (words.test(text)) for (const value of values) found.add(value)
  for (const [one, other, values] of HOLDS) {
    if (one.test(text) && other.test(text)) for (const value of values) found.add(value)
  }
  // Parts: `1/3`, each with its complement. In an answer the same form is a division.
  for (const [, above, below] of question.matchAll(/\b(\d+)\/(\d+)(?:th|rd)?\b/g)) {
    for (const value of [Number(above), Number(below), Number(below) - Number(above)]) found.add(value)
  }
  for (const [part, value] of Object.entries(PARTS)) {
    if (new RegExp(`\\b(?:${part})`, 'i').test(text)) for (let i = 2; i <= value; i++) found.add(i)
  }
  return found
}

/** Ordinals beyond the third count something; as parts, they hide all numbers up to their own. */
const PARTS: Readonly<Record<string, number>> = {
  'third|three': 3,
  'fourth|four times|quarter': 4,
  'fifth|five times': 5,
  'sixth|six times': 6,
  'seventh|seven times': 7,
  'eighth|eight times': 8,
  'ninth|nine times': 9,
  'tenth|ten times': 10,
}
