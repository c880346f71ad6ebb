import { value } from './arithmetic-audit.js'

/** A question with its worked answer. */
export interface Worked {
  readonly question: string
  readonly answer: string
}

/**
 * Looks for what held in a parent without an annotation and does not hold in its variant any more. It shares no code
 * with src/building and links nothing: the i-th number of the parent is set beside the i-th of the variant, and
 * whatever is true of the parent's is asked of the variant's. Each complaint is a sentence.
 */
export function auditRelations(parent: Worked, made: Worked): string[] {
  const before = readingOf(parent)
  const after = readingOf(made)
  if (before.length !== after.length) return [`${before.length} numbers became ${after.length}`]
  return [
    ...equationComplaints(parent.answer, made.answer),
    ...conversionComplaints(before, after, `${parent.question}\n${parent.answer}`),
    ...sourceComplaints(before, after),
    ...fractionComplaints(before, after, made.answer),
    ...questionComplaints(before, after),
  ]
}

export interface Place {
  readonly n: number
  readonly part: 'question' | 'leaf' | 'result' | 'prose'
  readonly line: number
  readonly before: string
  readonly after: string
}

const WORDS =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const NUMBER = new RegExp(
  `\\d[\\d,]*(?:\\.\\d+)?|\\.\\d+|\\b(?:(?:${TENS.join('|')})(?:-(?:one|${WORDS.slice(0, 8).join('|')}))?|${[...WORDS].reverse().join('|')})\\b`,
  'gi',
)

function numeric(text: string): number {
  if (/\d/.test(text)) return Number(text.replace(/,/g, ''))
  const [tens = '', unit = ''] = text.toLowerCase().split('-')
  const small = (word: string) => (word === '' ? 0 : word === 'one' ? 1 : WORDS.indexOf(word) + 2)
  return TENS.includes(tens) ? (TENS.indexOf(tens) + 2) * 10 + small(unit) : small(tens)
}

/** All numbers from left to right, with what they are part of. */
export function readingOf({ question, answer }: Worked): Place[] {
  const text = `${question}\n${answer}`
  return [...text.matchAll(NUMBER)].map(({ 0: digits, index }) => {
    const before = text.slice(0, index)
    const after = text.slice(index + digits.length)
    const inside = before.lastIndexOf('<<') > before.lastIndexOf('>>')
    const isQuestion = index < question.length
    const part = isQuestion ? 'question' : !inside ? 'prose' : /^[\s$]*>>/.test(after) ? 'result' : 'leaf'
    return { n: numeric(digits), part, line: before.split('\n').length, before, after }
  })
}

/** Equations of the prose, their words left out: `6 cups - 4 cups = 2 cups`, `5/20 = 1/4 of an item`. */
function equationComplaints(parent: string, made: string): string[] {
  const now = equationsOf(made)
  return equationsOf(parent).flatMap((old, i) => {
    if (old.holds !== true) return []
    return now[i]?.holds === true ? [] : [`no longer true: ${now[i]?.text}`]
  })
}

function equationsOf(answer: string) {
  return answer
    .replace(/<<.*?>>/g, '')
    .split('####')[0]!
    .split('\n')
    .flatMap(line => {
      const sides = line.split('=')
      return sides.slice(1).map((side, i) => {
        const left = bare(sides[i]!.split(/[,;:]\s|\.\s|\b(?:so|is|are|because)\b/).at(-1)!)
        const right = bare(side.split(/[,;:]\s|\.\s|\.$|\b(?:so|is|are|because|and|or|which)\b|\(/)[0]!)
        const [a, b] = [value(left), value(right)]
        const holds = a === undefined || b === undefined ? undefined : a[0] * b[1] === b[0] * a[1]
        return { text: `${left} = ${right}`, holds }
      })
    })
}

const bare = (side: string) =>
  side
    .replace(/(%|\/\d+) of (?=\$?\d)/g, '$1*')
    .replace(/(?<=\d)-(?=[a-z])/g, ' ')
    .replace(/(?<=\d)\s*x\s*(?=\$?\d)|(?<=[a-z)]) x (?=\$?\d)/g, '*')
    .replace(/[A-Za-z’'"]+(?:\/[a-z]+)*/g, ' ')
    .replaceAll('–', '-')
    .replace(/(?<=\s)-(?=\s*$)|\.(?!\d)/g, '')
    .trim()

/** How many of a thing make one of another, if the text speaks of both. */
const FACTORS: readonly (readonly [one: RegExp, other: RegExp, factor: number])[] = [
  [/\bminutes?\b/, /\bhours?\b/, 60],
  [/\bseconds?\b/, /\bminutes?\b/, 60],
  [/\bhours?\b/, /\bdays?\b/, 24],
  [/\bdays?\b/, /\bweeks?\b/, 7],
  [/\bmonths?\b/, /\byears?\b/, 12],
  [/\bweeks?\b/, /\byears?\b/, 52],
  [/\binch(es)?\b/, /\bf(oo|ee)t\b/, 12],
  [/\bf(oo|ee)t\b/, /\byards?\b/, 3],
  [/\bounces?\b/, /\bpounds?\b/, 16],
  [/\bcents?\b/, /\$|\bdollars?\b/, 100],
  [/\bcm\b|\bcentimeters?\b/, /\bm\b|\bmeters?\b/, 100],
  [/\bm\b|\bmeters?\b/, /\bkm\b|\bkilometers?\b/, 1000],
  [/\bgrams?\b/, /\bkg\b|\bkilo(gram)?s?\b/, 1000],
  [/\bml\b|\bmilliliters?\b/, /\bliters?\b/, 1000],
  [/./, /\bdozens?\b/, 12],
]

/** A number of the answer that is an earlier one in another unit, or an earlier one rounded, was found by that. */
function conversionComplaints(before: readonly Place[], after: readonly Place[], text: string): string[] {
  const factors = FACTORS.filter(([one, other]) => one.test(text) && other.test(text)).map(one => one[2])
  return before.flatMap((place, i) => {
    if (place.part === 'question' || place.part === 'result' || isRepeated(place)) return []
    return before.slice(0, i).flatMap((from, j) => {
      if (from.part !== 'result') return []
      return [
        ...factors.flatMap(f => [(n: number) => n * f, (n: number) => n / f]),
        Math.ceil,
        Math.floor,
      ].flatMap(way => {
        if (way(from.n) === from.n || way(from.n) !== place.n) return []
        if (way(after[j]!.n) === after[i]!.n) return []
        return [`${place.n} was made of ${from.n}, but ${after[i]!.n} not of ${after[j]!.n}`]
      })
    })
  })
}

/** The number behind an annotation says its result again, and the numbers of a sum before one are judged inside it. */
function isRepeated({ before, after, part }: Place): boolean {
  return (
    part === 'prose' && (/>>\s*\$?$/.test(before) || /^[^\n<]*<</.test(after) || /####\s*\$?$/.test(before))
  )
}

/** Up to this a number may count what words say, so that an equal one elsewhere may be another. */
const LARGEST_COUNT = 12

/**
 * A number of a step that only one earlier number equals is that one; and of a percentage, every form that it has in
 * the parent (at 50% off, what is saved and what is left) it has in the variant.
 */
function sourceComplaints(before: readonly Place[], after: readonly Place[]): string[] {
  return before.flatMap((place, i) => {
    if (place.part !== 'leaf') return []
    const now = after[i]!.n
    const earlier = before
      .slice(0, i)
      .flatMap((one, j) => (one.part === 'question' || one.part === 'result' ? [j] : []))
    const equal = earlier.filter(j => before[j]!.n === place.n)
    const only = new Set(equal.map(j => after[j]!.n))
    const complaints: string[] = []
    if (place.n > LARGEST_COUNT && equal.length > 0 && !only.has(now)) {
      complaints.push(`${place.n} became ${now}, but where it came from ${[...only].join(' or ')}`)
    }
    if (!Number.isInteger(place.n) || place.n > LARGEST_COUNT) {
      const forms = [
        (p: number) => p / 100,
        (p: number) => 1 - p / 100,
        (p: number) => 100 - p,
        (p: number) => p,
      ]
      for (const j of earlier.filter(one => /^\s?(?:%|percent)/.test(before[one]!.after))) {
        const held = forms.filter(form => isClose(form(before[j]!.n), place.n))
        if (!held.every(form => isClose(form(after[j]!.n), now))) {
          complaints.push(`${before[j]!.n}% gave ${place.n}, but ${after[j]!.n}% gave ${now}`)
        }
      }
    }
    return complaints
  })
}

const isClose = (a: number, b: number) => Math.abs(a - b) < 1e-9

/** `a/b` outside annotations is one number: it changes only to a quotient that an annotation of the variant has. */
function fractionComplaints(before: readonly Place[], after: readonly Place[], answer: string): string[] {
  const steps = (answer.match(/<<.*?>>|[\d.,$/*+ x-]+=/g) ?? []).join(' ').replace(/[\s$]/g, '')
  return before.flatMap((above, i) => {
    const below = before[i + 1]
    if (above.part !== 'prose' || below === undefined || !/^\/\d/.test(above.after)) return []
    // 72/3 is a division: where it equals something, that is looked at as an equation.
    if (above.n >= below.n || !Number.isInteger(above.n)) return []
    const [a, b] = [after[i]!.n, after[i + 1]!.n]
    if ((a === above.n && b === below.n) || steps.includes(`${a}/${b}`)) return []
    return [`the fraction ${above.n}/${below.n} became ${a}/${b}`]
  })
}

/** What the world has in fixed numbers. */
const FACTS =
  /^[- ](?:vowels|consonants|letters|legs|wheels|sides|degrees|suits|planets|continents|fingers|toes|eyes|days (?:in|of) (?:a|the)|weeks (?:in|of) (?:a|the)|months (?:in|of) (?:a|the)|hours (?:in|of) (?:a|the))\b/

/** Facts of the world, parts of a number that no step uses, and percentages of one whole. */
function questionComplaints(before: readonly Place[], after: readonly Place[]): string[] {
  const complaints: string[] = []
  const asked = before.flatMap((place, i) =>
    place.part === 'question' ? [{ ...place, now: after[i]!.n }] : [],
  )
  const leaves = new Set(before.filter(({ part }) => part === 'leaf').flatMap(({ n }) => [n, n * 100]))
  for (const { n, now, after: behind } of asked) {
    if (n !== now && FACTS.test(behind)) complaints.push(`a fact: ${n}${behind.slice(0, 20)} became ${now}`)
  }
  for (const whole of asked.filter(({ n }) => !leaves.has(n))) {
    asked.forEach((a, i) => {
      asked.forEach((b, j) => {
        if (i >= j || a === whole || b === whole) return
        if (a.n + b.n === whole.n && a.now + b.now !== whole.now) {
          complaints.push(`${a.n} and ${b.n} were ${whole.n}; ${a.now} and ${b.now} are not ${whole.now}`)
        }
      })
    })
  }
  const shares = asked.filter(({ after: behind }) => /^\s?(?:%|percent)/.test(behind))
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
  if (sum(shares.map(({ n }) => n)) === 100 && sum(shares.map(({ now }) => now)) !== 100) {
    complaints.push('the percentages made up 100')
  }
  return complaints
}
