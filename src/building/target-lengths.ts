import { type Language, languageOf } from '../text/language.js'
import { type LengthUnit, lengthIn, unitOf } from '../text/length.js'

/** A length that a made text should have, in the unit of its language. */
export interface TargetLength {
  readonly language: Language
  readonly unit: LengthUnit
  readonly length: number
}

/** A language and what its texts are counted in: texts are compared only within one. */
export const kindOf = (text: string) => {
  const [language, unit] = [languageOf(text), unitOf(text)]
  return { language, unit, kind: `${language} ${unit}` }
}

/**
 * `count` lengths with the distribution of those of the given texts: their quantiles at (i + ½) / count, language by
 * language in proportion. So the match is as good as whole sentences allow, and no draw can miss it.
 */
export function targetLengths(texts: readonly string[], count: number): TargetLength[] {
  const measured = texts
    .map(text => {
      const { language, unit } = kindOf(text)
      return { language, unit, length: lengthIn(unit, text) }
    })
    .sort((a, b) => compare(a.language, b.language) || compare(a.unit, b.unit) || a.length - b.length)
  return Array.from({ length: count }, (_, i) => measured[Math.floor(((i + 0.5) * measured.length) / count)]!)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** How well the lengths of what was made match, a sentence per language, and what could not be made. */
export function lengthNotes(
  targets: readonly TargetLength[],
  made: readonly { readonly text: string; readonly target: TargetLength }[],
  missed: readonly TargetLength[],
): string[] {
  const kinds = [...new Set(targets.map(({ language, unit }) => `${language} ${unit}`))]
  return kinds.flatMap(kind => {
    const of = ({ language, unit }: TargetLength) => `${language} ${unit}` === kind
    const lengths = made
      .filter(({ target }) => of(target))
      .map(({ text, target }) => lengthIn(target.unit, text))
    const wanted = targets.filter(of).map(({ length }) => length)
    const gone = missed.filter(of).map(({ length }) => length)
    const name = kind.replace(' ', ', in ')
    const [made5, made50, made95] = quantiles(lengths)
    const [want5, want50, want95] = quantiles(wanted)
    return [
      ...(lengths.length === 0
        ? []
        : [
            `Lengths (${name}): median ${made50}, 5 to 95 % ${made5} to ${made95}; in the set to match ${want50}, ${want5} to ${want95}`,
          ]),
      ...(gone.length === 0
        ? []
        : [
            `${gone.length} of ${wanted.length} windows (${name}) were not made, ${Math.min(...gone)} to ${Math.max(...gone)} long: no document has a free run of whole sentences of that length`,
          ]),
    ]
  })
}

function quantiles(lengths: readonly number[]): (number | undefined)[] {
  const sorted = [...lengths].sort((a, b) => a - b)
  return [0.05, 0.5, 0.95].map(q => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))])
}
