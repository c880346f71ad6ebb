import { languageOf } from '../text/language.js'
import { numeralKey, numeralsOf } from '../text/numerals.js'
import { contentStems } from '../text/words.js'

interface Opposites {
  readonly one: string
  readonly other: string
  /** "Ann gave Ben 5" and "Ben received 5 from Ann" say the same: with another subject the other word is right. */
  readonly converse?: true
}

/** "Was given" is "received", so no participle of giving is among them. */
const ENGLISH: readonly Opposites[] = [
  { one: 'give|gives|gave|giving', other: 'receive|receives|received|receiving', converse: true },
  { one: 'buy|buys|bought|buying|purchases?|purchased', other: 'sell|sells|sold|selling', converse: true },
  { one: 'lend|lends|lent', other: 'borrow|borrows|borrowed', converse: true },
  { one: 'more', other: 'fewer|less', converse: true },
  { one: 'older', other: 'younger', converse: true },
  { one: 'taller|longer', other: 'shorter', converse: true },
  { one: 'heavier', other: 'lighter', converse: true },
  { one: 'faster', other: 'slower', converse: true },
  { one: 'before', other: 'after', converse: true },
  { one: 'increase[sd]?|increasing', other: 'decrease[sd]?|decreasing' },
  { one: 'win|wins|won|winning', other: 'lose|loses|lost|losing' },
  { one: 'add|adds|added|adding', other: 'subtract|subtracts|subtracted|subtracting' },
  // What is asked for; elsewhere "left" and "spent" are parts of one story.
  {
    one: '(?<=\\bhow (?:many|much)\\b[^.?!]*)(?:left|remain|remains|remaining)',
    other: '(?<=\\bhow (?:many|much)\\b[^.?!]*)(?:spend|spends|spent|used?)',
  },
  { one: 'deposit|deposits|deposited', other: 'withdraw|withdraws|withdrew' },
]
const CHINESE: readonly Opposites[] = [
  { one: '(?<![差至很许最])多(?![少么久大云次])', other: '(?<![多至减缺不])少(?![年女])', converse: true },
  { one: '买(?!卖)', other: '(?<!买)卖', converse: true },
  { one: '之前|以前|(?<=[天年月])前', other: '之后|以后|(?<=[天年月])后', converse: true },
  { one: '增加|增长|提高|上涨', other: '减少|下降|降低|下跌' },
  { one: '赢', other: '输(?![入出送])' },
  { one: '剩(?=.{0,4}多少)', other: '(?:花|用)(?=[了掉].{0,3}多少)' },
]

/** Content words and numbers on either side that are compared. */
const WINDOW = 2

/**
 * Words that their opposite took the place of: the source has one and not the other, the copy the reverse, and a
 * content word or number within two of either is the same. Where both words may be right ("gave", "received"; "more
 * than B", "fewer than A"), only with the same word behind "than" or else in front as subject.
 */
export function oppositesChanged(source: string, copy: string): string[] {
  const chinese = languageOf(source) === 'chinese'
  return (chinese ? CHINESE : ENGLISH).flatMap(({ one, other, converse }) => {
    const [first, second] = [one, other].map(words =>
      chinese ? new RegExp(words, 'u') : new RegExp(`\\b(?:${words})\\b`, 'i'),
    ) as [RegExp, RegExp]
    const has = (text: string) => [first.test(text), second.test(text)] as const
    const [before, after] = [has(source), has(copy)]
    if (before[0] === before[1] || after[0] === after[1] || before[0] === after[0]) return []
    const [from, to] = before[0]
      ? [place(source, first), place(copy, second)]
      : [place(source, second), place(copy, first)]
    if (converse && from.side !== to.side) return []
    return from.near.some(word => to.near.includes(word)) ? [`"${from.word}" became "${to.word}"`] : []
  })
}

/** The first of the words in its sentence. */
function place(text: string, pattern: RegExp): { word: string; side: string | undefined; near: string[] } {
  const { 0: word, index } = pattern.exec(text)!
  const before = /[^.!?。！？\n]*$/u.exec(text.slice(0, index))![0]
  const behind = /^[^.!?。！？\n]*/u.exec(text.slice(index + word.length))![0]
  const than = /^(?:\s+\S+){0,5}?\s+than\s+(.*)/u.exec(behind)?.[1]
  const compared = /比(.*)$/u.exec(before)?.[1]
  const side = than ?? compared
  return {
    word,
    side: side === undefined ? subject(before) : contentStems(side, NONE).slice(0, 2).join(' '),
    near: [...contents(before).slice(-WINDOW), ...contents(behind).slice(0, WINDOW)],
  }
}

const NONE: ReadonlyMap<string, string> = new Map()

/** The last name, noun or pronoun. */
function subject(before: string): string | undefined {
  const words = before.match(/\b(?:he|she|they|it|we|I|you)\b|[\p{L}\p{N}]+/giu) ?? []
  return words
    .findLast(word => /^(?:he|she|they|it|we|I|you)$/i.test(word) || contentStems(word, NONE).length > 0)
    ?.toLowerCase()
}

/** Content words and the values of numbers, in order; values in letters, since digits are no content words. */
function contents(text: string): string[] {
  const marked = numeralsOf(text).reduceRight((left, numeral) => {
    const letters = numeralKey(numeral).replace(/\d/g, digit => 'abcdefghij'[Number(digit)]!)
    return `${left.slice(0, numeral.start)} value${letters.replace(/[^a-z]/g, 'x')} ${left.slice(numeral.end)}`
  }, text)
  return contentStems(marked, NONE)
}
