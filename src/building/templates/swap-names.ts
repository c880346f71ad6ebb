import type { Random } from '../../statistics/random.js'
import { editDistance } from '../../text/edit-similarity.js'
import type { FilledTexts } from './fill-template.js'
import type { NamePool } from './first-names.js'

/**
 * Gives each person of a problem a name of the same gender, everywhere the same, drawn as often as the rows have it.
 * Now and then that is the old one: were it left out, common names would become rarer than in the rows. Names with a
 * title or a second capitalised word beside them stay: `Mr. Sam`, `Michael Jordan`, `Hudson River`. So do those that
 * the text also has without a capital: a forgotten capital and a word (`Mark will mark it`) look alike.
 */
export function swapNames(texts: FilledTexts, pool: NamePool, random: Random): FilledTexts {
  const whole = `${texts.question}\n${texts.answer}`
  const present = [...new Set([...whole.matchAll(/\b[A-Z][a-z]+\b/g)].map(([word]) => word))]
  const small = new Set(whole.match(/\b[a-z]+\b/g))
  const taken = new Set(present)
  const swaps = new Map<string, string>()
  for (const name of present) {
    const gender = pool.genderOf.get(name)
    if (gender === undefined || isPartOfName(name, whole)) continue
    if (small.has(name.toLowerCase()) || present.some(other => isMisspelt(name, other))) continue
    // James' and James's: names that end in s keep to themselves.
    const others = pool.names.filter(
      other =>
        other.gender === gender &&
        (other.name === name || !taken.has(other.name)) &&
        endsInS(other.name) === endsInS(name),
    )
    let left = random.uniform() * others.reduce((sum, { rows }) => sum + rows, 0)
    const chosen = others.find(({ rows }) => {
      left -= rows
      return left < 0
    })
    if (chosen === undefined) continue
    swaps.set(name, chosen.name)
    taken.add(chosen.name)
  }
  const swap = (text: string) => text.replace(/\b[A-Z][a-z]+\b/g, word => swaps.get(word) ?? word)
  return { question: swap(texts.question), answer: swap(texts.answer) }
}

/** `Hanna` beside `Hannah`: one person, written in two ways. */
function isMisspelt(name: string, other: string): boolean {
  return name !== other && editDistance([...name], [...other]) === 1
}

const endsInS = (name: string) => name.endsWith('s')

/** Words that start a sentence or a list may stand before a name; other capitalised words make it part of a longer one. */
function isPartOfName(name: string, text: string): boolean {
  const before = new RegExp(`(?:\\b(?:Mr|Mrs|Ms|Dr|Prof|St)\\.?|[a-z,]\\s[A-Z][a-z]+)\\s${name}\\b`)
  const after = new RegExp(`\\b${name}(?:\\s[A-Z][a-z]+|-[A-Za-z]|\\.[a-z])`)
  return before.test(text) || after.test(text)
}
