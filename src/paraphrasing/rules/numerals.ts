const ONES =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/)
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1e6],
])
/** Words that state a number without being one. */
const OTHERS =
  /^(?:first|second|half|halves|twice|thrice|double[sd]?|triple[sd]?|dozens?|quarters?|thirds?|fourths?|fifths?|both)$/

/** A whole number from 0 to 9999 in words: 250 is "two hundred fifty". */
export function inWords(value: number): string {
  if (value < 20) return ONES[value]!
  if (value < 100) return TENS[Math.floor(value / 10) - 2]! + (value % 10 ? `-${ONES[value % 10]}` : '')
  const [scale, name] = value < 1000 ? ([100, 'hundred'] as const) : ([1000, 'thousand'] as const)
  const rest = value % scale
  return `${inWords(Math.floor(value / scale))} ${name}${rest ? ` ${inWords(rest)}` : ''}`
}

/** The value of one number word below 100, "twenty-five" included. */
export function wordValue(word: string): number | undefined {
  const [tens = '', ones] = word.toLowerCase().split('-')
  const small = ONES.indexOf(tens)
  if (small >= 0) return ones === undefined ? small : undefined
  const value = (TENS.indexOf(tens) + 2) * 10
  if (value < 20) return undefined
  if (ones === undefined) return value
  const unit = ONES.indexOf(ones)
  return unit >= 1 && unit <= 9 ? value + unit : undefined
}

/**
 * Every numeral of an English text in a normal form, sorted: digits without thousands separators, number words as their
 * values, and words such as half and twice as they are. Two texts state the same numbers if these lists are equal.
 */
export function numeralsOf(text: string): readonly string[] {
  const found: string[] = []
  let open: number | undefined
  const close = () => {
    if (open !== undefined) found.push(String(open))
    open = undefined
  }
  for (const [token] of text.matchAll(/\d[\d,]*(?:\.\d+)?|\.\d+|[A-Za-z]+(?:-[a-z]+)*|[^\sA-Za-z\d]/g)) {
    const word = token.toLowerCase()
    const value = wordValue(word)
    const scale = SCALES.get(word)
    if (value !== undefined) {
      // "two hundred fifty" goes on, "two three" are two numbers.
      if (open === undefined || open % 100 !== 0) close()
      open = (open ?? 0) + value
    } else if (scale !== undefined && open !== undefined) open *= scale
    else if (word !== 'and' || open === undefined || open % 100 !== 0) {
      // British "one hundred and five" is one number.
      close()
      if (/\d/.test(token)) found.push(String(Number(token.replaceAll(',', ''))))
      else for (const part of word.split('-')) if (OTHERS.test(part) || wordValue(part)) found.push(part)
    }
  }
  close()
  return found.sort()
}
