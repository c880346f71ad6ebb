import { foldWidth, type Numeral, numeralKey, numeralsOf } from '../text/numerals.js'
import type { SourceRow } from '../types.js'
import { argumentAt, plainLatex } from './latex.js'

/** An `answer` field longer than this, in characters, is a solution and no answer that could be compared as a whole. */
const LONGEST_ANSWER = 60

/**
 * The final answer of an item, as it is written: what follows the last "####" of its text or `answer` field, or stands
 * in the last \boxed{}, whichever comes later; else the whole `answer` field where that is short. Undefined when there
 * is none.
 */
export function finalAnswer({ text, fields }: SourceRow): string | undefined {
  const { answer } = fields
  const field = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
  return marked(text) ?? marked(field) ?? whole(field)
}

function marked(text: string): string | undefined {
  const last = [...text.matchAll(/####[ \t]*([^\n]+)|\\(?:boxed|fbox)(?![A-Za-z])/g)].at(-1)
  if (last === undefined) return undefined
  const answer = last[1] ?? argumentAt(text, last.index + last[0].length)
  return answer?.trim() || undefined
}

function whole(field: string): string | undefined {
  const answer = field.trim()
  return answer !== '' && answer.length <= LONGEST_ANSWER && !answer.includes('\n') ? answer : undefined
}

/**
 * Equal in what is written, each numeral by its value: "1,000" and "一千", "50%" and "1/2", "\dfrac{3}{7}" and "3/7"
 * agree, "100%" and "1" do not. All around the numerals must be equal too (signs, units, variables), case, spaces and LaTeX's layout aside;
 * only a currency that one of the two leaves out says nothing.
 */
export function sameAnswer(a: string, b: string): boolean {
  const [first, second] = [keyOf(a).key, keyOf(b).key]
  if (first === second) return true
  const [one, other] = [amountOf(first), amountOf(second)]
  if (one === undefined || one.number !== other?.number) return false
  return one.currency === '' || other.currency === '' || one.currency === other.currency
}

/** The answer as a number, where it is one with at most a sign, a currency and a unit of one word: not 3x, not x > 3. */
export function answerValue(row: SourceRow): number | undefined {
  const { key, numerals } = keyOf(finalAnswer(row) ?? '')
  const isNumber = /^-?[$€£¥]?-?⟨[^⟩]+⟩(?:°|\p{Script=Han}+|(?!pi$)\p{L}{2,})?$/u.test(key)
  return isNumber ? numerals[0]!.value.valueOf() : undefined
}

/** An answer with ⟨value⟩ for each numeral, without what says nothing. */
function keyOf(answer: string): { readonly key: string; readonly numerals: readonly Numeral[] } {
  const plain = plainLatex(foldWidth(answer).replace(/[−–]/g, '-').replaceAll('￥', '¥')).replace(
    /[.。]$/,
    '',
  )
  const numerals = numeralsOf(plain)
  const valued = numerals.reduceRight((left, numeral) => {
    // The sign of -5 and -$5 stands before the numeral, which may have it in its value too.
    const signed = /-\s*[$€£¥]?\s*$/.test(plain.slice(0, numeral.start))
    const value = signed ? quantityOf(numeral).replace('-', '') : quantityOf(numeral)
    return `${left.slice(0, numeral.start)}⟨${value}⟩${left.slice(numeral.end)}`
  }, plain)
  // \Delta is not \delta; in words and letters of options, case is a matter of style.
  const folded = (valued.includes('\\') ? valued : valued.toLowerCase()).normalize('NFC').replace(/\s+/g, ' ')
  return { key: folded.replace(/(?<![\p{L}\p{N}]) | (?![\p{L}\p{N}])/gu, ''), numerals }
}

/** An answer of 2 counts something, which 200 % does not; below, 50 % and 1/2 are two ways of writing one share. */
function quantityOf(numeral: Numeral): string {
  const { kind, value } = numeral
  const whole = kind === 'percent' && value.d === 1n && !value.equals(0)
  return whole ? `${value.mul(100).toFraction()}%` : numeralKey(numeral)
}

const CURRENCIES: Readonly<Record<string, string>> = {
  ...{ dollar: '$', dollars: '$', euro: '€', euros: '€', yuan: '¥', 元: '¥', 圆: '¥', 人民币: '¥' },
}

/** A key that is a number and at most a currency. */
function amountOf(key: string): { readonly number: string; readonly currency: string } | undefined {
  const parts = /^(-?)([$€£¥]?)(-?⟨[^⟩]+⟩)([$€£¥]|[a-z\p{Script=Han}]*)$/u.exec(key)
  const [, minus = '', before = '', number = '', after = ''] = parts ?? []
  const behind = CURRENCIES[after] ?? (/^[$€£¥]?$/.test(after) ? after : undefined)
  return parts === null || behind === undefined
    ? undefined
    : { number: minus + number, currency: before || behind }
}
