const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES: Readonly<Record<string, number>> = { dozen: 12, hundred: 100, thousand: 1000, million: 1e6 }

const UNITS = SMALL.slice(1, 10).join('|')
const SIMPLE = `(?:${TENS.join('|')})(?:-(?:${UNITS}))?|${SMALL.slice(2).reverse().join('|')}`

/** Number words from two on, with a scale where one follows: `twenty-five`, `three hundred`. A source for a RegExp. */
export const NUMBER_WORD = `\\b(?:(?:one|${SIMPLE}) (?:${Object.keys(SCALES).join('|')})|${SIMPLE})\\b(?!-(?:th|fold|third|half|quarter))`

/** The value of a text that `NUMBER_WORD` matched, and whether `wordFor` could write it. */
export function wordValue(text: string): { readonly value: number; readonly plain: boolean } {
  const [word = '', scale] = text.toLowerCase().split(' ')
  const [first = '', second] = word.split('-')
  const tens = TENS.indexOf(first)
  const base = tens < 0 ? SMALL.indexOf(first) : (tens + 2) * 10 + (second ? SMALL.indexOf(second) : 0)
  return { value: base * (scale === undefined ? 1 : SCALES[scale]!), plain: scale === undefined }
}

/** The word for a whole number from 2 to 99; others have none here. */
export function wordFor(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 2 || value > 99) return undefined
  if (value < 20) return SMALL[value]
  const tens = TENS[Math.floor(value / 10) - 2]!
  return value % 10 === 0 ? tens : `${tens}-${SMALL[value % 10]}`
}
