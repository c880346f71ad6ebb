import { isOrdinary } from './first-word.js'
import { FORMULA } from './formulas.js'
import { numeralsOf } from './numerals.js'

/**
 * Whether a rewording keeps what every rewording must: the numbers, the hidden formulas, the names (each capitalised
 * word that is not there for a sentence's start), the marks, and no word said twice in a row. It knows nothing of the
 * rule that made it, so a mistake in a rule costs a rewording and never a number.
 */
export function keeps(before: string, after: string): boolean {
  return (
    same(numeralsOf(before), numeralsOf(after)) &&
    same(before.match(new RegExp(FORMULA, 'g')) ?? [], after.match(new RegExp(FORMULA, 'g')) ?? []) &&
    same(namesOf(before), namesOf(after)) &&
    same(before.match(/["“”()[\]:%#@&]/g) ?? [], [
      ...(after.match(/["“”()[\]:%#@&]/g) ?? []),
      ...percents(before, after),
    ]) &&
    doubled(after) <= doubled(before)
  )
}

/** Capitalised words, possessives apart. */
function namesOf(text: string): string[] {
  return (text.match(/\p{Lu}[\p{L}]*/gu) ?? []).filter(word => word === 'I' || !isOrdinary(word))
}

/** A percent sign that became a word is still said. */
function percents(before: string, after: string): string[] {
  const words = (text: string) => text.match(/\bpercent\b/g)?.length ?? 0
  return Array<string>(Math.max(0, words(after) - words(before))).fill('%')
}

function doubled(text: string): number {
  return text.match(/\b([A-Za-z]+) \1\b/gi)?.length ?? 0
}

function same(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [[...one].sort(), [...other].sort()]
  return a.length === b.length && a.every((value, i) => value === b[i])
}
