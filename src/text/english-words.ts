/** Words of numbers, each with its value; tables for `english-numerals.ts`. */

export const UNITS: ReadonlyMap<string, number> = new Map(
  [
    ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
    ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
  ].map((word, value) => [word, value]),
)

export const TENS: ReadonlyMap<string, number> = new Map(
  ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, t) => [
    word,
    20 + 10 * t,
  ]),
)

export const SCALES: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
])

export const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...[
    ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
    ...['eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth'],
    ...['eighteenth', 'nineteenth'],
  ].map((word, at): [string, number] => [word, at + 1]),
  ...[...TENS].map(([word, value]): [string, number] => [word.replace(/y$/, 'ieth'), value]),
  ['hundredth', 100],
  ['thousandth', 1000],
  ['millionth', 1e6],
])

/** How often or how much of it. "Halves" is left out: it is the two parts as often as the act. */
export const MULTIPLES: ReadonlyMap<string, readonly [top: number, bottom: number]> = new Map(
  [
    { ratio: [2, 1] as const, words: ['twice', 'double', 'doubled', 'doubles', 'doubling', 'twofold'] },
    { ratio: [3, 1] as const, words: ['thrice', 'triple', 'tripled', 'triples', 'tripling', 'threefold'] },
    { ratio: [4, 1] as const, words: ['quadruple', 'quadrupled', 'quadruples', 'quadrupling', 'fourfold'] },
    { ratio: [1, 2] as const, words: ['halve', 'halved', 'halving'] },
  ].flatMap(({ ratio, words }) => words.map(word => [word, ratio] as const)),
)

/** What a share is followed by. Elsewhere a third is the next in a row, and quarters are coins or terms. */
export const AFTER_SHARE: ReadonlySet<string> = new Set([
  ...['of', 'as', 'the', 'that', 'what', 'more', 'less', 'fewer', 'full', 'off', 'again', 'a', 'an', 'his'],
  ...['her', 'its', 'their', 'this', 'cup', 'cups', 'mile', 'miles', 'hour', 'hours', 'inch', 'inches'],
  ...['larger', 'smaller', 'longer', 'shorter', 'price', 'pound', 'pounds', 'gallon', 'gallons', 'size'],
])

/** "First" and "second" name a place in a row only after one of these; otherwise they order a story or are a time. */
export const BEFORE_ORDINAL: ReadonlySet<string> = new Set([
  ...['the', 'his', 'her', 'its', 'their', 'my', 'your', 'our', 's', 'this', 'that'],
])

/** Before "one" these make it a pronoun. */
export const BEFORE_PRONOUN: ReadonlySet<string> = new Set([
  ...[
    'the',
    'this',
    'that',
    'each',
    'every',
    'no',
    'any',
    'some',
    'which',
    'another',
    'other',
    'last',
    'next',
  ],
])

/** And these behind it: "one of them", "one another", "one's". */
export const AFTER_PRONOUN: ReadonlySet<string> = new Set(['of', 'another', "'", '’'])
