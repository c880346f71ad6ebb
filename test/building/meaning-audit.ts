import { type Place, readingOf, type Worked } from './relation-audit.js'

/**
 * Asks of a variant what a reader would: is what the answer compares still so, is an unknown still solved, is what
 * was counted by words still as many? Nothing is linked: the i-th number of the parent is set beside the i-th of the
 * variant. Some complaints are mere suspicions: a small number that changed where nothing says what it counts.
 */
export function auditMeaning(parent: Worked, made: Worked): string[] {
  const before = readingOf(parent)
  const after = readingOf(made)
  if (before.length !== after.length) return [`${before.length} numbers became ${after.length}`]
  const pairs = before.map((place, i): Pair => ({ ...place, now: after[i]!.n }))
  return [
    ...comparisonComplaints(parent.answer, made.answer),
    ...unknownComplaints(parent.answer, pairs, parent),
    ...lastOfThemComplaints(parent.question, pairs),
    ...roleComplaints(parent, pairs),
    ...sharingComplaints(parent, pairs),
    ...listComplaints(parent.question, pairs),
    ...worthComplaints(pairs),
  ]
}

type Pair = Place & { readonly now: number }

const plain = (answer: string) => answer.replace(/<<.*?>>/g, '').split('####')[0]!

/** `48 < 60`, `4s > 3s`, `12 is less than 15`: true in the parent, so in the variant. */
function comparisonComplaints(parent: string, made: string): string[] {
  const read = (answer: string) =>
    [
      ...plain(answer).matchAll(
        /([\d,]*\.?\d+)\s?(?:[a-z%]+\s){0,3}[a-z%]*\s?(<|>|\b(?:is|are) (?:less|fewer|smaller|cheaper|lower) than|\b(?:is|are) (?:more|greater|larger|bigger|higher) than) \$?([\d,]*\.?\d+)/g,
      ),
    ].map(([text, a = '', sign = '', b = '']) => {
      const [x, y] = [a, b].map(one => Number(one.replace(/,/g, ''))) as [number, number]
      return { text, holds: sign === '<' || /less|fewer|smaller|cheaper|lower/.test(sign) ? x < y : x > y }
    })
  const now = read(made)
  return read(parent).flatMap(({ holds }, i) =>
    holds && now[i]?.holds === false ? [`untrue now: ${now[i].text}`] : [],
  )
}

/** What is solved for by algebra holds for the parent's numbers only. */
function unknownComplaints(answer: string, pairs: readonly Pair[], { question }: Worked): string[] {
  const first = question.split('\n').length + 1
  return plain(answer)
    .split('\n')
    .flatMap((line, l) => {
      const isAlgebra =
        /=/.test(line) &&
        (/\b\d*[xyn]\s?[-+=*/]|[-+*/]\s?\d*[xyn]\b(?!\s?[\d$(])/.test(line) ||
          /\([a-z’' ]{3,} [-+*/] \d|\d [-+*/] [a-z’' ]{3,}\)/i.test(line))
      if (!isAlgebra) return []
      const moved = pairs.filter(one => one.line === first + l && one.n !== one.now)
      return moved.length === 0 ? [] : [`an equation with an unknown has new numbers: ${line}`]
    })
}

const NTH =
  'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )

/** `20 fishermen, 19 of them …, the twentieth`. */
function lastOfThemComplaints(question: string, pairs: readonly Pair[]): string[] {
  const asked = pairs.filter(({ part }) => part === 'question')
  const complaints: string[] = []
  for (const all of asked) {
    for (const some of asked) {
      if (
        all.n - some.n === 1 &&
        all.now - some.now !== 1 &&
        /^\s(?:[a-z]+\s)?of (?:them|these|those)\b/.test(some.after)
      )
        complaints.push(`${some.n} of ${all.n} became ${some.now} of ${all.now}`)
    }
    const nth = NTH[all.n - 3]
    if (nth && all.n !== all.now && new RegExp(`\\b${nth} (?!of|as|the)[a-z]`, 'i').test(question))
      complaints.push(`${all.n} became ${all.now}, but there is a ${nth}`)
  }
  return complaints
}

const SMALL = 12

/** The sign before a number of an annotation; of the first one, the sign behind. */
function signOf({ before, after }: Place): string {
  const left = /[-+*/x×]\s*\$?\(*$/.exec(before)?.[0].trim()[0]
  return left ?? /^\s*%?\)*\s*([-+*/x×])/.exec(after)?.[1] ?? ''
}

const stems = (text: string) =>
  (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).map(word => word.slice(0, Math.max(3, word.length - 3)))

/** Whether a line has a word that stands beside an equal number of the question, or money where that is money. */
function speaksOf({ n }: Place, line: string, pairs: readonly Pair[]): boolean {
  const around = stems(line)
  const places = pairs.filter(one => one.part === 'question' && one.n === n)
  return places.some(({ before, after }) => {
    if (/\$$/.test(before)) return /\$|dollar|cost|price|pay|paid|earn|spen|money|worth|charge/i.test(line)
    const beside = [...stems(after.slice(0, 45)), ...stems(before.slice(-15))]
    return beside.some(word => around.some(other => other.startsWith(word) || word.startsWith(other)))
  })
}

/** New small numbers of steps that a number of the question equals; what an earlier step gave has that to explain it. */
function smallLeaves(pairs: readonly Pair[]): Pair[] {
  return pairs.filter(
    ({ part, n, now, line }) =>
      part === 'leaf' &&
      n !== now &&
      n <= SMALL &&
      Number.isInteger(n) &&
      pairs.some(one => one.part === 'question' && one.n === n) &&
      !pairs.some(one => one.part === 'result' && one.n === n && one.line < line),
  )
}

/** A small number that is added in one step and counts in another, where not both say of what, was two of one value. */
function roleComplaints({ question, answer }: Worked, pairs: readonly Pair[]): string[] {
  const lines = linesOf({ question, answer })
  const moved = smallLeaves(pairs)
  return [...new Set(moved.map(({ n }) => n))].flatMap(n => {
    const uses = moved.filter(one => one.n === n)
    const places = pairs.filter(one => one.part === 'question' && one.n === n).length
    const isSum = uses.some(one => /[-+]/.test(signOf(one)))
    const isFactor = uses.some(one => /[*/x×]/.test(signOf(one)))
    const isSaid = uses.every(one => speaksOf(one, lines[one.line - 1]!, pairs))
    return isSum && isFactor && !isSaid && uses.length > places ? [`${n} is added here and counts there`] : []
  })
}

const linesOf = ({ question, answer }: Worked) => `${question}\n${answer}`.replace(/<<.*?>>/g, '').split('\n')

/** Who divides or multiplies by a small number says of what there are so many. */
function sharingComplaints(parent: Worked, pairs: readonly Pair[]): string[] {
  const lines = linesOf(parent)
  return smallLeaves(pairs).flatMap(one => {
    const line = lines[one.line - 1]!
    if (!/[*/x×]/.test(signOf(one)) || speaksOf(one, line, pairs)) return []
    return [`${one.n} became ${one.now} in "${line.slice(0, 90)}", which says not of what`]
  })
}

/** `3 cartons: one red, one green and one blue`; `Ann, Bo and Cy` and a step for 3. */
function listComplaints(question: string, pairs: readonly Pair[]): string[] {
  const lists = [
    ...question.matchAll(/\b[A-Z][a-z]+(?:, [A-Z][a-z]+)*,? and [A-Z][a-z]+\b/g),
    ...question.matchAll(
      /\b(?:one|an?) [a-z -]{2,20}(?:, (?:one|an?) [a-z -]{2,20})*,? and (?:one|an?) [a-z]+/g,
    ),
  ].map(([list]) => list.replace(/,? and /g, ', ').split(',').length)
  return pairs.flatMap(({ part, n, now, after, before }) => {
    if (n === now || !lists.includes(n) || part !== 'leaf') return []
    const sign = signOf({ part, n, after, before, line: 0 })
    return /[*/x×]/.test(sign) && n < 7 ? [`${n} became ${now}, but a list has ${n}`] : []
  })
}

const UNIT =
  'teaspoons?|tablespoons?|cups?|pints?|quarts?|gallons?|ounces?|pounds?|inch(?:es)?|foot|feet|yards?|miles?|kilometers?|meters?|grams?|kilograms?|liters?|minutes?|hours?|days?|weeks?|months?|years?'

/** What one measure is worth in another. */
function worthComplaints(pairs: readonly Pair[]): string[] {
  return pairs.flatMap(({ part, n, now, before, after }) => {
    if (part !== 'question' || n === now) return []
    const isWorth =
      new RegExp(
        `\\b(?:a|an|one|1|each) (?:[a-z]+ )?(?:${UNIT}) (?:is|equals|=|has|contains) (?:[a-z]+ )?$`,
        'i',
      ).test(before) && new RegExp(`^ (?:[a-z]+ )?(?:${UNIT})\\b`, 'i').test(after)
    return isWorth ? [`a measure: ${before.slice(-25)}${n} became ${now}`] : []
  })
}
