import { MULTIPLES, ORDINALS, SCALES, TENS, UNITS } from './english-words.js'

/**
 * The units of a text that n-grams are made of, lower case and without punctuation: words, and in Chinese each Han
 * character, since no spaces tell words apart. Latin words and numbers within Chinese text stay whole.
 */
export function textUnits(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase()
  return folded.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu) ?? []
}

/** Runs of `length` units, each written as one text; none where the text has fewer units. */
export function ngrams(units: readonly string[], length: number): string[] {
  return units.slice(length - 1).map((_, start) => units.slice(start, start + length).join(' '))
}

/**
 * Share of the different n-grams of `copy` that `source` has too, 0 to 1; undefined when the copy is too short to
 * have one.
 */
export function containment(
  source: readonly string[],
  copy: readonly string[],
  length: number,
): number | undefined {
  const known = new Set(ngrams(source, length))
  const own = new Set(ngrams(copy, length))
  return own.size === 0 ? undefined : [...own].filter(gram => known.has(gram)).length / own.size
}

/** Words and characters that carry no content of their own. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set([
  ...'a an the this that these those some any each every all both and or but if then than so as of in on at by'.split(
    ' ',
  ),
  ...'for from to with without into onto over under about after before during per up down out off only just also'.split(
    ' ',
  ),
  ...'i you he she it we they me him her us them my your his its our their who whom whose which what where when'.split(
    ' ',
  ),
  ...'how why is are was were be been being am do does did has have had having will would can could shall should'.split(
    ' ',
  ),
  ...'may might must not no nor there here more most less much many very too s t re ve ll d m o'.split(' '),
  ...'的了在是有和与及或但而就都也还又把被让给向从到对于为以因所其之这那哪谁什么怎样吗呢吧啊着过地得个请问',
])

/**
 * Share of the different content words of `source` whose stem `copy` has too; in Chinese of its characters. Numbers
 * are left to the check of quantities. Undefined when the source has no content words.
 */
export function contentRecall(source: readonly string[], copy: readonly string[]): number | undefined {
  const wanted = contentOf(source)
  if (wanted.size === 0) return undefined
  const present = contentOf(copy)
  return [...wanted].filter(word => present.has(word)).length / wanted.size
}

/** The content words of a text by their stems, in order; `classes` gives words a common name of their own. */
export function contentStems(text: string, classes: ReadonlyMap<string, string>): string[] {
  return textUnits(text).flatMap(unit => {
    const known = classes.get(unit)
    if (known !== undefined) return [known]
    return FUNCTION_WORDS.has(unit) || isNumber(unit) ? [] : [stem(unit)]
  })
}

function contentOf(units: readonly string[]): Set<string> {
  return new Set(units.filter(unit => !FUNCTION_WORDS.has(unit) && !isNumber(unit)).map(stem))
}

function isNumber(unit: string): boolean {
  return /\p{N}|^[零〇一二两三四五六七八九十百千万亿半]$/u.test(unit) || NUMBER_WORDS.has(unit)
}

const NUMBER_WORDS: ReadonlySet<string> = new Set([
  ...[UNITS, TENS, SCALES, ORDINALS, MULTIPLES].flatMap(table => [...table.keys()]),
  ...['half', 'quarter', 'couple', 'pair', 'once', 'times', 'percent'],
])

/** Inflection off, as far as one rule does it: walks, walked and walking meet; three letters stay at least. */
function stem(word: string): string {
  return word.replace(/(?<=^[a-z]{3,})(?:ing|ed|es|s|e|ly)$/, '')
}
